-- One row an imprint (publisher where no imprint is given). Its cancelled and sold titles stand in rows of their own.
-- imprint: the imprint as supplied; '(not stated)' where there is none; '… (sold titles)' and '… (cancelled titles)'
-- n_titles: listed titles
-- n_works: listed works
-- n_works_confirmed: works whose strongest verdict is CONFIRMED
-- n_works_probable: works whose strongest verdict is PROBABLE
-- n_works_check: works whose strongest verdict is CHECK
-- n_works_not_found: works without a record
-- n_works_not_checkable: works that could not be searched
-- n_editions: distinct editions of the records at CONFIRMED or PROBABLE
-- n_files: distinct files of the records at CONFIRMED or PROBABLE
-- share_found: CONFIRMED and PROBABLE works as a share of the works that could be searched
-- share_low: lower bound of its 95 % Wilson interval
-- share_high: upper bound of its 95 % Wilson interval
with titles_named as (
    select
        title_id,
        work_key,
        coalesce(nullif(trim(imprint), ''), nullif(trim(publisher), ''), '(not stated)')
        || coalesce(' (' || standing || ' titles)', '') as imprint
    from titles
),

works as (
    select distinct
        imprint,
        work_key
    from titles_named
),

verdicts as (
    select
        works.imprint,
        count(*) as n_works,
        count(*) filter (where judged.verdict = 'CONFIRMED') as n_works_confirmed,
        count(*) filter (where judged.verdict = 'PROBABLE') as n_works_probable,
        count(*) filter (where judged.verdict = 'CHECK') as n_works_check,
        count(*) filter (where judged.verdict = 'NOT FOUND') as n_works_not_found,
        count(*) filter (where judged.verdict = 'NOT CHECKABLE') as n_works_not_checkable
    from works
    inner join int_works__judged as judged on works.work_key = judged.work_key
    group by works.imprint
),

counted as (
    select
        titles_named.imprint,
        count(distinct titles_named.title_id) as n_titles,
        count(distinct matched_records.edition_key) as n_editions,
        count(distinct nullif(matches.md5, '')) as n_files
    from titles_named
    left join matches
        on titles_named.title_id = matches.title_id and matches.verdict in ('CONFIRMED', 'PROBABLE')
    left join matched_records on matches.record_id = matched_records.record_id
    group by titles_named.imprint
),

shared as (
    select
        *,
        n_works - n_works_not_checkable as n_searched,
        (n_works_confirmed + n_works_probable) / nullif(n_works - n_works_not_checkable, 0) as share,
        1.959964 as z
    from verdicts
),

bounded as (
    select
        *,
        (share + z * z / (2 * n_searched)) / (1 + z * z / n_searched) as centre,
        z * sqrt(share * (1 - share) / n_searched + z * z / (4 * n_searched * n_searched)) / (1 + z * z / n_searched)
            as half
    from shared
),

final as (
    select
        bounded.imprint,
        counted.n_titles::integer as n_titles,
        bounded.n_works::integer as n_works,
        bounded.n_works_confirmed::integer as n_works_confirmed,
        bounded.n_works_probable::integer as n_works_probable,
        bounded.n_works_check::integer as n_works_check,
        bounded.n_works_not_found::integer as n_works_not_found,
        bounded.n_works_not_checkable::integer as n_works_not_checkable,
        counted.n_editions::integer as n_editions,
        counted.n_files::integer as n_files,
        round(bounded.share, 4)::double as share_found,
        round(greatest(bounded.centre - bounded.half, 0), 4)::double as share_low,
        round(least(bounded.centre + bounded.half, 1), 4)::double as share_high
    from bounded
    inner join counted on bounded.imprint = counted.imprint
    order by bounded.imprint
)

select * from final
