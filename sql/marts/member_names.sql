-- One row a name under which a person listed without works was looked up, and how common it is in the reference.
-- list_code: code of this list of candidates; stands in reports instead of the member's number
-- author_id: id of the person in this run
-- name: the name looked up
-- kind: registered, pen (a pen name of the same row) or alias (from the user's alias table)
-- n_records_exact: records that bear exactly this name
-- n_names_agreeing: names of the reference that agree with it, however spelt
-- n_records_agreeing: records that bear them (a record with two of them counts twice)
-- n_given_names: distinct given names that the reference has with this family name
-- n_records_family: records of that family name (as above)
-- n_candidates: records in this list
-- n_left_out: agreeing records beyond the list, which is bounded and leaves out what another list of the person has
with families as (
    select
        family_key,
        count(*) as n_given_names,
        sum(n_records) as n_records_family
    from int_member_names__held
    group by family_key
),

agreeing as (
    select
        name_no,
        count(*) as n_names_agreeing,
        sum(n_records) as n_records_agreeing
    from int_member_names__agreed
    group by name_no
),

shown as (
    select
        list_code,
        count(*) as n_candidates
    from int_member_candidates__ranked
    group by list_code
),

final as (
    select
        listed.list_code,
        listed.author_id,
        listed."name",
        listed.kind,
        coalesce(held.n_records, 0)::integer as n_records_exact,
        coalesce(agreeing.n_names_agreeing, 0)::integer as n_names_agreeing,
        coalesce(agreeing.n_records_agreeing, 0)::integer as n_records_agreeing,
        coalesce(families.n_given_names, 0)::integer as n_given_names,
        coalesce(families.n_records_family, 0)::integer as n_records_family,
        coalesce(shown.n_candidates, 0)::integer as n_candidates,
        greatest(coalesce(agreeing.n_records_agreeing, 0) - coalesce(shown.n_candidates, 0), 0)::integer as n_left_out
    from int_member_names__listed as listed
    inner join int_member_names__distinct as names
        on listed.family_key = names.family_key and listed.given_key = names.given_key
    left join int_member_names__held as held
        on listed.family_key = held.family_key and listed.given_key = held.given_key
    left join families on listed.family_key = families.family_key
    left join agreeing on names.name_no = agreeing.name_no
    left join shown on listed.list_code = shown.list_code
    order by listed.list_code
)

select * from final
