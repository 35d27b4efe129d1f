-- One row a listed title that is called a script, a broadcast or the like and has no identifier: a table of books or
-- articles cannot hold it, so nothing is looked for. One with an ISBN, DOI or ASIN was published and is looked up as
-- any other; so is what is called a book, a chapter or an article about such a thing, or the book of a film.
with kinds as (
    select * from stg_rules__unsearchable_kinds
),

called as (
    select
        title_no,
        title_id,
        ' ' || trim(
            regexp_replace(
                strip_accents(lower(coalesce(nullif(trim(contribution_type), ''), "format"))), '[^\pL0-9]+', ' ', 'g'
            )
        ) || ' ' as words
    from int_titles__numbered
    where coalesce(nullif(trim(contribution_type), ''), "format") is not null
),

identified as (
    select distinct title_id from stg_catalogue__identifiers
    where scheme in ('isbn13', 'isbn_misprint', 'doi', 'asin')
),

told as (
    select
        called.title_no,
        kinds.kind
    from called
    inner join kinds on regexp_matches(called.words, ' (' || kinds.words || ') ')
    left join identified on called.title_id = identified.title_id
    where
        identified.title_id is null
        and not regexp_matches(
            called.words,
            ' (\pL*books?|buch|bucher|(sach|fach|kinder|jugend|lehr|hor|taschen|bilder)buch|livres?|libros?|libri|boek|'
            || 'boeken|ksiazk\pL*|книг\pL*|novels?|novelisation|novelization|roman|romans|romane|tie in|chapters?|'
            || 'kapitel|chapitres?|capitulos?|capitol\pL*|articles?|artikel|aufsatz|articulos?|articol\pL*|essays?|'
            || 'papers?|journals?|reviews?|criticism|studies|poems?|poetry|short stor\pL*|hardback|paperback|'
            || 'hardcover) '
        )
    qualify row_number() over (partition by called.title_no order by kinds.place) = 1
)

select * from told
