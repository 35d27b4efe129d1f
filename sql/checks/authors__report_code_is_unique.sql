-- No two authors share a report code.
select
    report_code,
    count(*) as n_authors
from authors
group by report_code
having count(*) > 1
