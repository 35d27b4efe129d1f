-- One row a listed title with the key of its work: the user's own work id, else main title, volume and first name.
-- Under a main title of one or two words the subtitle counts too: it may be a series ("Star Trek: …").
with first_names as (
    select
        title_no,
        family_key || ' ' || coalesce(left(given_key, 1), '') as first_name
    from int_title_names__numbered
    qualify row_number() over (partition by title_no order by "position") = 1
),

grouped as (
    select
        titles.*,
        case
            when titles.work_id is not null then 'w-' || left(md5(titles.work_id), 12)
            when titles.main_key is null then 't-' || titles.title_id
            else 'k-' || left(
                md5(concat_ws(
                    '|',
                    titles.main_key,
                    if(len(string_split(titles.main_key, ' ')) < 3, titles.subtitle_key, null),
                    coalesce(titles.volume_key, ''),
                    first_name
                )),
                12
            )
        end as work_key
    from int_titles__numbered as titles
    left join first_names on titles.title_no = first_names.title_no
)

select * from grouped
