-- One row a matched record and a key of its edition: a sound ISBN inside its work.
with linked as (
    select
        links.record_no,
        components.component || links.link_key as link_key,
        true as is_firm
    from int_record_links__united as links
    inner join record_components as components on links.record_no = components.row_no
    where not links.is_firm
)

select * from linked
