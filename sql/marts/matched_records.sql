-- One row a record that stands in matches: bibliographic fields only, as the reference gives them.
-- record_id: the record, as table:number
-- source_table: table of the reference
-- md5: checksum that the record gives for its file, lower case
-- title: title as in the record
-- authors: names as in the record
-- series: series
-- volume: volume
-- year: year as in the record
-- edition: edition as in the record
-- publisher: publisher as in the record
-- language: language as in the record
-- extension: file type
-- filesize: bytes
-- identifier_raw: identifiers as in the record
-- time_added: date of the record as stored; not an upload date
-- time_modified: date of its last change as stored
-- visible: empty when shown on the site; else the reason it is hidden
-- generic: checksum of the copy the site prefers
-- flags: hidden, sentinel_date, zero_date, empty_file, tiny_file, repaired_text
-- record_date: date of the record; null where the stored date is a placeholder
with final as (
    select
        record_id,
        source_table,
        md5,
        title,
        authors,
        series,
        volume,
        "year",
        edition,
        publisher,
        "language",
        extension,
        filesize,
        identifier_raw,
        time_added,
        time_modified,
        visible,
        "generic",
        flags,
        record_date
    from int_records__matched
    order by record_id
)

select * from final
