-- Every match names a listed title and a record that is described.
select matches.*
from matches
left join titles on matches.title_id = titles.title_id
left join matched_records on matches.record_id = matched_records.record_id
where titles.title_id is null or matched_records.record_id is null
