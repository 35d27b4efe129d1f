-- One row a name looked up and a name of the reference that agrees with it, the closest first (agreement, 1 to 5), with
-- the records that closer names bear. Names beyond the most records that are shown are counted, not looked up.
with ranked as (
    select
        judged.name_no,
        judged.held_no,
        judged.outcome,
        case judged.outcome
            when 'same' then 1
            when 'same_without_middle' then 2
            when 'initials_agree' then 3
            when 'nickname' then 4
            else 5
        end as agreement,
        held.family_key,
        held.given_key,
        held.n_records
    from member_names_judged as judged
    inner join int_member_names__held as held on judged.held_no = held.held_no
),

summed as (
    select
        *,
        coalesce(
            sum(n_records) over (
                partition by name_no order by agreement, held_no rows between unbounded preceding and 1 preceding
            ), 0
        )::ubigint as n_records_before
    from ranked
)

select * from summed
