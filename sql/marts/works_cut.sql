-- One row a work id, identifier or chain of either that was not taken as proof that titles or records are one work.
-- side: listed (titles of the catalogue) or record (matched records of the reference)
-- kind: work_id, isbn, chain; for an identifier that stands on too many titles and records also isbn13, doi or asin
-- value: the work id, the identifier, or the key of a work that was cut out of the chain
-- problem: several_works, two_work_ids, several_titles, set, too_many, too_common or work_id_unclear
-- n_rows: titles or records concerned
-- sentence: the same in words
with problems as (
    select
        'listed' as side,
        'work_id' as kind,
        work_id as "value",
        problem,
        n_titles as n_rows
    from int_work_ids__judged
    union all
    select
        'listed' as side,
        'isbn' as kind,
        isbn as "value",
        problem,
        n_titles as n_rows
    from int_title_isbns__judged
    union all
    select
        'record' as side,
        'isbn' as kind,
        isbn as "value",
        problem,
        n_records as n_rows
    from int_isbns__judged
    where n_records > 1
    union all
    select
        'listed' as side,
        'chain' as kind,
        work_key as "value",
        if(list_contains(work_flags, 'work_cut'), 'too_many', 'work_id_unclear') as problem,
        count(*)::integer as n_rows
    from int_titles__grouped
    where list_has_any(work_flags, ['work_cut', 'work_id_unclear'])
    group by all
    union all
    select
        'record' as side,
        'chain' as kind,
        work_key as "value",
        'too_many' as problem,
        count(*)::integer as n_rows
    from int_records__grouped
    where is_cut
    group by work_key
    union all
    select
        'listed' as side,
        scheme as kind,
        "value",
        'too_common' as problem,
        n_titles as n_rows
    from int_identifiers__common
),

final as (
    select
        side,
        kind,
        "value",
        problem,
        n_rows,
        case problem
            when 'several_works' then 'The id stands on works that differ in title and author, so it was left aside.'
            when 'two_work_ids' then 'The ISBN stands under two work ids, which were kept apart.'
            when 'several_titles' then 'The ISBN stands on different titles or volumes, so it joins none of them.'
            when 'set' then 'The ISBN is that of a set, so it joins none of its parts.'
            when 'too_common' then 'So many titles and records bear the identifier that it tells none of them.'
            when 'work_id_unclear' then 'Title and author lead to two work ids, so these titles joined neither.'
            else 'More titles or records than one work has were chained; the chain was cut.'
        end as sentence
    from problems
    where problem is not null
    order by side, kind, "value", problem
)

select * from final
