-- One row a row of the input that could not be used.
-- source_file: name of the file
-- source_line: line in the file, from 1
-- reason: why it was not used
-- advice: what to do about it
-- raw: the row as it stood
with final as (
    select
        source_file,
        source_line,
        reason,
        advice,
        raw
    from catalogue_rejected_rows
    order by all
)

select * from final
