-- A title and a record stand together at most once.
select
    title_id,
    record_id,
    count(*) as n_rows
from matches
group by title_id, record_id
having count(*) > 1
