-- One row a listed title with a checksum of what the user wrote about it. Row ids are left out, since exports number
-- their rows anew; a title that is edited gets another checksum, and decisions about it are asked for again. Blanks,
-- and separators in identifiers, do not count: a workbook and its CSV copy differ in them.
with titles as (
    select * from catalogue_titles
),

identifiers as (
    select
        title_id,
        list(distinct upper(regexp_replace(value_raw, '[^0-9A-Za-z./()]', '', 'g'))) as written
    from catalogue_identifiers
    where value_raw is not null
    group by title_id
),

written as (
    select
        titles.title_id,
        concat_ws(
            chr(31),
            coalesce(titles.work_id, ''),
            coalesce(array_to_string(list_sort(identifiers.written), ' '), ''),
            coalesce(titles.title, ''),
            coalesce(titles.subtitle, ''),
            coalesce(titles.volume, ''),
            coalesce(titles.contributors, ''),
            coalesce(titles.edition, ''),
            coalesce(titles."year", '')
        ) as cells
    from titles
    left join identifiers on titles.title_id = identifiers.title_id
),

-- Most texts need neither step, and both cost more than all the rest.
composed as (
    select
        title_id,
        if(strlen(cells) = length(cells), cells, nfc_normalize(cells)) as cells
    from written
),

tidied as (
    select
        title_id,
        if(
            regexp_matches(cells, '\s\s|\s\x1f|\x1f\s|[\t\n\r]|^\s|\s$'),
            trim(regexp_replace(regexp_replace(cells, '\s+', ' ', 'g'), ' ?\x1f ?', chr(31), 'g')),
            cells
        ) as cells
    from composed
),

final as (
    select
        title_id,
        left(sha256(cells), 16) as fingerprint
    from tidied
)

select * from final
