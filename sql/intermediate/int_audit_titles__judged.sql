-- One row a sampled title: what became of it without its identifiers, its best record then, and how many of its true
-- records blocking proposed. A tie in bits between a true record and another one counts as first.
with pairs as (
    select
        *,
        case verdict when 'CONFIRMED' then 1 when 'PROBABLE' then 2 when 'CHECK' then 3 else 4 end as strength
    from int_audit_pairs__compared
),

summed as (
    select
        title_no,
        bool_or(is_found and is_true) as has_true,
        bool_or(is_found and is_alike) as has_alike,
        bool_or(is_found) as has_any,
        bool_or(coalesce(verdict = 'CHECK', false)) as has_check,
        (count(*) filter (where is_found))::integer as n_found_records,
        (count(*) filter (where is_found and not is_true and not is_alike))::integer as n_unlike_records,
        max(bits) filter (where is_found and is_true) as true_bits,
        max(bits) filter (where is_found and not is_true) as other_bits
    from pairs
    group by title_no
),

best as (
    select * from pairs
    qualify row_number() over (partition by title_no order by strength asc, bits desc, record_no asc) = 1
),

truths as (
    select
        truths.title_no,
        count(*)::integer as n_truths,
        (count(*) filter (where truths.is_keyed))::integer as n_truths_keyed,
        (count(*) filter (where truths.is_ranked))::integer as n_truths_ranked,
        (count(*) filter (where truths.is_proposed))::integer as n_truths_proposed,
        arg_min(
            truths.record_no, (coalesce(pairs.strength, 5), -truths.bits, truths.record_no::bigint)
        ) as true_record_no
    from int_audit_truths__placed as truths
    left join pairs on truths.title_no = pairs.title_no and truths.record_no = pairs.record_no
    group by truths.title_no
),

judged as (
    select
        truths.*,
        case
            when summed.has_true and summed.true_bits >= coalesce(summed.other_bits, summed.true_bits)
                then 'found_first'
            when summed.has_true then 'found'
            when summed.has_alike then 'other_record'
            when summed.has_any then 'wrong_record'
            when summed.has_check then 'check'
            else 'not_found'
        end as outcome,
        coalesce(summed.n_found_records, 0) as n_found_records,
        coalesce(summed.n_unlike_records, 0) as n_unlike_records,
        best.record_no as best_record_no,
        best.verdict,
        coalesce(best.reason, 'no_candidate') as reason,
        best.bits,
        best.probability
    from truths
    left join summed on truths.title_no = summed.title_no
    left join best on truths.title_no = best.title_no
)

select * from judged
