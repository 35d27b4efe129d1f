-- CONFIRMED needs a shared identifier or a reviewer's decision.
select *
from matches
where verdict = 'CONFIRMED' and "method" <> 'identifier' and coalesce(reviewer_decision, '') <> 'match'
