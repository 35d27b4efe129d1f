-- One row a listed title with the key of its work. The user's own work id goes first, unless it contradicts itself.
-- Titles without one are joined by exact keys and shared ISBNs (`title_components`), and join the work id that these
-- lead to; where they lead to two, they stay apart. `work_flags` says where works were kept apart or taken apart.
with titles as (
    select
        numbered.*,
        keyed.exact_key,
        work_ids.problem as id_problem,
        if(work_ids.problem is null, numbered.work_id, null) as trusted_id,
        components.component,
        coalesce(components.is_cut, false) as is_cut
    from int_titles__numbered as numbered
    inner join int_titles__keyed as keyed on numbered.title_no = keyed.title_no
    left join int_work_ids__judged as work_ids on numbered.work_id = work_ids.work_id
    left join title_components as components on numbered.title_no = components.row_no
),

own_links as (
    select distinct
        components.component,
        links.link_key
    from title_components as components
    inner join int_title_links__united as links on components.row_no = links.title_no
),

ids_of_links as (
    select distinct
        link_key,
        work_id
    from int_title_links__united
    where work_id is not null
),

led_to as (
    select
        own_links.component,
        min(ids_of_links.work_id) as work_id,
        count(distinct ids_of_links.work_id) as n_ids
    from own_links
    inner join ids_of_links on own_links.link_key = ids_of_links.link_key
    group by own_links.component
),

components as (
    select
        component,
        min(exact_key) as exact_key
    from titles
    where component is not null
    group by component
),

contested as (
    select distinct titles.title_no
    from int_titles__numbered as titles
    inner join stg_catalogue__identifiers as ids on titles.title_id = ids.title_id and ids.scheme = 'isbn13'
    inner join int_title_isbns__judged as isbns on ids."value" = isbns.isbn
    where isbns.problem = 'two_work_ids'
),

grouped as (
    select
        titles.* exclude (exact_key, id_problem, trusted_id, component, is_cut),
        case
            when titles.trusted_id is not null then 'w-' || left(md5(titles.trusted_id), 12)
            when led_to.n_ids = 1 then 'w-' || left(md5(led_to.work_id), 12)
            when components.exact_key is not null then 'k-' || left(md5(components.exact_key), 12)
            else 't-' || titles.title_id
        end as work_key,
        list_concat(
            if(titles.id_problem is not null, ['work_id_contradicted'], []),
            if(contested.title_no is not null, ['isbn_of_two_works'], []),
            if(titles.trusted_id is null and led_to.n_ids > 1, ['work_id_unclear'], []),
            if(titles.is_cut, ['work_cut'], [])
        ) as work_flags
    from titles
    left join led_to on titles.component = led_to.component
    left join components on titles.component = components.component
    left join contested on titles.title_no = contested.title_no
)

select * from grouped
