-- One row a compared field: its place in a sentence, its name there, and how a rule's own sentence speaks of it.
with fields (place, field, noun, told_by) as (
    values
    (1, 'identifier', 'identifier', 'identifier'),
    (2, 'title', 'title', 'title'),
    (3, 'author', 'author', 'author'),
    (4, 'year', 'year', 'year and|and year of'),
    (5, 'publisher', 'publisher', null),
    (6, 'language', 'language', 'language differs'),
    (7, 'volume', 'volume number', 'volume numbers'),
    (8, 'derivative', 'kind of work', 'about the other')
)

select * from fields
