-- One row a pair of authors that may be one person and were left apart; or a name too many people bear to be looked at.
-- author_id: the author whose id comes first; null where a likeness was not looked at
-- name_as_credited: that author's spelling that raised the doubt
-- other_author_id: the other author
-- other_name: the other author's spelling; where names were not compared, what they share
-- likeness: how the two agree: a number, an equal name, the alias table, or the kind of likeness
-- reason: code, told in `sentence`
-- sentence: the same in words
-- settled_by: what would settle it
with doubts as (
    select
        id_kind || '-' || left(md5(id_text), 16) as author_id,
        "name" as name_as_credited,
        other_id_kind || '-' || left(md5(other_id_text), 16) as other_author_id,
        other_name,
        likeness,
        reason
    from authors_in_doubt
    union all
    select
        null as author_id,
        null as name_as_credited,
        null as other_author_id,
        replace("key", '|', ' ') as other_name,
        split_part("key", '|', 1) as likeness,
        'not_compared' as reason
    from likenesses_left_out
),

final as (
    select
        author_id,
        name_as_credited,
        other_author_id,
        other_name,
        likeness,
        reason,
        case reason
            when 'no_support' then 'The names agree, but nothing else does that is rare enough to tell.'
            when 'could_be_several' then 'One of the two could as well be a third author of the catalogue.'
            when 'chain_contradicts' then 'With other spellings they would join names that contradict each other.'
            when 'too_many' then 'More spellings share this than one person has.'
            when 'two_numbers' then 'The name is the same, but each has a number of its own.'
            when 'names_contradict' then 'Something says that they are one, but the names contradict each other.'
            when 'one_title' then 'Something says that they are one, but one title credits both.'
            else 'So many names share this that they were not compared with each other.'
        end as sentence,
        case
            when reason in ('names_contradict', 'one_title', 'too_many') and likeness <> 'same_name'
                then 'A corrected number; or, if they are one, a row of the alias table (married or other).'
            when reason = 'two_numbers' then 'One number for both in the list, if they are one person.'
            else 'An author number or ISNI on both; or a row of the alias table (married or other).'
        end as settled_by
    from doubts
    order by author_id, other_author_id, name_as_credited, other_name, likeness
)

select * from final
