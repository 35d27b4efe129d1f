-- One row a credited name of a listed title, keyed by the title's number; and at the same position one for each other
-- name that the user's alias table, or the catalogue itself, gives that person, with its kind.
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

said_in_feed as (
    select
        credited.* replace (
            others."name" as name_as_credited,
            others.family as family,
            others.given as "given",
            null as suffix,
            others.family_key as family_key,
            others.given_key as given_key,
            others.kind as alias_kind
        )
    from credited
    inner join stg_catalogue__other_names as others
        on credited.title_id = others.title_id and credited."position" = others."position"
),

names as (
    select * from credited
    union all
    select * from also_known
    union all
    select said_in_feed.*
    from said_in_feed
    left join also_known
        on
            said_in_feed.title_no = also_known.title_no and said_in_feed."position" = also_known."position"
            and said_in_feed.family_key = also_known.family_key
            and said_in_feed.given_key is not distinct from also_known.given_key
    where also_known.title_no is null
)

select * from names
