-- One row a title and record whose standing changed since the previous run; empty without a previous run.
-- title_id: the listed title (of the earlier run where it is gone)
-- record_id: the record
-- change: ADDED, REMOVED or CHANGED
-- verdict_before: verdict in the previous run
-- verdict_after: verdict in this run
-- cause: catalogue_added, catalogue_changed, catalogue_removed, dump_changed, rules_changed or decision_changed
with final as (
    select
        title_id,
        record_id,
        change,
        verdict_before,
        verdict_after,
        cause
    from deltas_computed
    order by all
)

select * from final
