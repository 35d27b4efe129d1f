-- One row a record that bears a name of a person listed without works, for that person to say whether it is theirs. A
-- candidate is no match: it has no verdict and counts nowhere.
-- list_code: code of the list, one a name looked up
-- author_id: id of the person in this run
-- place: place in the list, the likeliest first
-- name: the name looked up
-- record_id: the record
-- title: title of the record
-- names_on_record: its authors as they stand there
-- year: its year as it stands there
-- publisher: its publisher
-- language: its language as it stands there
-- agreement: same, same_without_middle, initials_agree, nickname or given_translated
-- credited_as: author (or editor), or helper (translator, illustrator and the like)
-- n_records_exact: records that bear exactly the name looked up
-- n_given_names: distinct given names that the reference has with this family name
-- n_records_family: records of that family name (a record with two people of the name counts twice)
with shown as (
    select
        record_no,
        record_id,
        title,
        authors,
        "year",
        publisher,
        "language"
    from stg_reference__records
    where record_no in (select record_no from int_member_candidates__ranked)
),

final as (
    select
        ranked.list_code,
        ranked.author_id,
        ranked.place,
        names."name",
        shown.record_id,
        shown.title,
        shown.authors as names_on_record,
        shown."year",
        shown.publisher,
        shown."language",
        ranked.outcome as agreement,
        if(ranked.standing = 1, 'author', 'helper') as credited_as,
        names.n_records_exact,
        names.n_given_names,
        names.n_records_family
    from int_member_candidates__ranked as ranked
    inner join member_names as names on ranked.list_code = names.list_code
    inner join shown on ranked.record_no = shown.record_no
    order by ranked.list_code, ranked.place
)

select * from final
