-- One row a reason that leaves a record untaken or in doubt: what would have had to be otherwise, in words,
-- and whether the sum of the weights decides as well.
with remedies (reason, needs_bits, remedy) as (
    values
    ('reviewer_no_match', false, 'A reviewer would have to take that decision back.'),
    ('reviewers_disagree', false, 'The reviewers would have to agree.'),
    ('other_volume_or_derivative', false, 'The volume numbers, and the kind of work, would have to be the same.'),
    ('too_weak', true, 'More would have to agree: an identifier, or title and author together.'),
    ('other_version', false, 'Year, journal and pages would have to be those of the listed article.'),
    ('recurring_title', false, 'A DOI, or volume and first page, would have to tell which article is meant.'),
    ('weak_identifier_alone', false, 'A title or an author on both sides would have to agree.'),
    ('identifier_derivative', false, 'Both titles would have to be of the same kind of work.'),
    ('identifier_volume_differs', false, 'The volume numbers would have to agree.'),
    ('identifier_author_differs', false, 'The author would have to agree.'),
    ('identifier_title_differs', false, 'The title would have to agree.'),
    ('identifier_resembles', false, 'The title would have to agree, or an author on both sides.'),
    ('identifier_contradicted', false, 'Title or author would have to agree.'),
    (
        'identifier_year_impossible', false,
        'The record''s year would have to be one in which such ISBNs were given.'
    ),
    ('link_contradicted', false, 'Title and author would have to agree.'),
    ('author_missing', true, 'An author named on both sides would have to agree, or an identifier.'),
    ('author_differs', true, 'The author would have to agree, or an identifier.'),
    ('generic_title', true, 'A year and a publisher, or an identifier, would have to agree as well.'),
    ('title_resembles', true, 'The title would have to agree, or an identifier.'),
    ('uncertain', true, 'More would have to agree: a year, a publisher or an identifier.'),
    ('narrow_margin', false, 'Something would have to tell the record from the one that agrees almost as well.')
)

select * from remedies
