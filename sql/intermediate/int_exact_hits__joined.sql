-- One row a pair that shares a family name and the main title, at most a bounded number of records a title.
with title_names as (
    select distinct
        names.title_no,
        names.family_key,
        titles.main_key
    from int_title_names__numbered as names
    inner join int_titles__numbered as titles on names.title_no = titles.title_no
    where names.family_key <> '' and titles.main_key is not null
),

records as (
    select
        record_no,
        main_key
    from stg_reference__records
    where main_key in (select main_key from title_names)
),

record_names as (
    select distinct
        contributors.record_no,
        contributors.family_key,
        records.main_key
    from stg_reference__contributors as contributors
    inner join records on contributors.record_no = records.record_no
),

hits as (
    select distinct
        title_names.title_no,
        record_names.record_no
    from title_names
    inner join record_names
        on title_names.main_key = record_names.main_key and title_names.family_key = record_names.family_key
),

bounded as (
    select
        title_no,
        record_no
    from hits
    qualify
        row_number() over (partition by title_no order by record_no)
        <= (select max_records_per_key from run_parameters)
)

select * from bounded
