-- One row a column of an input file: what it was taken for.
-- source_file: name of the file
-- sheet: sheet of a workbook
-- column: header as it stands in the file
-- mapped_to: canonical column; null when it was left aside
-- how: profile, synonym, fuzzy, content, ignored or unknown
-- n_filled: rows in which it holds something
with final as (
    select
        source_file,
        sheet,
        "column",
        mapped_to,
        how,
        n_filled
    from catalogue_columns
    order by all
)

select * from final
