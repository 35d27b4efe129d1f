-- One row an identifier that stands on so many listed titles and records (a placeholder, the number of a house) that it
-- tells none of them: more pairs than `most_linked` titles and as many records make. It is no identifier in this run.
-- One that ten titles share at most is not asked: its pairs are as many as its records, at worst tenfold.
with listed as (
    select
        ids.scheme,
        ids."value",
        count(distinct ids.title_id) as n_titles
    from stg_catalogue__identifiers as ids
    inner join int_titles__numbered as titles on ids.title_id = titles.title_id
    where ids.scheme in ('isbn13', 'isbn_misprint', 'doi', 'asin')
    group by all
    having count(distinct ids.title_id) > 10
),

counted as (
    select
        listed.scheme,
        listed."value",
        listed.n_titles,
        count(distinct refs.record_no) as n_records
    from listed
    inner join stg_reference__identifiers as refs
        on listed.scheme = refs.scheme and listed."value" = refs."value"
    group by all
),

common as (
    select counted.*
    from counted, run_parameters
    where counted.n_titles * counted.n_records > run_parameters.most_linked * run_parameters.most_linked
)

select * from common
