-- One row a listed title of the self-audit: its identifiers were hidden, and title and author alone were judged.
-- title_id: the listed title; one title a work, drawn with the seed from those that an identifier confirmed
-- record_id: the record that the identifier had found; where there are several, the one that did best here
-- source_table: table of that record
-- language_code: language of the listed title, else of that record; '(not stated)' where neither says
-- decade: decade of the year of the listed title, else of that record, such as 1990s; '(not stated)'
-- outcome: found_first, found, other_record (only other records of the same work), wrong_record, check or not_found
-- best_record_id: the record that did best without identifiers
-- verdict: its verdict then; null when it would not be shown
-- reason: reason code of that; no_candidate where blocking proposed nothing
-- bits: its posterior log2 odds
-- probability: its probability
-- n_found_records: records at PROBABLE or better without identifiers
-- n_unlike_records: those that are no true record, nor seem of the same work as one
-- n_truths: records that share an identifier with the title without contradiction
-- n_truths_keyed: those of them that share a blocking key that was used
-- n_truths_ranked: those that stayed among the best few candidates
-- n_truths_proposed: those that were proposed at all, by a key or by exact title and name
with titles as (
    select * from int_titles__numbered
),

records as (
    select * from int_records__proposed
),

final as (
    select
        titles.title_id,
        records.record_id,
        records.source_table,
        coalesce(titles.language_code, records.language_code, '(not stated)') as language_code,
        coalesce(
            (coalesce(titles.year_number, records.year_number) // 10 * 10)::varchar || 's', '(not stated)'
        ) as decade,
        audited.outcome,
        best.record_id as best_record_id,
        audited.verdict,
        audited.reason,
        audited.bits,
        audited.probability,
        audited.n_found_records,
        audited.n_unlike_records,
        audited.n_truths,
        audited.n_truths_keyed,
        audited.n_truths_ranked,
        audited.n_truths_proposed
    from audit_titles as audited
    inner join titles on audited.title_no = titles.title_no
    inner join records on audited.true_record_no = records.record_no
    left join records as best on audited.best_record_no = best.record_no
    order by titles.title_id
)

select * from final
