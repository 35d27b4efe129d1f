-- One row a listed title: whether the details supplied allow a search at all, and what there is to search with.
with with_identifier as (
    select distinct title_id from stg_catalogue__identifiers
    where scheme in ('isbn13', 'isbn_misprint', 'doi', 'asin')
),

with_name as (
    select distinct title_no from int_title_names__numbered
    where coalesce(family_key, '') <> ''
),

judged as (
    select
        titles.title_no,
        titles.title_key is not null as has_title,
        unfindable.kind as unfindable_kind,
        with_identifier.title_id is not null
        or (
            unfindable.title_no is null
            and titles.title_key is not null
            and (
                with_name.title_no is not null
                or not (titles.is_generic or (position(' ' in titles.title_key) = 0 and length(titles.title_key) < 15))
            )
        ) as is_checkable
    from int_titles__numbered as titles
    left join with_identifier on titles.title_id = with_identifier.title_id
    left join with_name on titles.title_no = with_name.title_no
    left join int_titles__unfindable as unfindable on titles.title_no = unfindable.title_no
)

select * from judged
