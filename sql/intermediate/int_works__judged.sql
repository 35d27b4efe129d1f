-- One row a work: the strongest verdict among its titles.
with titles as (
    select
        *,
        case verdict
            when 'CONFIRMED' then 1 when 'PROBABLE' then 2 when 'CHECK' then 3 when 'NOT FOUND' then 4 else 5
        end as strength
    from title_exposure
),

judged as (
    select
        work_key,
        arg_min(verdict, strength) as verdict,
        coalesce(max(probability), 0) as probability
    from titles
    group by work_key
)

select * from judged
