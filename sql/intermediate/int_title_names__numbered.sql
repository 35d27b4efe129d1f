-- One row a credited name of a listed title, keyed by the title's number; and at the same position one for each other
-- name that the user's alias table gives that person, with its kind.
with credited as (
    select
        titles.title_no,
        contributors.*,
        null::varchar as alias_kind
    from stg_catalogue__contributors as contributors
    inner join int_titles__numbered as titles on contributors.title_id = titles.title_id
),

also_known as (
    select
        credited.* replace (
            aliases.alias as name_as_credited,
            aliases.alias_family as family,
            aliases.alias_given as "given",
            null as suffix,
            aliases.alias_family_key as family_key,
            aliases.alias_given_key as given_key,
            aliases.alias_kind as alias_kind
        )
    from credited
    inner join aliases_given as aliases
        on credited.family_key = aliases.family_key and coalesce(credited.given_key, '') = aliases.given_key
),

names as (
    select * from credited
    union all
    select * from also_known
)

select * from names
