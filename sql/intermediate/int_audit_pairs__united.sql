-- One row a pair of a sampled title and a record: proposed by the stages that look at no identifier, or true. True are
-- the records that share an identifier with the title without contradiction.
with sampled as (
    select title_no from int_audit_titles__sampled
),

pairs as (
    select
        title_no,
        record_no,
        false as is_true,
        true as is_exact,
        false as is_ranked
    from int_exact_hits__joined
    union all
    select
        title_no,
        record_no,
        false as is_true,
        false as is_exact,
        true as is_ranked
    from int_candidates__ranked
    union all
    select
        title_no,
        record_no,
        true as is_true,
        false as is_exact,
        false as is_ranked
    from int_pairs__judged
    where shares_identifier and verdict = 'CONFIRMED'
),

united as (
    select
        title_no,
        record_no,
        bool_or(is_true) as is_true,
        bool_or(is_exact) as is_exact,
        bool_or(is_ranked) as is_ranked
    from pairs
    where title_no in (select title_no from sampled)
    group by title_no, record_no
)

select * from united
