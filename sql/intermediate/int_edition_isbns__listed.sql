-- One row a listed title and the ISBN of another edition or format of it, as the user's feed says; its own are left
-- out.
with related as (
    select distinct
        titles.title_no,
        titles.title_id,
        related."value" as isbn
    from stg_catalogue__related as related
    inner join int_titles__numbered as titles on related.title_id = titles.title_id
    where
        related.scheme = 'isbn'
        and related."value" is not null
        and related.relation in ('alternative_format', 'other_edition', 'replaces', 'replaced_by')
),

others as (
    select related.*
    from related
    left join stg_catalogue__identifiers as own
        on related.title_id = own.title_id and own.scheme = 'isbn13' and related.isbn = own."value"
    where own.title_id is null
)

select * from others
