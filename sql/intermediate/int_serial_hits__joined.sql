-- One row a pair of listed title and record with the same ISSN, volume and first page: together they name an article.
with listed as (
    select
        titles.title_no,
        ids."value" as issn,
        titles.volume_key,
        regexp_replace(
            lower(regexp_extract(titles.pages, '^(?:[Pp]{1,2}\.? ?)?([A-Za-z]{0,2}[0-9]+[A-Za-z]?) ?[-–—]', 1)),
            '^([a-z]*)0+', '\1'
        ) as first_page
    from stg_catalogue__identifiers as ids
    inner join int_titles__numbered as titles on ids.title_id = titles.title_id
    where ids.scheme = 'issn' and titles.volume_key is not null and titles.pages is not null
),

records as (
    select
        record_no,
        issn,
        volume_key,
        regexp_replace(
            lower(
                coalesce(
                    first_page,
                    regexp_extract(pages, '^(?:[Pp]{1,2}\.? ?)?([A-Za-z]{0,2}[0-9]+[A-Za-z]?) ?[-–—]', 1)
                )
            ),
            '^([a-z]*)0+', '\1'
        ) as first_page
    from stg_reference__records
    where issn is not null
),

hits as (
    select distinct
        listed.title_no,
        records.record_no,
        listed.issn || ' ' || listed.volume_key || ':' || listed.first_page as "value"
    from listed
    inner join records
        on
            listed.volume_key = records.volume_key
            and listed.first_page = records.first_page
            and contains(replace(upper(records.issn), '-', ''), replace(listed.issn, '-', ''))
    where listed.first_page <> ''
)

select * from hits
