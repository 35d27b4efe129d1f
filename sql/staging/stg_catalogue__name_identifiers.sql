-- One row a number of a credited person (isni, orcid, ipi); `value` is null where the check digit is wrong.
with source as (
    select * from catalogue_name_identifiers
),

renamed as (
    select
        title_id,
        "position",
        scheme,
        value_raw,
        "value"
    from source
)

select * from renamed
