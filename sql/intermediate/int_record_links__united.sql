-- One row a matched record and a key by which it may be joined to others: its exact key (firm), or a sound ISBN.
with matched as (
    select distinct record_no from int_pairs__judged
),

first_names as (
    select
        record_no,
        family_key || ' ' || coalesce(left(given_key, 1), '') as first_name
    from stg_reference__contributors
    where record_no in (select record_no from matched)
    qualify row_number() over (partition by record_no order by "position") = 1
),

keyed as (
    select
        records.record_no,
        'k|' || concat_ws(
            '|',
            records.main_key,
            if(len(string_split(records.main_key, ' ')) < 3, records.subtitle_key, null),
            coalesce(records.volume_key, ''),
            first_names.first_name
        ) as link_key,
        true as is_firm
    from int_records__proposed as records
    inner join matched on records.record_no = matched.record_no
    left join first_names on records.record_no = first_names.record_no
    where coalesce(records.main_key, '') <> ''
),

united as (
    select * from keyed
    union all
    select
        held.record_no,
        'i|' || held.isbn as link_key,
        false as is_firm
    from int_isbns__held as held
    inner join matched on held.record_no = matched.record_no
    inner join int_isbns__judged as judged on held.isbn = judged.isbn and judged.problem is null
)

select * from united
