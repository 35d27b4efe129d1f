-- One row an ISBN that stands on several listed titles, or that a feed names as that of another edition of them, and
-- what speaks against joining them by it, if anything.
-- `two_work_ids`: the titles carry two work ids that are good otherwise. `several_titles`: they have other titles or
-- volumes (the ISBN of a set, or a reused one). `set`: the ISBN or a title says so. `too_many`: past the bound.
with own as (
    select
        titles.title_no,
        ids."value" as isbn,
        regexp_matches(lower(ids.value_raw), '\b(set|box|boxed|complete|series|omnibus)\b') as says_set
    from stg_catalogue__identifiers as ids
    inner join int_titles__keyed as titles on ids.title_id = titles.title_id
    where ids.scheme = 'isbn13' and coalesce(ids.repair, '') not in ('repaired_zero', 'cancelled')
),

ids as (
    select distinct * from own
    union
    select
        title_no,
        isbn,
        false as says_set
    from int_edition_isbns__listed
),

described as (
    select
        ids.isbn,
        ids.says_set or coalesce(sets.is_set, false) as is_set,
        titles.main_key,
        ids.title_no,
        titles.volume_key,
        work_ids.work_id,
        first_value(titles.main_key ignore nulls) over (partition by ids.isbn order by titles.title_no) as first_key
    from ids
    inner join int_titles__keyed as titles on ids.title_no = titles.title_no
    left join int_sets__named as sets on sets.side = 'listed' and ids.title_no = sets.row_no
    left join int_work_ids__judged as work_ids on titles.work_id = work_ids.work_id and work_ids.problem is null
),

counted as (
    select
        isbn,
        count(distinct title_no)::integer as n_titles,
        bool_or(is_set) as is_set,
        count(distinct work_id) > 1 as has_two_ids,
        count(distinct volume_key) > 1
        or coalesce(
            bool_or(
                levenshtein(main_key, first_key) > 0.2 * length(first_key)
                and not starts_with(main_key, first_key)
                and not starts_with(first_key, main_key)
            ),
            false
        ) as has_several_titles
    from described
    group by isbn
    having count(distinct title_no) > 1
),

judged as (
    select
        counted.isbn,
        counted.n_titles,
        case
            when counted.is_set then 'set'
            when counted.has_two_ids then 'two_work_ids'
            when counted.has_several_titles then 'several_titles'
            when counted.n_titles > run_parameters.most_linked then 'too_many'
        end as problem
    from counted, run_parameters
)

select * from judged
