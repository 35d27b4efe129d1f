-- One row a person listed without works. They have no verdict: what may be theirs stands in member_candidates.
-- member_id: identifier of the row, made as a title_id is
-- author_id: id of the person in this run: one of the member's number, or of the row where it has none
-- member_number: the list's own number of the member
-- source_file: name of the file it came from
-- source_line: line in that file, from 1
-- name_as_registered: name as supplied
-- family: family name
-- given: given names
-- isni: ISNIs of the row whose check digit is right
-- ipi: IPI name numbers of the row whose check digits are right
-- orcid: ORCID iDs of the row whose check digit is right
with final as (
    select
        member_id,
        author_id,
        member_number,
        source_file,
        source_line,
        name_as_registered,
        family,
        "given",
        isni,
        ipi,
        orcid
    from stg_catalogue__members
    order by member_id
)

select * from final
