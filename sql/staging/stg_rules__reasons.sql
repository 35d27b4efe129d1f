-- One row a reason code: the verdict it leads to and the sentence that explains it.
with reasons (reason, verdict, sentence) as (
    values
    ('reviewer_match', 'CONFIRMED', 'A reviewer looked at the pair and said it is the listed work.'),
    ('reviewer_no_match', null, 'A reviewer looked at the pair and said it is not the listed work.'),
    (
        'reviewers_disagree',
        'CHECK',
        'Reviewers looked at the pair and do not agree whether it is the listed work.'
    ),
    ('identifier_title_author', 'CONFIRMED', 'An identifier is shared, and title and author agree.'),
    ('identifier_title', 'CONFIRMED', 'An identifier is shared and the title agrees.'),
    (
        'identifier_author',
        'CONFIRMED',
        'An identifier is shared and the author agrees; the title resembles the listed one or is not given.'
    ),
    ('two_identifiers', 'CONFIRMED', 'Several identifiers are shared, and title or author agrees.'),
    (
        'weak_identifier_title_author',
        'CONFIRMED',
        'A weaker identifier is shared (repaired, cancelled or of another edition), and title and author agree.'
    ),
    ('identifier_alone', 'PROBABLE', 'An identifier is shared; there is neither a title nor an author to compare.'),
    (
        'weak_identifier_one_field',
        'PROBABLE',
        'A weaker identifier is shared (repaired, cancelled or of another edition), and title or author agrees.'
    ),
    ('title_author_exact', 'PROBABLE', 'Title and author are the same; no identifier is shared.'),
    (
        'link_title_author',
        'PROBABLE',
        'Title and author agree, and a record of another edition of the listed work leads here.'
    ),
    (
        'link_isbn',
        'PROBABLE',
        'An ISBN is shared with a confirmed record of the listed work; what else can be compared agrees.'
    ),
    (
        'link_translation',
        'PROBABLE',
        'Another listed title of the same work matches the record, and the author agrees; the language differs.'
    ),
    (
        'link_contradicted',
        'CHECK',
        'An ISBN is shared with a confirmed record of the listed work, but title or author differs.'
    ),
    (
        'title_publication',
        'PROBABLE',
        'Neither side names an author; title and year or publisher agree, and no identifier is shared.'
    ),
    ('title_author_close', 'PROBABLE', 'Title and author agree closely; no identifier is shared.'),
    (
        'host_volume',
        'PROBABLE',
        'The record is the volume in which the listed chapter stands: identifier and title are those of the volume.'
    ),
    (
        'article_close',
        'PROBABLE',
        'No other article comes as close: authors, year and (where given) journal agree; the title nearly does.'
    ),
    ('article_place', 'PROBABLE', 'Title, journal and year of the article are the same; no author can be compared.'),
    (
        'other_version',
        'CHECK',
        'Title and author agree, but year, journal or pages are those of another version of the article.'
    ),
    (
        'recurring_title',
        'CHECK',
        'Title and author agree, but several articles bear this title and nothing tells which one is meant.'
    ),
    (
        'weak_identifier_alone',
        'CHECK',
        'Only a weaker identifier is shared (repaired, cancelled or of another edition), and nothing else is there.'
    ),
    (
        'identifier_derivative',
        'CHECK',
        'An identifier is shared, but one title says it is about the other (a summary, guide or review).'
    ),
    (
        'identifier_year_impossible',
        'CHECK',
        'An identifier is shared, but the record is dated before such ISBNs were given, and nothing else compares.'
    ),
    ('identifier_volume_differs', 'CHECK', 'An identifier is shared, but the volume numbers differ.'),
    ('identifier_author_differs', 'CHECK', 'An identifier is shared and the title agrees, but the authors differ.'),
    ('identifier_title_differs', 'CHECK', 'An identifier is shared and the author agrees, but the titles differ.'),
    (
        'identifier_resembles',
        'CHECK',
        'An identifier is shared, but the title only resembles the listed one and no author can be compared.'
    ),
    (
        'identifier_contradicted',
        'CHECK',
        'An identifier is shared, but neither title nor author agrees with the listed work.'
    ),
    ('author_missing', 'CHECK', 'The title agrees at least in part, but on one side no author is named.'),
    ('author_differs', 'CHECK', 'The title agrees at least in part, but the authors differ.'),
    ('generic_title', 'CHECK', 'Title and author agree, but the title is a common one and too little else agrees.'),
    ('title_resembles', 'CHECK', 'The author agrees, but the title only resembles the listed one.'),
    ('uncertain', 'CHECK', 'Title and author agree, but both are too common, or too unlike, to be sure.'),
    ('narrow_margin', 'CHECK', 'Title and author agree, but a record of another work agrees almost as well.'),
    ('other_volume_or_derivative', null, 'Another volume, or a work about the listed one.'),
    ('too_weak', null, 'Too little agrees.')
)

select * from reasons
