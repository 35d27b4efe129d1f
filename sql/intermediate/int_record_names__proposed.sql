-- One row a credited name of a record that stands in a proposed pair.
with pairs as (
    select distinct record_no from int_pairs__united
),

names as (
    select
        record_no,
        "position",
        "role",
        family_key,
        given_key
    from stg_reference__contributors
    where record_no in (select record_no from pairs)
)

select * from names
