-- At most 200 candidates a person, each record once.
select
    author_id,
    count(*) as n_candidates
from member_candidates
group by author_id
having count(*) > 200 or count(*) > count(distinct record_id)
