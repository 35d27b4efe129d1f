-- One row a name under which a person listed without works is looked up: as registered, a pen name of the same row, or
-- another name that the user's alias table gives for one of these. A list of candidates belongs to one name, so that no
-- list tells a pen name beside a registered one; its code is made of both.
with registered as (
    select
        author_id,
        name_as_registered as "name",
        'registered' as kind,
        family_key,
        given_key
    from stg_catalogue__members
),

pen as (
    select
        members.author_id,
        names."name",
        'pen' as kind,
        names.family_key,
        names.given_key
    from member_pen_names as names
    inner join stg_catalogue__members as members on names.member_id = members.member_id
),

stated as (
    select * from registered
    union all
    select * from pen
),

also_known as (
    select
        stated.author_id,
        aliases.alias as "name",
        'alias' as kind,
        aliases.alias_family_key as family_key,
        coalesce(aliases.alias_given_key, '') as given_key
    from stated
    inner join aliases_given as aliases
        on stated.family_key = aliases.family_key and stated.given_key = coalesce(aliases.given_key, '')
),

united as (
    select * from stated
    union all
    select * from also_known
),

first_of_each as (
    select *
    from united
    where coalesce(family_key, '') <> ''
    qualify
        row_number() over (
            partition by author_id, family_key, given_key
            order by case kind when 'registered' then 1 when 'pen' then 2 else 3 end, "name"
        ) = 1
),

coded as (
    select
        *,
        'M' || replace(upper(left(md5('member|' || author_id || '|' || family_key || '|' || given_key), 10)), 'E', 'K')
            as list_code
    from first_of_each
)

select * from coded
