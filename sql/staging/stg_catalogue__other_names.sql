-- One row a further name (pseudonym, real name, earlier or transliterated one) that the user's feed joins to a credit.
with source as (
    select * from catalogue_other_names
),

renamed as (
    select
        title_id,
        "position",
        kind,
        "name",
        family,
        given,
        family_key,
        given_key
    from source
)

select * from renamed
