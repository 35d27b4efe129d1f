-- One row a weighed pair with the yes/no facts that the rules speak of.
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

facts as (
    select
        pairs.*,
        n_identifiers > 0 as shares_identifier,
        title_outcome in (
            'exact',
            'same_without_subtitle',
            'parallel_title',
            'truncated',
            'reordered',
            'spelling',
            'spelling_without_subtitle',
            'other_subtitle'
        ) as title_agrees,
        title_outcome in (
            'exact', 'same_without_subtitle', 'parallel_title', 'truncated', 'reordered'
        ) as title_is_same,
        title_outcome in ('contained', 'similar', 'other_in_series') as title_resembles,
        author_outcome in (
            'same', 'initials_agree', 'parts_swapped', 'family_only', 'part_of_family', 'spelling'
        ) as author_agrees,
        author_outcome in ('different', 'given_differs') as author_differs,
        title_outcome = 'missing' and author_outcome = 'missing' as is_incomparable,
        volume_outcome = 'different' as volume_differs,
        derivative_outcome = 'one_side' as is_derivative,
        coalesce(described.is_generic_left or described.is_generic_right, false) as has_generic_title,
        year_outcome in ('same', 'one_off') or publisher_outcome in ('same', 'similar') as has_second_proof,
        left(replace(coalesce(described.main_key_right, ''), ' ', ''), 10) as opening
    from pairs
    inner join described
        on pairs.title_no = described.title_no and pairs.record_no = described.record_no
)

select * from facts
