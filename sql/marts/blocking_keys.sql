-- One row a blocking key among the twenty that catalogue and reference share at the greatest cost.
-- place: 1 is the costliest
-- key: the key in hexadecimal digits; it is a checksum and does not tell what it stands for
-- n_titles: listed titles under it
-- n_records: records under it
-- n_pairs: pairs that it would make
-- is_used: whether it made them
-- dropped_by: records or pairs, the limit that kept it out; null for one that was used
-- example_title_id: the first listed title under it
with ranked as (
    select
        keys.*,
        row_number() over (order by keys.n_pairs desc, keys."key" asc)::integer as place
    from int_candidate_keys__counted as keys
    qualify place <= 20
),

examples as (
    select
        title_keys."key",
        min(title_keys.title_no) as title_no
    from title_keys
    inner join ranked on title_keys."key" = ranked."key"
    group by title_keys."key"
),

final as (
    select
        ranked.place,
        lower(hex(ranked."key")) as "key",
        ranked.n_titles::bigint as n_titles,
        ranked.n_records::bigint as n_records,
        ranked.n_pairs::bigint as n_pairs,
        ranked.is_used,
        case
            when ranked.is_used then null
            when ranked.n_records > run_parameters.max_records_per_key then 'records'
            else 'pairs'
        end as dropped_by,
        titles.title_id as example_title_id
    from ranked
    inner join examples on ranked."key" = examples."key"
    inner join int_titles__numbered as titles on examples.title_no = titles.title_no
    cross join run_parameters
    order by ranked.place
)

select * from final
