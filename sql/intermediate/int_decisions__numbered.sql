-- One row a reviewer's decision on a pair that this run can see; the latest decision wins.
with decisions as (
    select * from decisions_given
),

numbered as (
    select
        titles.title_no,
        records.record_no,
        decisions.decision
    from decisions
    inner join int_titles__numbered as titles on decisions.title_id = titles.title_id
    inner join stg_reference__records as records on decisions.record_id = records.record_id
    qualify
        row_number() over (
            partition by titles.title_no, records.record_no
            order by decisions.decided_at desc, decisions.reviewer asc, decisions.decision asc
        ) = 1
)

select * from numbered
