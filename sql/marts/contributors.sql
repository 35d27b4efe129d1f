-- One row a credited name on a listed title.
-- title_id: the title
-- position: place among the credits, from 1
-- role: author, editor, translator, …
-- name_as_credited: the name as it stands on this title
-- author_id: the person's id: the user's own numbers give `a-…`, public numbers (ISNI, ORCID, IPI) `i-…`, names `n-…`
-- family: family name with its particles
-- given: given names or initials
with final as (
    select
        title_id,
        "position",
        "role",
        name_as_credited,
        author_id,
        family,
        given
    from int_names__identified
    order by title_id, "position", author_id
)

select * from final
