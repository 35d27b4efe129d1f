-- One row a name of the reference whose family name is one that is looked up for members, with its number of records.
with families as (
    select distinct family_key from int_member_names__distinct
),

counted as (
    select
        contributors.family_key,
        coalesce(contributors.given_key, '') as given_key,
        count(distinct contributors.record_no)::uinteger as n_records
    from stg_reference__contributors as contributors
    inner join families on contributors.family_key = families.family_key
    group by all
),

numbered as (
    select
        row_number() over (order by family_key, given_key)::uinteger - 1::uinteger as held_no,
        *,
        split_part(given_key, ' ', 1) as first_name,
        split_part(given_key, ' ', 2) as second_name
    from counted
)

select * from numbered
