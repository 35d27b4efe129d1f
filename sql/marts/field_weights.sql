-- One row an outcome of a field whose outcomes weigh the same for every pair, with the weight of this run. Year,
-- publisher and language are learned from the run's own pairs where enough of them share an identifier; the weights of
-- title and author hang on how common a title or a name is, and stand with each match (matches.evidence).
-- field: year, publisher, language, volume or derivative
-- outcome: how the two sides agree in it
-- m: share of this outcome among pairs of one work, where both sides state the field; null where no share is stated
-- u: its share among random pairs
-- weight: bits for (above 0) or against the match: a part of log2 of m over u, at most 2 bits from the shipped weight
-- n_m: pairs of this run that share an identifier and show this outcome
-- n_u: random pairs of this run that show it
-- shipped_m: m as shipped, which counts like 200 pairs seen
-- shipped_u: u as shipped, which counts like 2,000
-- shipped_weight: the weight where nothing is learned
-- is_learned: the run had at least 30 pairs of either kind with this field on both sides
with weights as (
    select * from weights_of_run
),

final as (
    select
        field,
        outcome,
        m,
        u,
        weight,
        n_m,
        n_u,
        shipped_m,
        shipped_u,
        shipped_weight,
        is_learned
    from weights
    order by field, outcome
)

select * from final
