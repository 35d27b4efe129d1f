-- One row a credit of a listed title with what tells who it is: the name, the numbers of the person, and the work,
-- title and house that may support a likeness of names. A credit with two numbers of one kind has none of that kind.
with names as (
    select
        title_no,
        title_id,
        "position",
        name_as_credited,
        author_id as sender_id,
        family_key,
        coalesce(given_key, '') as given_key,
        coalesce(suffix, '') as suffix
    from int_title_names__numbered
    where coalesce(family_key, '') <> '' and alias_kind is null
),

numbers as (
    select
        title_id,
        "position",
        scheme,
        min("value") as "value"
    from stg_catalogue__name_identifiers
    where "value" is not null
    group by title_id, "position", scheme
    having count(distinct "value") = 1
),

pivoted as (
    select
        title_id,
        "position",
        min("value") filter (where scheme = 'isni') as isni,
        min("value") filter (where scheme = 'orcid') as orcid,
        min("value") filter (where scheme = 'ipi') as ipi
    from numbers
    group by title_id, "position"
),

final as (
    select
        names.*,
        pivoted.isni,
        pivoted.orcid,
        pivoted.ipi,
        titles.work_key,
        if(coalesce(titles.is_generic, false), null, titles.main_key) as main_key,
        coalesce(nullif(titles.publisher_key, ''), nullif(lower(trim(titles.imprint)), '')) as house
    from names
    inner join int_titles__grouped as titles on names.title_no = titles.title_no
    left join pivoted on names.title_id = pivoted.title_id and names."position" = pivoted."position"
)

select * from final
