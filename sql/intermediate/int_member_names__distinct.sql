-- One row a distinct name that is looked up for members, with a small number for joins.
with distinct_names as (
    select distinct
        family_key,
        given_key
    from int_member_names__listed
),

numbered as (
    select
        row_number() over (order by family_key, given_key)::uinteger - 1::uinteger as name_no,
        family_key,
        given_key,
        split_part(given_key, ' ', 1) as first_name,
        split_part(given_key, ' ', 2) as second_name
    from distinct_names
)

select * from numbered
