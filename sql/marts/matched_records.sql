-- One row a record that stands in matches: bibliographic fields only, as the reference gives them.
-- record_id: the record, as table:number
-- source_table: table of the reference
-- work_key: records that share exact title and author, or a sound ISBN, have one
-- edition_key: within it, records of one edition (shared ISBN, else publisher, year, edition number and language)
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
        records.record_id,
        records.source_table,
        grouped.work_key,
        grouped.edition_key,
        records.md5,
        records.title,
        records.authors,
        records.series,
        records.volume,
        records."year",
        records.edition,
        records.publisher,
        records."language",
        records.extension,
        records.filesize,
        records.identifier_raw,
        records.time_added,
        records.time_modified,
        records.visible,
        records."generic",
        records.flags,
        records.record_date
    from int_records__matched as records
    inner join int_records__grouped as grouped on records.record_no = grouped.record_no
    order by records.record_id
)

select * from final
