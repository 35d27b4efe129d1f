-- Rows in = used + rejected + ignored, for every file and sheet.
select *
from source_files
where rows_in <> rows_used + rows_rejected + rows_ignored
