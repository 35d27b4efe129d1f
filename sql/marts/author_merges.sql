-- One row a spelling of an author who is credited under several whole names: how it came to this author.
-- author_id: the author
-- name_as_credited: the spelling
-- joined_by: fullest_name (the others were joined to it), a number, alias, same_name, or how two spellings agree
-- support: what both share besides: work, co-author, title, house; or name where the name alone is rare enough
-- n_titles: listed titles with this spelling by this author
-- sentence: the same in words
with joined as (
    select
        id_kind || '-' || left(md5(id_text), 16) as author_id,
        name_as_credited,
        joined_by,
        support,
        n_titles
    from authors_joined
),

final as (
    select
        author_id,
        name_as_credited,
        joined_by,
        support,
        n_titles,
        case joined_by
            when 'fullest_name' then 'The fullest name; the other spellings were joined to it.'
            when 'isni' then 'The same ISNI stands on both.'
            when 'orcid' then 'The same ORCID stands on both.'
            when 'ipi' then 'The same IPI stands on both.'
            when 'sender_id' then 'The list gives both the same number.'
            when 'alias' then 'The alias table says so.'
            when 'same_name' then 'The same name as another spelling of this author.'
            when 'same' then 'The same names in another order or spacing.'
            when 'parts_swapped' then 'Family and given name changed places.'
            when 'same_without_middle' then 'A middle name is left out.'
            when 'initials_agree' then 'Initials fit the fuller name.'
            when 'nickname' then 'A nickname of the other given name.'
            when 'given_translated' then 'The given name in another language.'
            when 'transliteration' then 'The same name by another transliteration.'
            when 'family_only' then 'Only the family name is given.'
            when 'part_of_family' then 'One part of a double family name is left out.'
            else 'The family name in another spelling.'
        end
        || case
            when support is null then ''
            when support = 'name' then ' The name is rare enough in this catalogue.'
            when starts_with(support, 'work') then ' Both stand on one work.'
            when starts_with(support, 'title') then ' Both stand on one main title.'
            when starts_with(support, 'house') then ' Both stand under one house, and the name is rare.'
            else ' Both stand beside one co-author.'
        end as sentence
    from joined
    order by author_id, name_as_credited
)

select * from final
