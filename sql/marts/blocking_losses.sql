-- One row a true pair of the self-audit that blocking did not propose: the twenty that look most like matches.
-- place: 1 has the most bits
-- title_id: the listed title
-- record_id: the record that its identifier had found
-- bits: posterior log2 odds of the pair without its identifiers
-- probability: the probability that goes with it
-- title_outcome: how the titles compare
-- author_outcome: how the names compare
-- cause: no_common_key, keys_dropped (all that they share are too common) or cut (others ranked higher)
-- outcome: what became of the title in the self-audit all the same
-- record_title: title as in the record
-- record_authors: names as in the record
with lost as (
    select *
    from audit_truths
    where fate <> 'proposed'
    qualify row_number() over (order by bits desc, title_no asc, record_no asc) <= 20
),

final as (
    select
        row_number() over (order by lost.bits desc, lost.title_no asc, lost.record_no asc)::integer as place,
        titles.title_id,
        records.record_id,
        lost.bits,
        lost.probability,
        lost.title_outcome,
        lost.author_outcome,
        lost.fate as cause,
        audited.outcome,
        records.title as record_title,
        records.authors as record_authors
    from lost
    inner join int_titles__numbered as titles on lost.title_no = titles.title_no
    inner join int_records__proposed as records on lost.record_no = records.record_no
    inner join audit_titles as audited on lost.title_no = audited.title_no
    order by place
)

select * from final
