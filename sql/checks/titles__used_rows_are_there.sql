-- As many titles and members without works as rows used.
select
    used.n_used,
    listed.n_titles,
    people.n_members
from (select coalesce(sum(rows_used), 0) as n_used from source_files) as used,
    (select count(*) as n_titles from titles) as listed,
    (select count(*) as n_members from members) as people
where used.n_used <> listed.n_titles + people.n_members
