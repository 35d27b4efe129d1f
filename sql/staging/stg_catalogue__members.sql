-- One row a person listed without works, with the id that is made of the member's own number, as for credited names;
-- without a number every row is a person of its own.
with source as (
    select * from catalogue_members
),

renamed as (
    select
        member_id,
        coalesce('a-' || left(md5(nullif(author_id, '')), 16), 'm-' || member_id) as author_id,
        nullif(author_id, '') as member_number,
        source_file,
        source_line,
        name_as_registered,
        family,
        "given",
        nullif(suffix, '') as suffix,
        family_key,
        coalesce(given_key, '') as given_key,
        pen_names,
        isni,
        ipi,
        orcid
    from source
)

select * from renamed
