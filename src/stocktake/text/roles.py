"""Words by which a credit tells its role, folded."""

from stocktake.text.vocabulary import phrases, words

_WORDS_OF = {
    "author": """
        author | authors | auth | auths | aut | by | written by | text by | autor | auteur
        verfasser | texte | texte de | texto de | testo di | text von
        joint author | joint auth | автор | авт | von | par | por | di
    """,
    "editor": """
        ed | eds | edr | edit | editor | editors | edited | edited by | ed by | eds by | hrsg | hg
        hgg | hrsgg | hrsg von | hg von | hrsg v | hg v | herausgeber | herausgegeben von | herausgegeben | red
        redaktor | redactor | ред | под ред | под редакциеи | отв ред | гл ред | редактор | dir
        sous la direction de | sous la dir de | coord | coordinator | a cura di | cur
        general editor | series editor | volume editor | guest editor | editor in chief
        edited and introduced by | joint editor | joint ed
    """,
    "translator": """
        trans | transl | translator | translators | tr | translated | translated by | trans by
        transl by | tr by | ubers | ubersetzer | ubersetzt von | traducteur | traduit par | trad
        joint translator | joint tr | trad de | trad par | trad por | trad di | traduit de langlais par
        trad de langlais par | traducido por | tradotto da | ubers von | ubers v
        ubersetzung von | ubersetzung
        traductor | traduccion de | traduccion | traduzione di | traduttore | tradutor | traducao
        пер | перевод | переводчик | пер с англ | vert | vertaald door
    """,
    "illustrator": """
        ill | ills | illus | illust | illustrator | illustrators | illustrated | illustrated by
        illus by | ill by | illustrations by | illustrateur | illustre par | ilustrador
        ilustrado por | illustriert von | ill de | ill par | ill von | ill di | illustrations de
        illustrations | illustrationen von | ilustraciones de | илл | художник | худож | drawings by | pictures by
        photographs by | photographer | photos by | art by | artist | cover design by
    """,
    "foreword": """
        foreword | foreword by | forew | preface | preface by | with a foreword by
        with a preface by | vorwort | vorwort von | prefacio | prologo | prologo de | prologue by
        preface de | предисл | предисловие | afterword | afterword by | epilogue by
    """,
    "introduction": """
        introduction | introduction by | intro | intro by | introd | introd by | introduced by
        with an introduction by | einleitung | einleitung von | einfuhrung von | introduccion
        introduccion de | introduzione di | вступ ст | вступительная статья
    """,
    "compiler": """
        joint compiler | joint comp
        comp | comps | compiler | compilers | compiled | compiled by | comp by | selected by
        chosen by | collected by | zusammengestellt von | сост | составитель | составители
        compilador | compilacion
    """,
    "contributor": """
        contributor | contributors | contrib | contribs | contributions by | with contributions by
        with | mitarb | mitarbeiter | collaborator | collab | colab | in collaboration with
        consultant | adaptor | adapter | adapted by | as told to | reviewer
    """,
    "reader": """
        reader | readers | read by | narrator | narrators | narrated by | narrateur | gelesen von
        sprecher | чтец | читает
    """,
}

ROLE_WORDS = {word: role for role, text in _WORDS_OF.items() for word in phrases(text)}

PLURAL_WORDS = words(
    """
    auth authors auths compilers comps contribs contributors editors eds herausgeber hgg hrsg hrsgg ills
    illustrators narrators readers translators составители
    """
)
"""Markers that speak for every name before them that has no role of its own: "Smith, John & Jones, Mary
(eds)"."""

_BEFORE_A_NAME = words("by von v par por di de da door with ред редакциеи")

_NO_NAME = words("hg hgg hrsg hrsgg ubers trad")

LEADING_PHRASES = _NO_NAME | frozenset(
    phrase for phrase in ROLE_WORDS if " " in phrase and phrase.rpartition(" ")[2] in _BEFORE_A_NAME
)
"""Phrases that stand before the names they speak for: "edited by", "под ред.", "Hg."; not "Ed.", which is a name."""
