-- One row a fate of blocking keys and a size: how many keys that catalogue and reference share, and their pairs.
-- fate: used, dropped_by_records or dropped_by_pairs (the limit that a key is over)
-- pairs_from: the keys of this row make this many pairs each, or more, and fewer than ten times as many
-- n_keys: keys
-- n_pairs: pairs behind them, as counted before any pair was made; a pair counts under each key it shares
with sized as (
    select
        keys.n_pairs,
        case
            when keys.is_used then 'used'
            when keys.n_records > run_parameters.max_records_per_key then 'dropped_by_records'
            else 'dropped_by_pairs'
        end as fate,
        (10 ** (length(keys.n_pairs::varchar) - 1))::bigint as pairs_from
    from int_candidate_keys__counted as keys, run_parameters
),

final as (
    select
        fate,
        pairs_from,
        count(*)::bigint as n_keys,
        sum(n_pairs)::bigint as n_pairs
    from sized
    group by fate, pairs_from
    order by fate desc, pairs_from asc
)

select * from final
