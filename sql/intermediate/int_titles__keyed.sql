-- One row a listed title with its exact key: main title, volume and first name (family and initial); null without a
-- title. Under a main title of one or two words the subtitle counts too: it may be a series ("Star Trek: …").
with first_names as (
    select
        title_no,
        family_key,
        family_key || ' ' || coalesce(left(given_key, 1), '') as first_name
    from int_title_names__numbered
    where alias_kind is null
    qualify row_number() over (partition by title_no order by "position") = 1
),

keyed as (
    select
        titles.title_no,
        titles.title_id,
        titles.work_id,
        titles.title,
        titles.main_key,
        titles.parallel_key,
        titles.volume_key,
        nullif(first_names.family_key, '') as family_key,
        if(
            titles.main_key is null,
            null,
            concat_ws(
                '|',
                titles.main_key,
                if(len(string_split(titles.main_key, ' ')) < 3, titles.subtitle_key, null),
                coalesce(titles.volume_key, ''),
                first_names.first_name,
                unfindable.kind
            )
        ) as exact_key
    from int_titles__numbered as titles
    left join first_names on titles.title_no = first_names.title_no
    left join int_titles__unfindable as unfindable on titles.title_no = unfindable.title_no
)

select * from keyed
