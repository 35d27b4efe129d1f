-- One row a pair of this run that reviewers decided on, and what they say together: match, no_match, disagree, unsure.
-- The latest decision of each reviewer counts (of two at the same time, the later line); who withdrew has no say, and
-- who is unsure speaks against nobody.
with decisions as (
    select
        *,
        rowid as place
    from decisions_given
),

latest as (
    select
        titles.title_no,
        records.record_no,
        decisions.decision
    from decisions
    inner join int_titles__numbered as titles on decisions.title_id = titles.title_id
    inner join stg_reference__records as records on decisions.record_id = records.record_id
    qualify
        row_number() over (
            partition by titles.title_no, records.record_no, coalesce(decisions.reviewer, '')
            order by decisions.decided_at desc nulls last, decisions.place desc
        ) = 1
),

numbered as (
    select
        title_no,
        record_no,
        case
            when bool_or(decision = 'match') and bool_or(decision = 'no_match') then 'disagree'
            when bool_or(decision = 'match') then 'match'
            when bool_or(decision = 'no_match') then 'no_match'
            else 'unsure'
        end as decision
    from latest
    where decision <> 'withdrawn'
    group by title_no, record_no
)

select * from numbered
