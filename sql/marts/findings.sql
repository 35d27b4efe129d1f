-- One row a finding in the user's own catalogue: what is wrong, doubtful or missing, and what to do about it.
-- code: the kind of finding (see docs/catalogues.md); a rejected row has its reason here
-- severity: mend (a title may be lost or taken for another), check (probably wrong) or note (worth knowing)
-- fix_sheet: sheet of the fix list on which it stands
-- source_file: name of the file
-- sheet: sheet of a workbook
-- source_line: line in the file, from 1; null when the finding is of a whole file or column
-- row_id: the user's own number of the row
-- title_id: the listed title, where the row became one
-- column: the user's heading of the column, or the canonical column
-- value: what stands there
-- correction: the right value, given only where no other can be meant
-- suggestion: a likely value that a person must look at
-- advice: what to do, in a sentence
with final as (
    select
        code,
        severity,
        fix_sheet,
        source_file,
        sheet,
        source_line,
        row_id,
        title_id,
        "column",
        "value",
        correction,
        suggestion,
        advice
    from catalogue_findings
    order by all
)

select * from final
