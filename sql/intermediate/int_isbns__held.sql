-- One row an ISBN-13 of a proposed record and a record of the reference that holds it.
-- The reference is read for it once: what is matched, and so links editions, is known only later.
with proposed as (
    select distinct record_no from int_pairs__united
),

isbns as (
    select distinct "value" as isbn
    from stg_reference__identifiers
    where
        scheme = 'isbn13'
        and coalesce(repair, '') <> 'repaired_zero'
        and record_no in (select record_no from proposed)
),

held as (
    select
        "value" as isbn,
        record_no,
        bool_or(regexp_matches(lower(value_raw), '\b(set|box|boxed|complete|series|omnibus)\b')) as says_set
    from stg_reference__identifiers
    where
        scheme = 'isbn13'
        and coalesce(repair, '') <> 'repaired_zero'
        and "value" in (select isbn from isbns)
    group by all
)

select * from held
