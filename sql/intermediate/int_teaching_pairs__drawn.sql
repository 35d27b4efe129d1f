-- One row a pair that the weights of this run may be learned from: one record that shares a sound identifier, for up to
-- 5,000 listed titles. Titles and records are drawn by checksums over the seed, the title's id and the record's number.
with strong as (
    select * from int_pairs__united
    where n_identifiers > 0 and not is_weak
),

titles as (
    select
        title_no,
        title_id
    from int_titles__numbered
    where title_no in (select title_no from strong)
),

drawn as (
    select titles.title_no
    from titles, run_parameters
    order by md5(run_parameters.seed::varchar || ' ' || titles.title_id), titles.title_no
    limit 5000
),

chosen as (
    select strong.*
    from strong
    inner join drawn on strong.title_no = drawn.title_no
    cross join run_parameters
    qualify
        row_number() over (
            partition by strong.title_no
            order by md5(run_parameters.seed::varchar || ' ' || strong.record_no::varchar), strong.record_no
        ) = 1
)

select * from chosen
