-- One row a distinct family name of the reference, with the number of records that credit it.
with counted as (
    select
        family_key,
        count(distinct row_no)::uinteger as n_records
    from comparable_names
    where family_key is not null and family_key <> ''
    group by family_key
)

select * from counted
