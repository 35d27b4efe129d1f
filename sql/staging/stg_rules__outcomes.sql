-- One row an outcome of a compared field in words: beside the field's name (words) and as part of a sentence (clause).
-- Standing: same and different are told by the field's name alone; plain is told unless the rule's own sentence tells
-- it; particular is always told.
with outcomes (field, outcome, standing, words, clause) as (
    values
    ('identifier', 'none', 'plain', 'none shared', 'no identifier is shared'),
    (
        'identifier', 'shared_after_repair', 'plain', 'a weaker one shared',
        'a weaker identifier is shared (repaired, cancelled or of another edition)'
    ),
    ('identifier', 'shared', 'plain', 'shared', 'an identifier is shared'),
    ('identifier', 'several_shared', 'plain', 'several shared', 'several identifiers are shared'),
    ('title', 'exact', 'same', 'the same', null),
    (
        'title', 'same_without_subtitle', 'particular', 'the same; a subtitle on one side only',
        'one title lacks the subtitle'
    ),
    (
        'title', 'parallel_title', 'particular', 'the same as a parallel title',
        'the title is the same as a parallel title of the other side'
    ),
    (
        'title', 'numerals', 'particular', 'the same but for how a number is written',
        'the titles write a number differently'
    ),
    ('title', 'truncated', 'particular', 'the same; cut short on one side', 'one title is cut short'),
    (
        'title', 'reordered', 'particular', 'the same words in another order',
        'the words of the title stand in another order'
    ),
    ('title', 'spelling', 'particular', 'the same but for the spelling', 'the title is spelt a little differently'),
    (
        'title', 'spelling_without_subtitle', 'particular',
        'the same but for the spelling; a subtitle on one side only',
        'the title is spelt a little differently and lacks its subtitle on one side'
    ),
    ('title', 'opening', 'particular', 'one opens the other', 'one title opens with the other'),
    (
        'title', 'opening_spelling', 'particular', 'one opens the other but for the spelling',
        'one title opens with the other, spelt a little differently'
    ),
    (
        'title', 'other_subtitle', 'particular', 'the same main title; the subtitles differ',
        'the main title is the same but the subtitles differ'
    ),
    (
        'title', 'other_in_series', 'particular', 'the same short main title; the rest differs',
        'only a short main title is the same and the rest of it differs'
    ),
    ('title', 'contained', 'particular', 'one holds all words of the other', 'one title holds all words of the other'),
    ('title', 'similar', 'particular', 'similar', 'the titles are similar'),
    ('title', 'different', 'different', 'different', null),
    ('title', 'missing', 'plain', 'missing on one side', 'one side gives no title'),
    ('author', 'same', 'same', 'the same', null),
    (
        'author', 'same_without_middle', 'particular', 'the same; a middle name on one side only',
        'one side leaves out a middle name of the author'
    ),
    (
        'author', 'initials_agree', 'particular', 'the same family name; the initials agree',
        'one side gives the author''s initials only'
    ),
    (
        'author', 'nickname', 'particular', 'the same family name; one given name is short for the other',
        'the author''s given name is a short form on one side'
    ),
    (
        'author', 'given_translated', 'particular', 'the same family name; the given name in another language',
        'the author''s given name stands in another language'
    ),
    (
        'author', 'transliteration', 'particular', 'the same name in another romanisation',
        'the author''s name is romanised in another way'
    ),
    (
        'author', 'alias', 'particular', 'another name of the author, from the alias table',
        'the record bears another name of the author, from the alias table'
    ),
    (
        'author', 'family_only', 'particular', 'the same family name; no given name on one side',
        'one side gives the author''s family name only'
    ),
    (
        'author', 'parts_swapped', 'particular', 'the same; given and family name have changed places',
        'the author''s given and family name have changed places'
    ),
    (
        'author', 'editor_is_author', 'particular', 'the same; an editor on one side, an author on the other',
        'one side names as editor whom the other names as author'
    ),
    (
        'author', 'part_of_family', 'particular', 'one family name is part of the other',
        'one side gives part of the author''s family name'
    ),
    (
        'author', 'spelling', 'particular', 'the same but for the spelling',
        'the author''s name is spelt a little differently'
    ),
    (
        'author', 'given_differs', 'particular', 'the same family name; the given names differ',
        'the author''s family name is the same but the given names differ'
    ),
    (
        'author', 'other_role', 'particular', 'named in another role only',
        'the person is named in another role only, such as translator'
    ),
    ('author', 'different', 'different', 'different', null),
    ('author', 'neither', 'plain', 'named on neither side', 'neither side names an author'),
    ('author', 'missing', 'plain', 'not named on one side', 'one side names no author'),
    ('year', 'same', 'same', 'the same', null),
    ('year', 'one_off', 'particular', 'one off', 'the year is one off'),
    ('year', 'near', 'particular', 'two to ten off', 'the years lie two to ten apart'),
    ('year', 'far', 'particular', 'more than ten off', 'the years lie more than ten apart'),
    ('year', 'missing', 'plain', 'missing on one side', 'one side gives no year'),
    ('publisher', 'same', 'same', 'the same', null),
    ('publisher', 'similar', 'particular', 'similar', 'the publishers are similar'),
    ('publisher', 'different', 'different', 'different', null),
    ('publisher', 'missing', 'plain', 'missing on one side', 'one side gives no publisher'),
    ('language', 'same', 'same', 'the same', null),
    ('language', 'different', 'different', 'different', null),
    ('language', 'missing', 'plain', 'missing on one side', 'one side gives no language'),
    ('volume', 'same', 'same', 'the same', null),
    ('volume', 'different', 'different', 'different', null),
    ('volume', 'one_side', 'particular', 'given on one side only', 'one side only gives a volume number'),
    ('volume', 'missing', 'plain', 'given on neither side', 'neither side gives a volume number'),
    (
        'derivative', 'erratum_or_reply', 'particular', 'one title is that of a correction or a reply',
        'only one of the titles is that of a correction or a reply'
    ),
    (
        'derivative', 'study_guide_or_summary', 'particular', 'one title is that of a guide or a summary',
        'only one of the titles is that of a guide or a summary'
    ),
    (
        'derivative', 'review', 'particular', 'one title is that of a review',
        'only one of the titles is that of a review'
    ),
    (
        'derivative', 'adaptation', 'particular', 'one title is that of an adaptation',
        'only one of the titles is that of an adaptation, a retelling or a book about its making'
    ),
    ('derivative', 'none', 'plain', 'neither title is about the other', 'neither title is about the other')
)

select * from outcomes
