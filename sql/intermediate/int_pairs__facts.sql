-- One row a weighed pair with the yes/no facts that the rules speak of.
-- A title is common when first authors of eight family names have used it; a name is telling when it carries 12 bits
-- ("Szymborska" does, "Smith" in a large reference does not). A generic title needs a second proof, year or publisher;
-- a generic or common one by a name that is not telling needs both, or the whole name and the very year where no
-- publisher can be compared. Two different subtitles under one main title need a second proof as well.
with pairs as (
    select * from pairs_weighed
),

described as (
    select
        title_no,
        record_no,
        main_key_right,
        is_generic_left,
        is_generic_right
    from int_pairs__described
),

common_titles as (
    select title_frequencies.main_key
    from title_frequencies, run_parameters
    where title_frequencies.n_families >= run_parameters.common_title_families
),

facts as (
    select
        pairs.*,
        n_identifiers > 0 as shares_identifier,
        (year_outcome in ('same', 'one_off'))::int + (publisher_outcome in ('same', 'similar'))::int as n_proofs,
        title_outcome in (
            'exact',
            'same_without_subtitle',
            'parallel_title',
            'truncated',
            'reordered',
            'spelling',
            'spelling_without_subtitle'
        )
        or (title_outcome = 'other_subtitle' and n_proofs > 0) as title_agrees,
        title_outcome in (
            'exact', 'same_without_subtitle', 'parallel_title', 'truncated', 'reordered'
        ) as title_is_same,
        title_outcome in ('contained', 'similar', 'other_in_series', 'other_subtitle') as title_resembles,
        author_outcome in (
            'same', 'initials_agree', 'parts_swapped', 'family_only', 'part_of_family', 'spelling'
        ) as author_agrees,
        author_outcome in ('different', 'given_differs') as author_differs,
        title_outcome = 'missing' and author_outcome = 'missing' as is_incomparable,
        volume_outcome = 'different' as volume_differs,
        derivative_outcome = 'one_side' as is_derivative,
        coalesce(described.is_generic_left or described.is_generic_right, false) as has_generic_title,
        common_titles.main_key is not null as has_common_title,
        author_weight >= run_parameters.telling_name_bits as has_telling_name,
        left(replace(coalesce(described.main_key_right, ''), ' ', ''), 10) as opening
    from pairs
    inner join described
        on pairs.title_no = described.title_no and pairs.record_no = described.record_no
    left join common_titles on described.main_key_right = common_titles.main_key
    cross join run_parameters
),

proved as (
    select
        *,
        case
            when has_telling_name then has_generic_title and n_proofs = 0
            when author_outcome = 'same' and year_outcome = 'same' and publisher_outcome = 'missing' then false
            else (has_generic_title or has_common_title) and n_proofs < 2
        end as lacks_proof
    from facts
)

select * from proved
