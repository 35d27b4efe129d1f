-- One row a candidate pair from shared blocking keys; the best few records of each title by the rarity of the keys.
-- materialised: view
with pairs as (
    select * from pairs_by_key
),

ranked as (
    select
        title_no,
        record_no,
        rarity
    from pairs
    where is_ranked
)

select * from ranked
