-- One row a main title that stands on several reference records, with how many records and first authors share it.
with first_names as (
    select
        row_no,
        family_key
    from comparable_names
    where "position" = 1
),

counted as (
    select
        comparable_rows.main_key,
        count(*)::uinteger as n_records,
        count(distinct first_names.family_key)::uinteger as n_families
    from comparable_rows
    left join first_names on comparable_rows.row_no = first_names.row_no
    where comparable_rows.main_key is not null
    group by comparable_rows.main_key
),

shared as (
    select * from counted
    where n_records > 1
)

select * from shared
