-- One row a publisher, as listed titles and proposed records spell it, with whether it is the name of a journal or of a
-- meeting. Each spelling is read once: there are some thousands of them in hundreds of thousands of rows.
with spelt as (
    select publisher from int_titles__numbered
    union
    select publisher from int_records__proposed
),

classed as (
    select
        publisher,
        regexp_matches(
            publisher,
            '(?i)\b(?:journal|transactions?|trans|letters|bulletin|records?|magazine|annals|newsletter|proceedings|proc'
            || '|conference|conf|symposium|symp|workshop|congress|colloquium|zeitschrift|revue|revista|rivista)\b'
            || '|\bj\.|\bj$'
        ) as is_venue
    from spelt
    where publisher is not null
)

select * from classed
