-- One row a matched record with its work in the reference and its edition: records that share a sound ISBN are one
-- edition; one without ISBN is of the edition of its work that has its publisher, year, edition number and language,
-- where just one has; else these four make an edition of their own.
with works as (
    select
        records.record_no,
        records.record_id,
        components.component,
        coalesce(components.is_cut, false) as is_cut,
        editions.component as isbn_edition,
        concat_ws(
            '|',
            coalesce(records.publisher_key, ''),
            coalesce(records.year_number::varchar, ''),
            coalesce(records.edition_number, 1)::varchar,
            coalesce(records.language_code, '')
        ) as description
    from int_records__matched as records
    left join record_components as components on records.record_no = components.row_no
    left join edition_components as editions on records.record_no = editions.row_no
),

described as (
    select
        component,
        description,
        min(isbn_edition) as isbn_edition
    from works
    where isbn_edition is not null
    group by component, description
    having count(distinct isbn_edition) = 1
),

named as (
    select
        works.record_no,
        works.record_id,
        works.is_cut,
        coalesce(works.component, works.record_no) as work_no,
        coalesce(works.isbn_edition, described.isbn_edition) as edition_no,
        works.description
    from works
    left join described
        on
            works.isbn_edition is null
            and works.component = described.component
            and works.description = described.description
),

firsts as (
    select
        record_no,
        is_cut,
        first_value(record_id) over (partition by work_no order by record_no) as first_of_work,
        first_value(record_id) over (
            partition by work_no, edition_no, if(edition_no is null, description, null) order by record_no
        ) as first_of_edition
    from named
),

grouped as (
    select
        record_no,
        is_cut,
        'r-' || left(md5(first_of_work), 12) as work_key,
        'e-' || left(md5(first_of_edition), 12) as edition_key
    from firsts
)

select * from grouped
