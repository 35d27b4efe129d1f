-- One row a credited name of a listed title with its author id. What the id is made of (`authors_identified`) is found
-- by `matching/identity`: the sender's number (a), a public number (i), or the fullest name of the author (n).
with identified as (
    select
        names.* exclude (author_id, alias_kind),
        authors.id_kind || '-' || left(md5(authors.id_text), 16) as author_id
    from int_title_names__numbered as names
    inner join authors_identified as authors
        on names.title_no = authors.title_no and names."position" = authors."position"
    where coalesce(names.family_key, '') <> '' and names.alias_kind is null
)

select * from identified
