-- One row a listed title of the self-audit: its identifier found a record whose title or author agrees, and is hidden
-- to see whether title and author alone find that record again. One title a work, so that editions of one work do not
-- count as independent; the order is that of a checksum over the seed and the title's id.
with found as (
    select distinct title_no from int_pairs__judged
    where shares_identifier and verdict = 'CONFIRMED'
),

placed as (
    select
        titles.title_no,
        titles.work_key,
        md5(run_parameters.seed::varchar || ' ' || titles.title_id) as place
    from int_titles__grouped as titles
    inner join found on titles.title_no = found.title_no
    cross join run_parameters
),

one_a_work as (
    select
        title_no,
        place
    from placed
    qualify row_number() over (partition by work_key order by place) = 1
),

sampled as (
    select title_no from one_a_work
    qualify row_number() over (order by place) <= (select audit_sample from run_parameters)
)

select * from sampled
