-- One row a title without any match and a record that came nearest to it (at most three a title): why not.
-- title_id: the listed title
-- place: 1 is the nearest
-- record_id: the record
-- title: title as in the record
-- authors: names as in the record; null where they are another name of the listed author (alias table)
-- year: year as in the record
-- bits: posterior log2 odds; 0 is even
-- reason: code of the rule that kept it out
-- sentence: the same in words, with what else agrees and differs
-- evidence: compared fields with outcome and weight in bits
with nearest as (
    select * from int_near_misses__ranked
),

final as (
    select
        titles.title_id,
        nearest.place,
        records.record_id,
        records.title,
        if(coalesce(nearest.alias_agrees, false), null, records.authors) as authors,
        records."year",
        nearest.bits,
        nearest.reason,
        explained.words || '.' as sentence,
        evidenced.evidence
    from nearest
    inner join int_titles__numbered as titles on nearest.title_no = titles.title_no
    inner join stg_reference__records as records on nearest.record_no = records.record_no
    inner join int_pairs__evidenced as evidenced
        on nearest.title_no = evidenced.title_no and nearest.record_no = evidenced.record_no
    inner join int_pairs__explained as explained
        on nearest.title_no = explained.title_no and nearest.record_no = explained.record_no
    order by titles.title_id, nearest.place
)

select * from final
