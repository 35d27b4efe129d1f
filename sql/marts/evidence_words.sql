-- One row an outcome of a compared field, in words.
-- place: place of the field in the evidence
-- field: field as in `evidence`
-- outcome: outcome as in `evidence`
-- words: what came out, to stand beside the field's name
with final as (
    select
        fields.place,
        outcomes.field,
        outcomes.outcome,
        outcomes.words
    from stg_rules__outcomes as outcomes
    inner join stg_rules__fields as fields on outcomes.field = fields.field
    order by fields.place, outcomes.outcome
)

select * from final
