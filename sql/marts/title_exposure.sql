-- One row a listed title: the best verdict over its records.
-- title_id: the listed title
-- work_key: its work
-- verdict: CONFIRMED, PROBABLE, CHECK, NOT FOUND or NOT CHECKABLE
-- method: method of the best record
-- reason: reason code of the best record, or why there is none
-- sentence: the same in words
-- probability: of the best record
-- best_record_id: the record behind the verdict
-- n_records: records at CONFIRMED or PROBABLE
-- n_editions: distinct editions among them
-- n_files: distinct files among them
-- n_check: records at CHECK
-- earliest_record_date: earliest known date of those records; not an upload date
-- flags: flags of those records, and of the title's work
with judged as (
    select
        matches.*,
        matched_records.record_date,
        matched_records.edition_key
    from matches
    inner join matched_records on matches.record_id = matched_records.record_id
),

best as (
    select *
    from judged
    qualify
        row_number() over (
            partition by title_id
            order by
                case verdict when 'CONFIRMED' then 1 when 'PROBABLE' then 2 else 3 end,
                probability desc,
                record_id asc
        ) = 1
),

counted as (
    select
        title_id,
        count(*) filter (where verdict <> 'CHECK') as n_records,
        count(distinct edition_key) filter (where verdict <> 'CHECK') as n_editions,
        count(distinct nullif(md5, '')) filter (where verdict <> 'CHECK') as n_files,
        count(*) filter (where verdict = 'CHECK') as n_check,
        min(record_date) filter (where verdict <> 'CHECK') as earliest_record_date,
        coalesce(
            list_sort(list_distinct(flatten(list(flags order by record_id) filter (where verdict <> 'CHECK')))), []
        ) as flags
    from judged
    group by title_id
),

final as (
    select
        titles.title_id,
        titles.work_key,
        case
            when best.verdict is not null then best.verdict
            when checkable.is_checkable then 'NOT FOUND'
            else 'NOT CHECKABLE'
        end as verdict,
        best."method",
        coalesce(best.reason, if(checkable.is_checkable, 'not_found', 'not_checkable')) as reason,
        coalesce(
            best.sentence,
            if(
                checkable.is_checkable,
                'No matching record was found in this snapshot with the details supplied; ' || coalesce(
                    'the nearest record was not taken: ' || lower(near_misses.sentence[1]) || near_misses.sentence[2:],
                    'no record came near enough to be compared.'
                ),
                'The details supplied do not allow a search: ' || coalesce(
                    'the listed work is called ' || checkable.unfindable_kind || ', which no table of books or articles'
                    || ' lists, and there is no ISBN, DOI or ASIN under which it was published.',
                    'there is no ISBN, DOI or ASIN, and ' || if(
                        checkable.has_title,
                        'the title is too short or too common to be looked for without a name.',
                        'no title to look for.'
                    )
                )
            )
        ) as sentence,
        best.probability,
        best.record_id as best_record_id,
        coalesce(counted.n_records, 0)::integer as n_records,
        coalesce(counted.n_editions, 0)::integer as n_editions,
        coalesce(counted.n_files, 0)::integer as n_files,
        coalesce(counted.n_check, 0)::integer as n_check,
        counted.earliest_record_date,
        list_concat(coalesce(counted.flags, []), coalesce(titles.work_flags, [])) as flags
    from int_titles__grouped as titles
    inner join int_titles__checkable as checkable on titles.title_no = checkable.title_no
    left join best on titles.title_id = best.title_id
    left join near_misses on titles.title_id = near_misses.title_id and near_misses.place = 1
    left join counted on titles.title_id = counted.title_id
    order by titles.title_id
)

select * from final
