-- One row a record that stands in a judged pair, whole: beside what was compared, what only a report tells.
with pairs as (
    select distinct record_no from int_pairs__judged
),

stored as (
    select
        record_no,
        md5,
        volume,
        "year",
        "language",
        filesize,
        doi,
        time_added,
        time_modified,
        visible,
        record_type,
        "generic",
        flags
    from stg_reference__records
    where record_no in (select record_no from pairs)
),

records as (
    select
        proposed.*,
        stored.* exclude (record_no)
    from int_records__proposed as proposed
    inner join stored on proposed.record_no = stored.record_no
),

dated as (
    select
        *,
        if(
            list_has_any(flags, ['sentinel_date', 'zero_date']),
            null,
            try_cast(left(time_added, 10) as date)
        ) as record_date
    from records
)

select * from dated
