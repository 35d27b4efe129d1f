-- One row a listed name that a judged pair rests on, with the number of people the reference seems to hold under it.
-- A rule of thumb. A name that is left open ("Smith", "J. Smith", "J. R. Smith") stands for as many people as there are
-- first names in full that fit it; a full name ("John Smith") for as many as there are middle initials beside it. One
-- at least. Years and languages are not asked: reprints and translations spread one person over them.
with listed as (
    select distinct
        author_family as family_key,
        coalesce(author_given, '') as given_key
    from int_pairs__judged
    where author_family is not null
),

asked as (
    select
        *,
        split_part(given_key, ' ', 1) as first_name,
        left(split_part(given_key, ' ', 2), 1) as middle
    from listed
),

held as (
    select distinct
        family_key,
        split_part(given_key, ' ', 1) as first_name,
        left(split_part(given_key, ' ', 2), 1) as middle
    from stg_reference__contributors
    where family_key in (select family_key from listed)
),

fitting as (
    select
        asked.family_key,
        asked.given_key,
        if(length(asked.first_name) <= 1, held.first_name, held.middle) as person
    from asked
    inner join held
        on
            asked.family_key = held.family_key
            and (asked.middle = '' or held.middle = '' or asked.middle = held.middle)
            and if(
                length(asked.first_name) <= 1,
                length(held.first_name) > 1 and starts_with(held.first_name, asked.first_name),
                asked.first_name = held.first_name
            )
),

counted as (
    select
        asked.family_key,
        asked.given_key,
        greatest(count(distinct nullif(fitting.person, '')), 1)::integer as n_people
    from asked
    left join fitting on asked.family_key = fitting.family_key and asked.given_key = fitting.given_key
    group by asked.family_key, asked.given_key
)

select * from counted
