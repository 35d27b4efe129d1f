-- One row a listed title and a record that other editions lead to, unless the pair is settled already; bounded a title.
-- via `isbn`: the record shares a sound ISBN with a CONFIRMED record of the title. via `work_id` or `work`: it matches
-- another listed title of the same work, by the user's own id or by exact keys. Sets lead nowhere.
with settled as (
    select
        pairs.title_no,
        pairs.record_no,
        pairs.verdict
    from int_pairs__judged as pairs
    where pairs.verdict in ('CONFIRMED', 'PROBABLE')
),

sound as (
    select
        settled.title_no,
        settled.record_no,
        settled.verdict
    from settled
    left join int_sets__named as title_sets on title_sets.side = 'listed' and settled.title_no = title_sets.row_no
    left join int_sets__named as record_sets on record_sets.side = 'record' and settled.record_no = record_sets.row_no
    where title_sets.row_no is null and record_sets.row_no is null
),

isbns as (
    select
        held.isbn,
        held.record_no
    from int_isbns__held as held
    inner join int_isbns__judged as judged on held.isbn = judged.isbn
    where judged.problem is null and judged.n_records > 1
),

by_isbn as (
    select distinct
        sound.title_no,
        others.record_no,
        'isbn' as via
    from sound
    inner join isbns as own on sound.record_no = own.record_no
    inner join isbns as others on own.isbn = others.isbn
    where sound.verdict = 'CONFIRMED'
),

works as (
    select
        title_no,
        work_key,
        if(starts_with(work_key, 'w-'), 'work_id', 'work') as via
    from int_titles__grouped
    qualify count(*) over (partition by work_key) between 2 and (select most_linked from run_parameters)
),

by_work as (
    select distinct
        others.title_no,
        sound.record_no,
        works.via
    from sound
    inner join works on sound.title_no = works.title_no
    inner join works as others on works.work_key = others.work_key and works.title_no <> others.title_no
    left join int_sets__named as sets on sets.side = 'listed' and others.title_no = sets.row_no
    where sets.row_no is null and others.title_no not in (select title_no from int_titles__unfindable)
),

both_ways as (
    select * from by_isbn
    union all
    select * from by_work
),

united as (
    select
        title_no,
        record_no,
        min(via) as via
    from both_ways
    group by title_no, record_no
),

found as (
    select united.*
    from united
    left join settled on united.title_no = settled.title_no and united.record_no = settled.record_no
    where settled.title_no is null
    qualify
        row_number() over (partition by united.title_no order by united.via, united.record_no)
        <= (select most_linked from run_parameters)
)

select * from found
