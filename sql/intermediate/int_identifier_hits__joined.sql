-- One row a pair of listed title and record that share at least one identifier. It is weak when every shared one is a
-- misprint or had its zero restored, on either side. ISSN, volume and first page together count as one. Identifiers
-- that stand on too many titles and records are left aside.
with joinable as (
    select
        titles.title_no,
        ids.scheme,
        ids."value",
        ids.repair
    from stg_catalogue__identifiers as ids
    inner join int_titles__numbered as titles on ids.title_id = titles.title_id
    anti join int_identifiers__common as common on ids.scheme = common.scheme and ids."value" = common."value"
    where ids.scheme in ('isbn13', 'isbn_misprint', 'doi', 'asin')
),

hits as (
    select
        joinable.title_no,
        joinable.scheme,
        joinable."value",
        refs.record_no,
        'repaired_zero' in (joinable.repair, refs.repair) as is_restored
    from joinable
    inner join stg_reference__identifiers as refs
        on joinable.scheme = refs.scheme and joinable."value" = refs."value"
    union all
    select
        title_no,
        'issn' as scheme,
        "value",
        record_no,
        false as is_restored
    from int_serial_hits__joined
),

paired as (
    select
        title_no,
        record_no,
        count(distinct scheme || "value")::usmallint as n_identifiers,
        min(scheme || ' ' || "value") as identifier,
        bool_and(coalesce(is_restored, false) or scheme = 'isbn_misprint') as is_weak
    from hits
    group by title_no, record_no
)

select * from paired
