-- One row a pair that shares the whole main title and a family name (by their keys), at most a bounded number of
-- records a title.
-- materialised: view
with pairs as (
    select * from pairs_by_key
),

exact as (
    select
        title_no,
        record_no
    from pairs
    where is_exact
)

select * from exact
