-- One row a record that stands in a proposed pair or shares an ISBN with one that does, with what comparing asks for
-- (int_records__matched has the rest) and with the keys that the store leaves out put back. A title key that plain
-- rules make of the title is stored as '', and so is a main title that is the whole title.
with wanted as (
    select record_no from int_pairs__united
    union
    select record_no from int_isbns__held
),

records as (
    select
        record_no,
        record_id,
        source,
        source_table,
        topic,
        title,
        authors,
        series,
        edition,
        publisher,
        pages,
        extension,
        identifier_raw,
        issn,
        journal,
        issue,
        first_page,
        title_key,
        main_key,
        subtitle_key,
        parallel_key,
        volume_key,
        edition_number,
        year_number,
        language_code,
        publisher_key,
        is_generic
    from stg_reference__records
    where record_no in (select record_no from wanted)
),

titled as (
    select
        * replace (
            if(
                title_key = '',
                regexp_replace(trim(regexp_replace(lower(title), '[^a-z0-9]+', ' ', 'g')), '^(the|an|a) ', ''),
                title_key
            ) as title_key
        )
    from records
),

whole as (
    select * replace (if(main_key = '', title_key, main_key) as main_key)
    from titled
)

select * from whole
