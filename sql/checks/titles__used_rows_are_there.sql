-- As many titles as rows used.
select
    used.n_used,
    listed.n_titles
from (select coalesce(sum(rows_used), 0) as n_used from source_files) as used,
    (select count(*) as n_titles from titles) as listed
where used.n_used <> listed.n_titles
