-- One row a credited name on a listed title, in the order of the credits.
with source as (
    select * from catalogue_contributors
),

renamed as (
    select
        title_id,
        "position",
        "role",
        name_as_credited,
        nullif(author_id, '') as author_id,
        family,
        given,
        nullif(suffix, '') as suffix,
        family_key,
        given_key
    from source
)

select * from renamed
