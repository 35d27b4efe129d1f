-- One row a record of the prepared reference.
-- materialised: view
with source as (
    select * from reference_records
)

select * from source
