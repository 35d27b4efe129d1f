-- One row a main title of a proposed record that several records of the reference share: on how many it stands, and by
-- how many family names of first authors.
with proposed as (
    select main_key from int_records__proposed
),

counted as (
    select
        main_key,
        n_records,
        n_families
    from title_frequencies
    where main_key in (select main_key from proposed)
)

select * from counted
