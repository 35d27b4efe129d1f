-- One row a blocking key that catalogue and reference share, with its cost in pairs and whether it is used.
with counted as (
    select * from keys_met
),

judged as (
    select
        counted.*,
        n_titles * n_records as n_pairs,
        n_records <= max_records_per_key and n_titles * n_records <= max_pairs_per_key as is_used
    from counted, run_parameters
)

select * from judged
