-- One row: this run and its totals. Times stand in the manifest, so that the same inputs give the same bytes here.
-- run_id: id of the run, the start of its key
-- run_key: checksum over inputs, rules, decisions and code
-- previous_run_id: the run that deltas are counted from, if any
-- snapshot_date: declared date of the reference
-- reference_sha256: checksum of the reference's list of files
-- catalogue_sha256: checksum of the catalogue files
-- code_digest: checksum of the program's sources
-- version: version of the program
-- rules_version: version of the rules
-- n_titles: listed titles
-- n_authors: authors
-- n_records: records in the reference
-- n_matches: rows of matches
-- n_works: listed works
-- n_works_confirmed: works at CONFIRMED
-- n_works_probable: works at PROBABLE
-- n_works_check: works at CHECK
-- n_works_not_found: works at NOT FOUND
-- n_works_not_checkable: works at NOT CHECKABLE
with works as (
    select
        count(*)::integer as n_works,
        (count(*) filter (where verdict = 'CONFIRMED'))::integer as n_works_confirmed,
        (count(*) filter (where verdict = 'PROBABLE'))::integer as n_works_probable,
        (count(*) filter (where verdict = 'CHECK'))::integer as n_works_check,
        (count(*) filter (where verdict = 'NOT FOUND'))::integer as n_works_not_found,
        (count(*) filter (where verdict = 'NOT CHECKABLE'))::integer as n_works_not_checkable
    from int_works__judged
),

final as (
    select
        identity.*,
        run_parameters.rules_version,
        (select count(*)::integer from titles) as n_titles,
        (select count(*)::integer from authors) as n_authors,
        (select count(*)::bigint from stg_reference__records) as n_records,
        (select count(*)::integer from matches) as n_matches,
        works.*
    from run_identity as identity, run_parameters, works
)

select * from final
