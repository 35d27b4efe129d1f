-- One row an author: works first, then files.
-- author_id: the author
-- display_name: the name most often credited
-- report_code: code of the report
-- n_titles: listed titles
-- n_works: listed works
-- n_works_confirmed: works whose strongest verdict is CONFIRMED
-- n_works_probable: works whose strongest verdict is PROBABLE
-- n_works_check: works whose strongest verdict is CHECK
-- n_works_not_found: works without a record
-- n_works_not_checkable: works that could not be searched
-- n_files: distinct files of the records at CONFIRMED or PROBABLE
-- expected_true_matches: sum over the works of the best record's probability (not yet calibrated)
-- earliest_record_date: earliest known date of those records; not an upload date
with credits as (
    select distinct
        contributors.author_id,
        titles.title_id,
        titles.work_key
    from contributors
    inner join titles on contributors.title_id = titles.title_id
),

works as (
    select distinct
        author_id,
        work_key
    from credits
),

verdicts as (
    select
        works.author_id,
        count(*) filter (where judged.verdict = 'CONFIRMED') as n_works_confirmed,
        count(*) filter (where judged.verdict = 'PROBABLE') as n_works_probable,
        count(*) filter (where judged.verdict = 'CHECK') as n_works_check,
        count(*) filter (where judged.verdict = 'NOT FOUND') as n_works_not_found,
        count(*) filter (where judged.verdict = 'NOT CHECKABLE') as n_works_not_checkable,
        round(sum(judged.probability::decimal(9, 6)), 2)::double as expected_true_matches
    from works
    inner join int_works__judged as judged on works.work_key = judged.work_key
    group by works.author_id
),

files as (
    select
        credits.author_id,
        count(distinct nullif(matches.md5, '')) as n_files,
        min(matched_records.record_date) as earliest_record_date
    from credits
    inner join matches on credits.title_id = matches.title_id and matches.verdict in ('CONFIRMED', 'PROBABLE')
    inner join matched_records on matches.record_id = matched_records.record_id
    group by credits.author_id
),

final as (
    select
        authors.author_id,
        authors.display_name,
        authors.report_code,
        authors.n_titles,
        authors.n_works,
        verdicts.n_works_confirmed::integer as n_works_confirmed,
        verdicts.n_works_probable::integer as n_works_probable,
        verdicts.n_works_check::integer as n_works_check,
        verdicts.n_works_not_found::integer as n_works_not_found,
        verdicts.n_works_not_checkable::integer as n_works_not_checkable,
        coalesce(files.n_files, 0)::integer as n_files,
        verdicts.expected_true_matches,
        files.earliest_record_date
    from authors
    inner join verdicts on authors.author_id = verdicts.author_id
    left join files on authors.author_id = files.author_id
    order by authors.author_id
)

select * from final
