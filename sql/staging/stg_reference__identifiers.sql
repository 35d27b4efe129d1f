-- One row a distinct identifier of a reference record.
-- materialised: view
with source as (
    select * from reference_identifiers
)

select * from source
