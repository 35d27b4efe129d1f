-- One row a distinct identifier of a listed title.
with source as (
    select * from catalogue_identifiers
),

renamed as (
    select
        title_id,
        scheme,
        value_raw,
        "value",
        repair
    from source
)

select * from renamed
