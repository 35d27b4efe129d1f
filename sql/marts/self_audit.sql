-- One row a slice of the self-audit (all, or one source table, language or decade): how many works whose identifiers
-- were hidden were found again by title and author. Slices of fewer than 20 works are pooled as 'other'.
-- slice_kind: all, source_table, language or decade
-- slice: its value; empty for all
-- is_telling: whether the whole sample is large enough (30 works) to say anything
-- n_sampled: works of the slice
-- n_candidate: works with a true record among the candidates
-- n_found: works with a true record at PROBABLE or better
-- n_found_first: those of them where no other record has more bits
-- n_other_record: works found only by records that seem of the same work as a true one (see docs/self-audit.md)
-- n_wrong_record: works for which only records of what seems another work came to PROBABLE or better
-- n_check: works whose best record came to CHECK
-- n_not_found: works for which nothing would be shown
-- recall: n_found / n_sampled
-- recall_low: lower bound of its 95 % Wilson interval
-- recall_high: upper bound
-- candidate_share: n_candidate / n_sampled
-- candidate_low: lower bound of its 95 % Wilson interval
-- candidate_high: upper bound
-- first_share: n_found_first / n_sampled
-- first_low: lower bound of its 95 % Wilson interval
-- first_high: upper bound
-- check_share: n_check / n_sampled
-- check_low: lower bound of its 95 % Wilson interval
-- check_high: upper bound
-- not_found_share: n_not_found / n_sampled
-- not_found_low: lower bound of its 95 % Wilson interval
-- not_found_high: upper bound
-- wrong_share: n_wrong_record / n_sampled
-- wrong_low: lower bound of its 95 % Wilson interval
-- wrong_high: upper bound
-- n_found_records: records at PROBABLE or better for all works of the slice
-- n_unlike_records: those that are no true record of the work, nor seem of the same work as one
-- unlike_share: n_unlike_records / n_found_records
-- unlike_low: lower bound of its 95 % Wilson interval
-- unlike_high: upper bound
-- n_truths: true pairs: records that share an identifier with a sampled title without contradiction
-- n_truths_keyed: those that share a blocking key that was used, before the best few are kept
-- n_truths_ranked: those among the best few
-- n_truths_proposed: those proposed at all, by a key or by exact title and name
with final as (
    select
        slice_kind,
        slice,
        is_telling,
        n_sampled,
        n_candidate,
        n_found,
        n_found_first,
        n_other_record,
        n_wrong_record,
        n_check,
        n_not_found,
        recall,
        recall_low,
        recall_high,
        candidate_share,
        candidate_low,
        candidate_high,
        first_share,
        first_low,
        first_high,
        check_share,
        check_low,
        check_high,
        not_found_share,
        not_found_low,
        not_found_high,
        wrong_share,
        wrong_low,
        wrong_high,
        n_found_records,
        n_unlike_records,
        unlike_share,
        unlike_low,
        unlike_high,
        n_truths,
        n_truths_keyed,
        n_truths_ranked,
        n_truths_proposed
    from audit_slices
    order by slice_kind, slice
)

select * from final
