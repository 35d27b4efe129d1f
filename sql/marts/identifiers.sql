-- One row a distinct identifier of a listed title.
-- title_id: the title
-- scheme: isbn13, doi, issn, asin, isbn_misprint (wrong check digit), ismn, upc, csbn or other
-- value_raw: as supplied
-- value: in the canonical form of its scheme
-- repair: what had to be done to read it; null when nothing
with final as (
    select
        title_id,
        scheme,
        value_raw,
        "value",
        repair
    from stg_catalogue__identifiers
    order by title_id, scheme, "value", value_raw
)

select * from final
