-- One row a work or product that the user's feed says is related to a listed title.
with source as (
    select * from catalogue_related
),

renamed as (
    select
        title_id,
        relation,
        scheme,
        value_raw,
        "value"
    from source
)

select * from renamed
