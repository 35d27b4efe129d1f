-- One row a person listed without works and a record that bears an agreeing name of theirs, the likeliest first: by how
-- the name agrees, then those credited as author before translators and the like, then in the order of the reference. A
-- record stands once a person, under the name that agrees best. At most 200 a person.
with wanted as (
    select distinct
        held_no,
        family_key,
        given_key
    from int_member_names__agreed
    where n_records_before < 200
),

credited as (
    select
        wanted.held_no,
        contributors.record_no,
        min(
            case
                when contributors."role" in ('translator', 'illustrator', 'foreword', 'introduction', 'reader') then 2
                else 1
            end
        ) as standing
    from stg_reference__contributors as contributors
    inner join wanted
        on
            contributors.family_key = wanted.family_key
            and coalesce(contributors.given_key, '') = wanted.given_key
    group by all
),

met as (
    select
        listed.author_id,
        listed.list_code,
        listed.kind,
        agreed.outcome,
        agreed.agreement,
        credited.record_no,
        credited.standing
    from int_member_names__listed as listed
    inner join int_member_names__distinct as names
        on listed.family_key = names.family_key and listed.given_key = names.given_key
    inner join int_member_names__agreed as agreed on names.name_no = agreed.name_no and agreed.n_records_before < 200
    inner join credited on agreed.held_no = credited.held_no
),

once as (
    select *
    from met
    qualify
        row_number() over (
            partition by author_id, record_no
            order by agreement, standing, case kind when 'registered' then 1 when 'pen' then 2 else 3 end, list_code
        ) = 1
),

bounded as (
    select
        *,
        row_number() over (partition by author_id order by agreement, standing, record_no, list_code) as place_of_person
    from once
    qualify place_of_person <= 200
),

placed as (
    select
        * exclude (place_of_person),
        row_number() over (partition by list_code order by agreement, standing, record_no)::integer as place
    from bounded
)

select * from placed
