-- One row a listed title (side `listed`) or a proposed record (side `record`) whose title says that it is a set, an
-- omnibus, or several volumes in one. A set matches each of its parts in something, so it never links two works.
with titles as (
    select
        'listed' as side,
        title_no as row_no,
        concat_ws(' : ', title, subtitle) as title
    from int_titles__numbered
    union all
    select
        'record' as side,
        record_no as row_no,
        title
    from int_records__proposed
),

named as (
    select
        side,
        row_no,
        true as is_set
    from titles
    where regexp_matches(
        lower(title),
        '\b(complete|boxed|box|book|volume|gift|\d+)[ -](set|boxset|bundle|omnibus)\b|\bomnibus\b|\bboxe?d?set\b'
        || '|\b(\d+|two|three|four|five|six|seven)[ -](books?|novels?|volumes?|titles)( in| =|-in-)[ -]?(1|one|a)\b'
        || '|\b(vols?|volumes|books|parts|bde?|bande|bände|tomes|tomos|tt|teile|тома)\b\.? ?\(?'
        || '\d+ ?(-|–|—|to|bis|a|à|&|and|und|et) ?\d+'
        || '|\b(gesamtausgabe|obras completas|œuvres complètes|oeuvres completes)\b.*\b(set|bde?|tomes|tomos)\b'
    )
)

select * from named
