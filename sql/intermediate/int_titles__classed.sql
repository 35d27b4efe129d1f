-- One row a listed title: article, book or unknown, as far as its own details and its list tell, and where it stands.
-- A publisher column that mostly names journals and meetings holds venues. A list of at least twenty titles without
-- any mark of books, whose titles are long and mostly by several authors, holds articles.
with identified as (
    select
        title_id,
        bool_or(scheme in ('isbn13', 'isbn_misprint')) as has_isbn,
        bool_or(scheme in ('doi', 'issn')) as has_doi_or_issn
    from stg_catalogue__identifiers
    group by title_id
),

names as (
    select
        title_no,
        count(distinct "position") as n_names
    from int_title_names__numbered
    group by title_no
),

described as (
    select
        titles.title_no,
        titles.source_file,
        titles.journal,
        titles.publisher,
        titles.issue,
        titles.pages,
        coalesce(titles.host, nullif(regexp_extract(titles.title, '(?i)[.;,(\[] *in: *(.+)$', 1), '')) as host,
        coalesce(identified.has_isbn, false) as has_isbn,
        coalesce(identified.has_isbn, false) or titles.edition is not null as has_mark_of_book,
        titles.journal is not null or titles.issue is not null or coalesce(identified.has_doi_or_issn, false)
        or regexp_matches(
            coalesce(titles.contribution_type, titles.format, ''), '(?i)\b(?:article|paper|journal|conference)'
        ) as has_mark_of_article,
        publishers.is_venue as publisher_is_venue,
        length(titles.title_key) - length(replace(titles.title_key, ' ', '')) + 1 as n_words,
        coalesce(names.n_names, 0) as n_names
    from int_titles__numbered as titles
    left join identified on titles.title_id = identified.title_id
    left join names on titles.title_no = names.title_no
    left join int_publishers__classed as publishers on titles.publisher = publishers.publisher
),

lists as (
    select
        source_file,
        coalesce(avg(publisher_is_venue::int), 0) >= 0.5 as has_venues,
        count(*) >= 20 and not bool_or(has_mark_of_book) and median(n_words) >= 6 and avg((n_names > 1)::int) >= 0.5
        and (count(publisher) = 0 or avg(publisher_is_venue::int) >= 0.5) as has_articles
    from described
    group by source_file
),

classed as (
    select
        described.title_no,
        case
            when described.host is not null then 'chapter'
            when described.has_isbn then 'book'
            when described.has_mark_of_article then 'article'
            when described.has_mark_of_book then 'book'
            when lists.has_articles or (lists.has_venues and described.publisher is not null) then 'article'
            else 'unknown'
        end as kind,
        coalesce(
            described.journal, if(lists.has_venues and not described.has_isbn, described.publisher, null)
        ) as venue,
        described.pages,
        described.issue,
        regexp_replace(
            trim(regexp_replace(lower(strip_accents(described.host)), '[^a-z0-9]+', ' ', 'g')), '^(the|an|a) ', ''
        ) as host_key,
        described.n_names
    from described
    inner join lists on described.source_file = lists.source_file
)

select * from classed
