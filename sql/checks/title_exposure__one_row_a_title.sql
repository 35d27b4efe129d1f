-- Every listed title has exactly one verdict.
select
    titles.title_id,
    count(title_exposure.title_id) as n_rows
from titles
left join title_exposure on titles.title_id = title_exposure.title_id
group by titles.title_id
having count(title_exposure.title_id) <> 1
