-- One row a decision and a pair of this run that it names. Title and record are each looked up by id (a record id
-- whose record has another file is another record), else by fingerprint and MD5, which may name several.
with decisions as (
    select * from decisions_read
),

titles as (
    select * from int_titles__fingerprinted
),

records as (
    select
        record_id,
        left(lower(md5), 16) as md5_start
    from stg_reference__records
),

known_titles as (
    select
        decisions.line,
        titles.title_id
    from decisions
    inner join titles on decisions.title_id = titles.title_id
),

found_titles as (
    select
        line,
        title_id,
        false as by_durable_key
    from known_titles
    union all
    select
        decisions.line,
        titles.title_id,
        true as by_durable_key
    from decisions
    inner join titles on decisions.title_fingerprint = titles.fingerprint
    where decisions.line not in (select line from known_titles)
),

known_records as (
    select
        decisions.line,
        records.record_id
    from decisions
    inner join records on decisions.record_id = records.record_id
    where coalesce(decisions.md5_start = records.md5_start, true)
),

found_records as (
    select
        line,
        record_id,
        false as by_durable_key
    from known_records
    union all
    select
        decisions.line,
        records.record_id,
        true as by_durable_key
    from decisions
    inner join records on decisions.md5_start = records.md5_start
    where decisions.line not in (select line from known_records)
),

resolved as (
    select
        decisions.line,
        found_titles.title_id,
        found_records.record_id,
        decisions.decision,
        decisions.reviewer,
        decisions.decided_at,
        decisions.why,
        found_titles.by_durable_key or found_records.by_durable_key as by_durable_key
    from decisions
    inner join found_titles on decisions.line = found_titles.line
    inner join found_records on decisions.line = found_records.line
)

select * from resolved
