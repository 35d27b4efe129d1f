-- One row a pair that is shown: its verdict and why. Weak doubts are shown only where nothing better was found.
with judged as (
    select
        pairs.*,
        reasons.verdict,
        reasons.sentence
    from int_pairs__reasoned as pairs
    inner join stg_rules__reasons as reasons on pairs.reason = reasons.reason
    where reasons.verdict is not null
),

placed as (
    select
        *,
        bool_or(verdict in ('CONFIRMED', 'PROBABLE')) over (partition by title_no) as is_settled,
        row_number() over (
            partition by title_no, verdict = 'CHECK' and not shares_identifier
            order by bits desc, record_no asc
        ) as place
    from judged
),

shown as (
    select placed.* exclude (is_settled, place)
    from placed, run_parameters
    where
        verdict <> 'CHECK'
        or shares_identifier
        or reason = 'reviewers_disagree'
        or (place <= max_checks_per_title and (not is_settled or probability >= 0.5))
)

select * from shown
