-- One row a title word worth blocking on: the five rarest words (by the reference's counts) of each compared row.
-- The same select serves the reference (when it is prepared) and the catalogue (in a run), so that keys always agree.
with words as (
    select
        row_no,
        unnest(list_distinct(string_split(title_key, ' '))) as token
    from comparable_rows
    where title_key is not null
),

known as (
    select
        words.row_no,
        words.token,
        token_frequencies.n_records
    from words
    inner join token_frequencies on words.token = token_frequencies.token
),

ranked as (
    select
        row_no,
        token,
        row_number() over (partition by row_no order by n_records, token) as rarity
    from known
),

rarest as (
    select * from ranked
    where rarity <= 5
)

select * from rarest
