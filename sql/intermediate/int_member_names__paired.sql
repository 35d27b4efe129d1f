-- One row a name looked up and a name of the reference with the same family name that may be the same person's: the
-- given names begin with one letter and the first of them is the same, cut short or nearly spelt the same; or one is
-- short for the other, or in another language, or one leaves out a first initial. What agrees is judged later. A family
-- name alone is nobody's, unless that is the whole name on both sides.
with by_letter as (
    select
        listed.name_no,
        held.held_no
    from int_member_names__distinct as listed
    inner join int_member_names__held as held
        on listed.family_key = held.family_key and left(listed.given_key, 1) = left(held.given_key, 1)
    where
        listed.first_name = held.first_name
        or least(length(listed.first_name), length(held.first_name)) <= 3
        or levenshtein(listed.first_name, held.first_name) <= 2
        or replace(listed.given_key, ' ', '') = replace(held.given_key, ' ', '')
),

by_form as (
    select
        listed.name_no,
        held.held_no
    from int_member_names__distinct as listed
    inner join given_name_forms as forms on listed.first_name = forms.first_name
    inner join int_member_names__held as held
        on listed.family_key = held.family_key and forms.form = held.first_name
),

without_initial as (
    select
        listed.name_no,
        held.held_no
    from int_member_names__distinct as listed
    inner join int_member_names__held as held
        on listed.family_key = held.family_key and listed.second_name = held.first_name
    where length(listed.first_name) = 1 and listed.second_name <> ''
    union all
    select
        listed.name_no,
        held.held_no
    from int_member_names__distinct as listed
    inner join int_member_names__held as held
        on listed.family_key = held.family_key and listed.first_name = held.second_name
    where length(held.first_name) = 1 and listed.first_name <> ''
),

united as (
    select * from by_letter
    union
    select * from by_form
    union
    select * from without_initial
)

select * from united
