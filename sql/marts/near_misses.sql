-- One row a title without any match and a record that came nearest to it (at most three a title): why not.
-- title_id: the listed title
-- place: 1 is the nearest
-- record_id: the record
-- title: title as in the record
-- authors: names as in the record
-- year: year as in the record
-- bits: posterior log2 odds; 0 is even
-- reason: code of the rule that kept it out
-- sentence: the same in words
-- evidence: compared fields with outcome and weight in bits
with unmatched as (
    select
        titles.title_no,
        titles.title_id
    from int_titles__numbered as titles
    inner join title_exposure on titles.title_id = title_exposure.title_id
    where title_exposure.n_records + title_exposure.n_check = 0
),

nearest as (
    select
        unmatched.title_id,
        pairs.record_no,
        pairs.bits,
        pairs.reason,
        pairs.title_no,
        row_number() over (partition by unmatched.title_id order by pairs.bits desc, pairs.record_no asc)::integer
            as place
    from int_pairs__reasoned as pairs
    inner join unmatched on pairs.title_no = unmatched.title_no
    qualify place <= 3
),

final as (
    select
        nearest.title_id,
        nearest.place,
        records.record_id,
        records.title,
        records.authors,
        records."year",
        nearest.bits,
        nearest.reason,
        reasons.sentence,
        evidenced.evidence
    from nearest
    inner join stg_reference__records as records on nearest.record_no = records.record_no
    inner join int_pairs__evidenced as evidenced
        on nearest.title_no = evidenced.title_no and nearest.record_no = evidenced.record_no
    inner join stg_rules__reasons as reasons on nearest.reason = reasons.reason
    order by nearest.title_id, nearest.place
)

select * from final
