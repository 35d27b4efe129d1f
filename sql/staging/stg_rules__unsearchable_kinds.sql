-- One row a kind of work that no table of books or articles lists: its name in a sentence, its place (the first that
-- fits names the work), and the words by which a list calls it, in several languages, folded: lower case, no accents.
with kinds (place, kind, words) as (
    values
    (
        1, 'a radio play or broadcast',
        'radio|radio ?plays?|radio ?dramas?|radio ?scripts?|radio features?|audio dramas?|horspiele?|hoerspiele?|'
        || 'rundfunk\pL*|radiosendung\pL*|radiophoni\pL*|radiofoni\pL*|radioteatro|radiodramm\pL*|hoorspel\pL*|'
        || 's[lł]uchowisk\pL*|радио\pL*'
    ),
    (
        2, 'a television script or broadcast',
        'tv|t v|television|teleplays?|tele ?films?|tv ?series|tv ?scripts?|sitcoms?|soap operas?|fernseh\pL*|'
        || 'televis\pL*|telewiz\pL*|телев\pL*|телес\pL*'
    ),
    (
        3, 'a film or its script',
        'films?|movies?|motion pictures?|cinema\pL*|screen ?plays?|drehbuch|drehbucher|filmskript\pL*|spielfilm\pL*|'
        || 'dokumentarfilm\pL*|documentar\pL*|documental\pL*|documentaires?|scenarios?|guion|guiones|guionista|'
        || 'sceneggiatur\pL*|roteiros?|scenariusz\pL*|audio ?visual\pL*|audiovisue\pL*|audiovisiv\pL*|audiowizual\pL*|'
        || 'videos?|сценари\pL*|фильм\pL*|кино\pL*'
    ),
    (4, 'a podcast', 'podcasts?|webcasts?|vodcasts?|web ?series|webserie\pL*|подкаст\pL*'),
    (
        5, 'a song or its words',
        'lyrics?|lyricist|songs?|song ?texts?|liedtext\pL*|songtext\pL*|songtekst\pL*|liedtekst\pL*|paroles|chansons?|'
        || 'letras? de cancion\pL*|cancion\pL*|canzon\pL*|teksty? piosen\pL*|jingles?|песн\pL*|текст песни'
    ),
    (
        6, 'a broadcast',
        'broadcast\pL*|sendung|sendungen|emissions?|emision\pL*|transmision\pL*|trasmission\pL*|uitzending\pL*|'
        || 'audycj\pL*|передач\pL*|on air'
    ),
    (7, 'a script', 'scripts?|script ?writing|skripts?|script writer')
)

select * from kinds
