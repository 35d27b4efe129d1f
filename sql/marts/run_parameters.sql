-- One row: the settings that decide verdicts. The SQL joins this table, reports print it, tests insert it.
-- rules_version: version of the rules
-- probable_at: probability from which title and author are enough for PROBABLE
-- check_at: probability from which a pair is shown for checking
-- same_edition_at: probability from which `evaluate pairs` calls a given pair the same edition
-- check_edition_at: probability from which `evaluate pairs` leaves a given pair for a person
-- least_margin: bits by which a PROBABLE record must beat the best record of another work
-- telling_name_bits: weight of a name from which it makes up for a common title
-- common_title_families: first authors of so many family names make a title a common one
-- least_namesakes: people of one name in the reference from which a pair is flagged for it
-- max_candidates: records a title is compared with, beyond those that share an identifier or title and name
-- max_checks_per_title: doubtful records shown for a title
-- max_records_per_key: records behind one blocking key; a commoner key is not used
-- max_pairs_per_key: pairs behind one blocking key; a costlier key is not used
-- most_linked: titles or records that ISBNs may chain to one work; a longer chain is cut
-- audit_sample: works whose identifiers are hidden for the self-audit, at most
-- seed: seed of everything random
-- guard_volume_differs: guard on or off: volume or part numbers differ
-- guard_host_volume: guard on or off: the record is the volume in which the listed chapter stands
-- guard_erratum_or_reply: guard on or off: one title says it corrects or answers the other
-- guard_study_guide_or_summary: guard on or off: one title says it is a guide, summary or analysis of the other
-- guard_review: guard on or off: one title says it is a review of the other
-- guard_adaptation: guard on or off: one title says it is adapted from the other, or tells of its making
-- guard_set_isbn: guard on or off: the shared ISBN is that of a set, box or omnibus
-- guard_reused_isbn: guard on or off: the shared ISBN stands on records of other works too
-- guard_year_impossible_for_isbn: guard on or off: the record is dated before such ISBNs were given
-- guard_generic_title: guard on or off: a generic title, such as Collected poems, needs further proofs
-- guard_common_title: guard on or off: a title that many family names have used needs further proofs
-- guard_namesake: guard on or off: the reference seems to hold several people under the listed name
-- guard_narrow_margin: guard on or off: a record of another work agrees almost as well
-- guard_other_version: guard on or off: the record is another version of the listed article
-- guard_recurring_title: guard on or off: several articles bear this title and nothing tells which one is meant
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
