-- Each match, and each title without one, has exactly one sentence.
with verdicts as (
    select
        title_id,
        record_id
    from matches
    union all
    select
        title_id,
        null as record_id
    from title_exposure
    where n_records + n_check = 0
),

explained as (
    select
        title_id,
        record_id,
        count(*) filter (where trim(sentence) <> '') as n_sentences
    from explanations
    group by title_id, record_id
)

select verdicts.*
from verdicts
left join explained
    on verdicts.title_id = explained.title_id and verdicts.record_id is not distinct from explained.record_id
where coalesce(explained.n_sentences, 0) <> 1
