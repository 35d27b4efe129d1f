-- One row a credited name on a reference record.
-- materialised: view
with source as (
    select * from reference_contributors
)

select * from source
