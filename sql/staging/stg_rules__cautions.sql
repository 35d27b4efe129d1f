-- One row a relation or a flag that the sentence of a match speaks of, as part of the sentence.
with cautions (code, clause) as (
    values
    ('other edition or format', 'it is, or may be, another edition or format'),
    ('part', 'it is, or may be, a part of the listed work'),
    ('translation', 'it is, or may be, a translation'),
    ('omnibus', 'the record is that of a set or an omnibus'),
    ('generic_title', 'the title is a common one'),
    ('common_title', 'many authors have used the title'),
    ('namesake', 'several people in the data set bear the author''s name'),
    ('narrow_margin', 'a record of another work agrees almost as well'),
    ('recurring_title', 'several articles bear the title'),
    ('set_isbn', 'the ISBN is that of a set'),
    ('reused_isbn', 'the ISBN stands on several works'),
    ('year_impossible_for_isbn', 'the record is dated before such ISBNs were given')
)

select * from cautions
