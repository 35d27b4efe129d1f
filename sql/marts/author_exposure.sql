-- One row an author: works first, then editions, then files. Only titles on which the author is credited count.
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
-- n_editions: distinct editions of the records at CONFIRMED or PROBABLE
-- n_files: distinct files of the records at CONFIRMED or PROBABLE
-- expected_true_matches: sum over the works of the best record's probability
-- expected_low: lower end of its 95 % interval, works taken as independent
-- expected_high: upper end of it
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
    select
        credits.author_id,
        credits.work_key,
        min(
            case title_exposure.verdict
                when 'CONFIRMED' then 1 when 'PROBABLE' then 2 when 'CHECK' then 3 when 'NOT FOUND' then 4 else 5
            end
        ) as strength,
        coalesce(max(title_exposure.probability), 0) as probability
    from credits
    inner join title_exposure on credits.title_id = title_exposure.title_id
    group by credits.author_id, credits.work_key
),

verdicts as (
    select
        author_id,
        count(*) filter (where strength = 1) as n_works_confirmed,
        count(*) filter (where strength = 2) as n_works_probable,
        count(*) filter (where strength = 3) as n_works_check,
        count(*) filter (where strength = 4) as n_works_not_found,
        count(*) filter (where strength = 5) as n_works_not_checkable,
        count(*) as n_judged,
        sum(probability::decimal(9, 6)) as expected,
        1.96 * sqrt(sum(probability::decimal(9, 6) * (1 - probability::decimal(9, 6)))) as half_width
    from works
    group by author_id
),

files as (
    select
        credits.author_id,
        count(distinct matched_records.edition_key) as n_editions,
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
        coalesce(files.n_editions, 0)::integer as n_editions,
        coalesce(files.n_files, 0)::integer as n_files,
        round(verdicts.expected, 2)::double as expected_true_matches,
        round(greatest(verdicts.expected - verdicts.half_width, 0), 2)::double as expected_low,
        round(least(verdicts.expected + verdicts.half_width, verdicts.n_judged), 2)::double as expected_high,
        files.earliest_record_date
    from authors
    inner join verdicts on authors.author_id = verdicts.author_id
    left join files on authors.author_id = files.author_id
    order by authors.author_id
)

select * from final
