-- One row: the settings that decide verdicts. The SQL joins this table, reports print it, tests insert it.
-- rules_version: version of the rules
-- probable_at: probability from which title and author are enough for PROBABLE
-- check_at: probability from which a pair is shown for checking
-- least_margin: bits by which a PROBABLE record must beat the best record of another work
-- telling_name_bits: weight of a name from which it makes up for a common title
-- common_title_families: first authors of so many family names make a title a common one
-- max_candidates: records a title is compared with, beyond those that share an identifier or title and name
-- max_checks_per_title: doubtful records shown for a title
-- max_records_per_key: records behind one blocking key; a commoner key is not used
-- max_pairs_per_key: pairs behind one blocking key; a costlier key is not used
-- seed: seed of everything random
-- score_probable: score that stands for probable_at
-- score_check: score that stands for check_at
with final as (
    select
        *,
        round(50 + 2.5 * log2(probable_at / (1 - probable_at)), 1)::double as score_probable,
        round(50 + 2.5 * log2(check_at / (1 - check_at)), 1)::double as score_check
    from rules_given
)

select * from final
