-- One row a weighed pair of a title without any shown pair, the three likeliest of each title.
with pairs as (
    select * from int_pairs__reasoned
),

nearest as (
    select
        pairs.*,
        row_number() over (partition by title_no order by bits desc, record_no asc)::integer as place
    from pairs
    anti join int_pairs__judged as shown on pairs.title_no = shown.title_no
    qualify place <= 3
)

select * from nearest
