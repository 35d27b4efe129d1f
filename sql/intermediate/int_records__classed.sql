-- One row a proposed record: article, book or unknown, as far as its own details and its table tell, and where it
-- stands. The rules are those of int_titles__classed, read off the records that were proposed.
with proposed as (
    select * from int_records__proposed
    where record_no in (select record_no from int_pairs__united)
),

names as (
    select
        contributors.record_no,
        count(*) as n_names
    from int_record_names__proposed as contributors
    group by contributors.record_no
),

described as (
    select
        records.record_no,
        records.source,
        records.source_table,
        records.journal,
        records.publisher,
        records.issue,
        coalesce(records.first_page || '-', records.pages) as pages,
        records.source_table = 'scimag'
        or (records.source_table = 'editions' and records.topic = 'a') as is_of_articles,
        regexp_matches(records.identifier_raw, '[0-9]{9}') as has_isbn,
        coalesce(regexp_matches(records.identifier_raw, '[0-9]{9}'), false)
        or records.edition is not null as has_mark_of_book,
        records.journal is not null or records.issue is not null or records.first_page is not null
        or records.issn is not null as has_mark_of_article,
        publishers.is_venue as publisher_is_venue,
        length(records.title_key) - length(replace(records.title_key, ' ', '')) + 1 as n_words,
        coalesce(names.n_names, 0) as n_names
    from proposed as records
    left join names on records.record_no = names.record_no
    left join int_publishers__classed as publishers on records.publisher = publishers.publisher
),

sources as (
    select
        source,
        source_table,
        coalesce(avg(publisher_is_venue::int), 0) >= 0.5 as has_venues,
        count(*) >= 20 and not bool_or(has_mark_of_book) and median(n_words) >= 6 and avg((n_names > 1)::int) >= 0.5
        and (count(publisher) = 0 or avg(publisher_is_venue::int) >= 0.5) as has_articles
    from described
    group by source, source_table
),

classed as (
    select
        described.record_no,
        case
            when described.is_of_articles then 'article'
            when described.has_isbn then 'book'
            when described.has_mark_of_article then 'article'
            when described.has_mark_of_book then 'book'
            when sources.has_articles or (sources.has_venues and described.publisher is not null) then 'article'
            else 'unknown'
        end as kind,
        coalesce(
            described.journal,
            if(sources.has_venues and not coalesce(described.has_isbn, false), described.publisher, null)
        ) as venue,
        described.pages,
        described.issue,
        described.n_names
    from described
    inner join sources on described.source = sources.source and described.source_table = sources.source_table
)

select * from classed
