-- One row a pair that any stage, or a reviewer, proposes.
with identifier_hits as (
    select * from int_identifier_hits__joined
),

exact_hits as (
    select * from int_exact_hits__joined
),

candidates as (
    select * from int_candidates__ranked
),

-- A reviewer may have found what no stage proposes.
decided as (
    select * from int_decisions__numbered
    where decision in ('match', 'disagree')
),

proposed as (
    select
        title_no,
        record_no
    from identifier_hits
    union
    select
        title_no,
        record_no
    from exact_hits
    where title_no not in (select title_no from int_titles__unfindable)
    union
    select
        title_no,
        record_no
    from candidates
    where title_no not in (select title_no from int_titles__unfindable)
    union
    select
        title_no,
        record_no
    from decided
),

united as (
    select
        proposed.title_no,
        proposed.record_no,
        coalesce(identifier_hits.n_identifiers, 0)::usmallint as n_identifiers,
        identifier_hits.identifier,
        coalesce(identifier_hits.is_weak, false) as is_weak
    from proposed
    left join identifier_hits
        on proposed.title_no = identifier_hits.title_no and proposed.record_no = identifier_hits.record_no
)

select * from united
