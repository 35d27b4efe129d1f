-- One row a listed title: what the user supplied, and the forms on which it was compared.
-- title_id: identifier of the row, made from the file's checksum, the sheet and the line
-- row_id: the user's own row number, if any
-- work_id: the user's own work number, if any
-- work_key: key of the work that this title is an edition of; counts of works count this
-- work_flags: work_id_contradicted, isbn_of_two_works, work_id_unclear, work_cut (see works_cut)
-- source_file: name of the file it came from
-- source_line: line in that file, from 1
-- title: title as supplied
-- subtitle: subtitle as supplied in a column of its own
-- original_title: title of the original of a translation, or uniform title, if supplied
-- contributors_raw: names as supplied
-- edition: edition statement as supplied
-- year: year or date as supplied
-- publisher: publisher as supplied
-- imprint: imprint as supplied
-- language: language as supplied
-- format: format or binding as supplied
-- isbn13_list: all valid ISBNs as 13 digits
-- dois: all DOIs, lower case
-- standing: cancelled (never published) or sold (no longer the sender's), if supplied; such titles are told apart
-- contribution_type: kind of contribution (book, chapter, article, …) if supplied
-- title_key: whole title in the form it is compared in
-- main_key: title without subtitle in the form it is compared in
-- volume_key: volume or part number found in the title
-- year_number: earliest plausible year found in `year`
-- language_code: ISO 639-3 code of the language
-- fingerprint: checksum of what was supplied, by which reviewers' decisions find the title in a re-sent file
with titles as (
    select * from int_titles__grouped
),

identifiers as (
    select
        title_id,
        list("value" order by "value") filter (where scheme = 'isbn13') as isbn13_list,
        list("value" order by "value") filter (where scheme = 'doi') as dois
    from stg_catalogue__identifiers
    group by title_id
),

final as (
    select
        titles.title_id,
        titles.row_id,
        titles.work_id,
        titles.work_key,
        titles.work_flags,
        titles.source_file,
        titles.source_line,
        titles.title,
        titles.subtitle,
        titles.original_title,
        titles.contributors_raw,
        titles.edition,
        titles."year",
        titles.publisher,
        titles.imprint,
        titles."language",
        titles."format",
        coalesce(identifiers.isbn13_list, []) as isbn13_list,
        coalesce(identifiers.dois, []) as dois,
        titles.standing,
        titles.contribution_type,
        titles.title_key,
        titles.main_key,
        titles.volume_key,
        titles.year_number,
        titles.language_code,
        fingerprints.fingerprint
    from titles
    left join identifiers on titles.title_id = identifiers.title_id
    left join int_titles__fingerprinted as fingerprints on titles.title_id = fingerprints.title_id
    order by titles.title_id
)

select * from final
