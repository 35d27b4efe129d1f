-- One row a person (or name) credited on at least one listed title.
-- author_id: id of the person: made of the list's number (`a-…`), an ISNI, ORCID or IPI (`i-…`) or the name (`n-…`)
-- display_name: the name most often credited
-- family: family name of the display name
-- given: given names of the display name
-- name_variants: all names as credited
-- n_titles: listed titles with this credit
-- n_works: listed works with this credit
-- report_code: code that stands in file names and letters instead of the name (no E: spreadsheets read exponents)
with names as (
    select
        names.*,
        titles.work_key
    from int_names__identified as names
    inner join int_titles__grouped as titles on names.title_no = titles.title_no
),

spellings as (
    select
        author_id,
        name_as_credited,
        min(family) as family,
        min(given) as given,
        count(*) as n_credits
    from names
    group by author_id, name_as_credited
),

displayed as (
    select
        author_id,
        name_as_credited as display_name,
        family,
        given
    from spellings
    qualify row_number() over (partition by author_id order by n_credits desc, name_as_credited asc) = 1
),

counted as (
    select
        author_id,
        list(distinct name_as_credited order by name_as_credited) as name_variants,
        count(distinct title_id)::integer as n_titles,
        count(distinct work_key)::integer as n_works
    from names
    group by author_id
),

final as (
    select
        counted.author_id,
        displayed.display_name,
        displayed.family,
        displayed.given,
        counted.name_variants,
        counted.n_titles,
        counted.n_works,
        replace(upper(left(md5('report|' || counted.author_id), 10)), 'E', 'K') as report_code
    from counted
    inner join displayed on counted.author_id = displayed.author_id
    order by counted.author_id
)

select * from final
