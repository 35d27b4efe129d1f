-- One row a credited name of a listed title with its author id: the user's own, else one made from the whole name.
-- A name without an id takes that of its namesake when the catalogue knows exactly one; two namesakes with ids stay
-- apart from each other and from it. Spellings of one person are not joined.
with names as (
    select
        *,
        family_key || '|' || coalesce(given_key, '') as whole_name
    from int_title_names__numbered
    where coalesce(family_key, '') <> '' and alias_kind is null
),

known as (
    select
        whole_name,
        min(author_id) as author_id
    from names
    where author_id is not null
    group by whole_name
    having count(distinct author_id) = 1
),

identified as (
    select
        names.* exclude (author_id, whole_name, alias_kind),
        coalesce(
            'a-' || left(md5(coalesce(names.author_id, known.author_id)), 16), 'n-' || left(md5(names.whole_name), 16)
        ) as author_id
    from names
    left join known on names.whole_name = known.whole_name
)

select * from identified
