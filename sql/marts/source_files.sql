-- One row a sheet or file that was read, with every row accounted for.
-- source_file: name of the file
-- sha256: its checksum
-- bytes: its size
-- sheet: sheet of a workbook
-- header_line: line of the header
-- encoding: how its text was decoded
-- delimiter: what parts its columns
-- contributors_convention: how several names in a cell were parted
-- rows_in: rows found
-- rows_used: rows that became titles or members without works
-- rows_rejected: rows in rejected_rows
-- rows_ignored: rows left out by a named rule
-- ignored_reasons: those rules with their counts
with final as (
    select
        source_file,
        sha256,
        bytes,
        sheet,
        header_line,
        encoding,
        delimiter,
        contributors_convention,
        rows_in,
        rows_used,
        rows_rejected,
        rows_ignored,
        ignored_reasons
    from catalogue_files
    order by all
)

select * from final
