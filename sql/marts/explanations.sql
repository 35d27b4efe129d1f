-- One row a listed title and a record that matches it, that a person should check, or that came nearest and was not
-- taken; and one without a record for each title without a match. Reports and terminal show the same sentence.
-- title_id: the listed title
-- record_id: the record; null in the row of a title without a match
-- verdict: CONFIRMED, PROBABLE or CHECK; NOT TAKEN of a nearest record; NOT FOUND or NOT CHECKABLE of a title alone
-- reason: code of the rule that decided
-- sentence: why, in one sentence
-- remedy: what would have had to be otherwise for a better verdict; null where nothing would
-- bits_lacking: bits lacking to the threshold of PROBABLE; null where the sum reaches it or a rule decides without it
-- prior_bits: what the sum starts from: log2 odds that a record drawn at random is of the listed work
-- bits: the sum of the prior and of all weights
with beside_titles as (
    select
        title_id,
        record_id,
        verdict,
        reason,
        sentence,
        bits
    from matches
    union all
    select
        title_id,
        record_id,
        'NOT TAKEN' as verdict,
        reason,
        sentence,
        bits
    from near_misses
    union all
    select
        title_id,
        null as record_id,
        verdict,
        reason,
        sentence,
        null as bits
    from title_exposure
    where n_records + n_check = 0
),

thresholds as (
    select
        log2(probable_at / (1 - probable_at)) as probable_bits,
        round(-log2(greatest(runs.n_records, 2)), 2) as prior_bits
    from run_parameters, runs
),

final as (
    select
        beside_titles.title_id,
        beside_titles.record_id,
        beside_titles.verdict,
        beside_titles.reason,
        beside_titles.sentence,
        remedies.remedy,
        if(
            remedies.needs_bits and beside_titles.bits < thresholds.probable_bits,
            round(thresholds.probable_bits - beside_titles.bits, 1),
            null
        ) as bits_lacking,
        if(beside_titles.bits is null, null, thresholds.prior_bits) as prior_bits,
        beside_titles.bits
    from beside_titles
    left join stg_rules__remedies as remedies on beside_titles.reason = remedies.reason
    cross join thresholds
    order by beside_titles.title_id, beside_titles.record_id nulls first
)

select * from final
