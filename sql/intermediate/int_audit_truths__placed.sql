-- One row a true pair of the self-audit: where blocking proposed it, or why it did not, and what it weighs without its
-- identifiers.
with truths as (
    select * from int_audit_pairs__united
    where is_true
),

placed as (
    select
        truths.title_no,
        truths.record_no,
        truths.is_exact,
        truths.is_ranked,
        truths.is_exact or truths.is_ranked as is_proposed,
        keys.n_keys_used > 0 as is_keyed,
        case
            when truths.is_exact or truths.is_ranked then 'proposed'
            when keys.n_keys_used > 0 then 'cut'
            when keys.n_keys_shared > 0 then 'keys_dropped'
            else 'no_common_key'
        end as fate,
        weighed.bits,
        weighed.probability,
        weighed.title_outcome,
        weighed.author_outcome
    from truths
    inner join audit_true_keys as keys on truths.title_no = keys.title_no and truths.record_no = keys.record_no
    inner join audit_pairs_weighed as weighed
        on truths.title_no = weighed.title_no and truths.record_no = weighed.record_no
)

select * from placed
