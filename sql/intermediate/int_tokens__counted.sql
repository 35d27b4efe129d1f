-- One row a distinct word of the reference's titles, with the number of records that use it.
with words as (
    select unnest(list_distinct(string_split(title_key, ' '))) as token
    from comparable_rows
    where title_key is not null
),

counted as (
    select
        token,
        count(*)::uinteger as n_records
    from words
    where token <> ''
    group by token
)

select * from counted
