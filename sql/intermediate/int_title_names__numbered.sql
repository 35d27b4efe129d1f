-- One row a credited name of a listed title, keyed by the title's number.
with names as (
    select
        titles.title_no,
        contributors.*
    from stg_catalogue__contributors as contributors
    inner join int_titles__numbered as titles on contributors.title_id = titles.title_id
)

select * from names
