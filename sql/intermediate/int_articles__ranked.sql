-- One row a pair of articles: how close the two descriptions are, in bits, and how many stand as close. A record of an
-- article is one publication, so the best record of a title and the best title of a record are looked for alike.
-- Within two bits of the best, descriptions count as equally close.
with pairs as (
    select
        placed.*,
        weighed.bits,
        weighed.volume_outcome
    from articles_placed as placed
    inner join pairs_weighed as weighed
        on placed.title_no = weighed.title_no and placed.record_no = weighed.record_no
),

measured as (
    select
        *,
        n_names_shared / greatest(n_names_left + n_names_right - n_names_shared, 1) as share_of_names,
        bits
        + case
            when year_gap is null then 0 when year_gap = 0 then 2 when year_gap = 1 then -2 else -6
        end
        + case venue_outcome when 'same' then 3 when 'unclear' then -2 when 'different' then -6 else 0 end
        + case page_outcome when 'same' then 6 when 'different' then -6 else 0 end
        + case issue_outcome when 'same' then 2 when 'different' then -4 else 0 end
        + 6 * n_names_shared / greatest(n_names_left + n_names_right - n_names_shared, 1) as closeness
    from pairs
),

kin as (
    select
        title_no,
        record_no,
        closeness
    from measured
    where author_outcome <> 'different' or n_names_shared > 0
),

best as (
    select
        title_no,
        record_no,
        max(closeness) over (partition by title_no) as best_of_title,
        max(closeness) over (partition by record_no) as best_of_record
    from kin
),

counted as (
    select
        kin.title_no,
        kin.record_no,
        count(*) filter (kin.closeness >= best.best_of_title - 2) over (partition by kin.title_no) as n_best_records,
        count(*) filter (kin.closeness >= best.best_of_record - 2) over (partition by kin.record_no) as n_best_titles
    from kin
    inner join best on kin.title_no = best.title_no and kin.record_no = best.record_no
),

alike as (
    select
        title_no,
        record_no,
        count(*) over (partition by title_no) as n_records_alike,
        count(*) over (partition by record_no) as n_titles_alike
    from measured
    where
        title_outcome in ('exact', 'reordered', 'spelling')
        and author_outcome not in ('different', 'missing', 'neither')
),

ranked as (
    select
        measured.title_no,
        measured.record_no,
        measured.both_are_articles,
        measured.title_length,
        measured.year_gap,
        measured.venue_outcome,
        measured.page_outcome,
        measured.issue_outcome,
        measured.n_names_shared,
        measured.n_whole_names_shared,
        least(measured.n_names_left, measured.n_names_right) as n_names_at_most,
        measured.share_of_names,
        measured.closeness,
        coalesce(measured.closeness < best.best_of_title - 2 or measured.closeness < best.best_of_record - 2, false)
            as has_closer,
        coalesce(counted.n_best_records, 0) as n_best_records,
        coalesce(counted.n_best_titles, 0) as n_best_titles,
        greatest(coalesce(alike.n_records_alike, 0), coalesce(alike.n_titles_alike, 0)) as n_alike
    from measured
    left join best on measured.title_no = best.title_no and measured.record_no = best.record_no
    left join counted on measured.title_no = counted.title_no and measured.record_no = counted.record_no
    left join alike on measured.title_no = alike.title_no and measured.record_no = alike.record_no
),

-- Two lists that hardly ever differ by a year where the rest is the same do so for a reason.
years as (
    select count(*) filter (year_gap = 0) >= 100 and avg(year_gap) < 0.02 as years_are_exact
    from ranked
    where year_gap <= 1 and n_alike > 0 and not has_closer
),

told as (
    select
        ranked.*,
        coalesce(
            ranked.year_gap >= 2
            or (
                ranked.year_gap = 1
                and (ranked.venue_outcome in ('different', 'unclear') or (select years_are_exact from years))
            )
            or ranked.venue_outcome = 'different' or ranked.issue_outcome = 'different'
            or ranked.page_outcome = 'different' or ranked.has_closer,
            false
        ) as is_other_version
    from ranked
)

select * from told
