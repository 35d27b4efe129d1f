-- A probability lies between 0 and 1, and every match says why.
select *
from matches
where probability is null or probability < 0 or probability > 1 or reason is null or sentence is null
