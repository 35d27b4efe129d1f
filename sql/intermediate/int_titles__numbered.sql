-- One row a listed title with a small number for joins, in the order of title_id.
with titles as (
    select * from stg_catalogue__titles
),

numbered as (
    select
        row_number() over (order by title_id)::uinteger - 1::uinteger as title_no,
        *
    from titles
)

select * from numbered
