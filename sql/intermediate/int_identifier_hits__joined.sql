-- One row a pair of listed title and record that share at least one identifier. It is weak when every shared one is a
-- misprint, had its zero restored on either side, is cancelled in its own record, or is that of another edition which
-- the feed names (then `of_other_edition`). ISSN, volume and first page together count as one. Identifiers that stand
-- on too many titles and records are left aside.
with own as (
    select
        titles.title_no,
        ids.scheme,
        ids."value",
        ids.repair,
        false as of_other_edition
    from stg_catalogue__identifiers as ids
    inner join int_titles__numbered as titles on ids.title_id = titles.title_id
    where ids.scheme in ('isbn13', 'isbn_misprint', 'doi', 'asin')
),

listed as (
    select * from own
    union all
    select
        title_no,
        'isbn13' as scheme,
        isbn as "value",
        null as repair,
        true as of_other_edition
    from int_edition_isbns__listed
),

joinable as (
    select listed.*
    from listed
    anti join int_identifiers__common as common on listed.scheme = common.scheme and listed."value" = common."value"
),

hits as (
    select
        joinable.title_no,
        joinable.scheme,
        joinable."value",
        refs.record_no,
        joinable.of_other_edition,
        joinable.of_other_edition
        or coalesce('repaired_zero' in (joinable.repair, refs.repair), false)
        or coalesce(joinable.repair = 'cancelled', false) as is_weak
    from joinable
    inner join stg_reference__identifiers as refs
        on joinable.scheme = refs.scheme and joinable."value" = refs."value"
    union all
    select
        title_no,
        'issn' as scheme,
        "value",
        record_no,
        false as of_other_edition,
        false as is_weak
    from int_serial_hits__joined
),

paired as (
    select
        title_no,
        record_no,
        count(distinct scheme || "value")::usmallint as n_identifiers,
        min(scheme || ' ' || "value") as identifier,
        bool_and(is_weak or scheme = 'isbn_misprint') as is_weak,
        bool_and(of_other_edition) as of_other_edition
    from hits
    group by title_no, record_no
)

select * from paired
