-- One row a listed title, as read from the user's files.
with source as (
    select * from catalogue_titles
),

renamed as (
    select
        title_id,
        row_id,
        nullif(work_id, '') as work_id,
        source_file,
        source_line,
        title,
        subtitle,
        original_title,
        contributors as contributors_raw,
        isbn as isbn_raw,
        edition,
        "year",
        publisher,
        imprint,
        "language",
        "format",
        author_id,
        contribution_type,
        journal,
        issue,
        pages,
        host,
        standing,
        title_key,
        main_key,
        subtitle_key,
        parallel_key,
        volume_key,
        edition_number,
        year_number,
        language_code,
        publisher_key,
        is_generic
    from source
)

select * from renamed
