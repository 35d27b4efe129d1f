-- One row a weighed pair with its evidence: the compared fields in a fixed order, without those that say nothing.
-- materialised: view
with pairs as (
    select * from pairs_weighed
),

evidenced as (
    select
        title_no,
        record_no,
        list_filter(
            [
                struct_pack(field := 'identifier', outcome := identifier_outcome, weight := identifier_weight),
                struct_pack(field := 'title', outcome := title_outcome, weight := title_weight),
                struct_pack(field := 'author', outcome := author_outcome, weight := author_weight),
                struct_pack(field := 'year', outcome := year_outcome, weight := year_weight),
                struct_pack(field := 'publisher', outcome := publisher_outcome, weight := publisher_weight),
                struct_pack(field := 'language', outcome := language_outcome, weight := language_weight),
                struct_pack(field := 'volume', outcome := volume_outcome, weight := volume_weight),
                struct_pack(field := 'derivative', outcome := derivative_outcome, weight := derivative_weight)
            ],
            lambda item: item.outcome not in ('none', 'missing')
        ) as evidence
    from pairs
)

select * from evidenced
