-- One row a listed title and a key by which it may be joined to others: `k` its exact key, `i` an ISBN of several
-- titles (or one that a feed names as that of another edition) that nothing speaks against. `work_id` is the user's own
-- id where that is trusted: it goes before both.
with titles as (
    select
        keyed.title_no,
        keyed.exact_key,
        keyed.title_id,
        work_ids.work_id
    from int_titles__keyed as keyed
    left join int_work_ids__judged as work_ids on keyed.work_id = work_ids.work_id and work_ids.problem is null
),

held as (
    select
        titles.title_no,
        ids."value" as isbn
    from titles
    inner join stg_catalogue__identifiers as ids on titles.title_id = ids.title_id and ids.scheme = 'isbn13'
    union
    select
        title_no,
        isbn
    from int_edition_isbns__listed
),

isbns as (
    select distinct
        titles.title_no,
        'i|' || isbns.isbn as link_key,
        titles.work_id
    from titles
    inner join held on titles.title_no = held.title_no
    inner join int_title_isbns__judged as isbns on held.isbn = isbns.isbn
    where isbns.problem is null
),

united as (
    select
        title_no,
        'k|' || exact_key as link_key,
        work_id
    from titles
    where exact_key is not null
    union all
    select * from isbns
)

select * from united
