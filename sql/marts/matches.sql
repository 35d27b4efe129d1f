-- One row a listed title and a record that matches it, or that a person should check.
-- title_id: the listed title
-- record_id: the record, as table:number
-- source_table: table of the reference it stands in
-- md5: checksum that the record gives for its file, lower case
-- method: stage that settled it: identifier, title_author_exact or title_author_fuzzy
-- verdict: CONFIRMED, PROBABLE or CHECK
-- relation: same work or different
-- probability: probability that the record is of the listed work, from the weights (not yet calibrated)
-- score: 0 to 100, 50 = even odds; not a probability
-- margin: bits by which it beats the best record of another work; null when there is none
-- runner_up_record_id: that record
-- reason: code of the rule that gave the verdict
-- sentence: the same in words
-- evidence: compared fields with outcome and weight in bits
-- flags: what a reader should know about the record or the pair
-- reviewer_decision: decision of a reviewer, if any
with pairs as (
    select * from int_pairs__judged
),

records as (
    select * from int_records__matched
),

flagged as (
    select
        pairs.*,
        list_sort(list_distinct(list_concat(
            coalesce(records.flags, []),
            if(pairs.volume_differs, ['volume_differs'], []),
            if(pairs.is_derivative, ['derivative'], []),
            if(pairs.reason = 'identifier_contradicted', ['identifier_conflict'], []),
            if(pairs.shares_identifier and pairs.author_differs, ['author_differs'], []),
            if(pairs.language_outcome = 'different', ['language_differs'], []),
            if(pairs.shares_identifier and pairs.is_weak, ['weak_identifier'], []),
            if(pairs.has_generic_title, ['generic_title'], [])
        ))) as all_flags
    from pairs
    inner join records on pairs.record_no = records.record_no
),

final as (
    select
        titles.title_id,
        records.record_id,
        records.source_table,
        records.md5,
        case
            when flagged.shares_identifier then 'identifier'
            when flagged.reason = 'title_author_exact' then 'title_author_exact'
            else 'title_author_fuzzy'
        end as "method",
        flagged.verdict,
        if(flagged.volume_differs or flagged.is_derivative, 'different', 'same work') as relation,
        flagged.probability,
        flagged.score,
        flagged.margin,
        runners_up.record_id as runner_up_record_id,
        flagged.reason,
        flagged.sentence,
        evidenced.evidence,
        flagged.all_flags as flags,
        flagged.decision as reviewer_decision
    from flagged
    inner join int_titles__numbered as titles on flagged.title_no = titles.title_no
    inner join records on flagged.record_no = records.record_no
    inner join int_pairs__evidenced as evidenced
        on flagged.title_no = evidenced.title_no and flagged.record_no = evidenced.record_no
    left join stg_reference__records as runners_up on flagged.runner_up_record_no = runners_up.record_no
    order by titles.title_id, records.record_id
)

select * from final
