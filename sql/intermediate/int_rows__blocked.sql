-- One row a blocking key of a compared row. Two rows become candidates for each other when they share a key.
-- Keys are the low half of an MD5, which does not change between versions of the database.
with tokens as (
    select * from int_rows__tokenised
),

names as (
    select distinct
        row_no,
        family_key
    from comparable_names
    where "position" <= 4 and family_key is not null and family_key <> ''
),

letters as (
    select
        row_no,
        replace(main_key, ' ', '') as main_letters
    from comparable_rows
    where main_key is not null
),

name_and_letters as (
    select
        names.row_no,
        names.family_key,
        letters.main_letters
    from names
    inner join letters on names.row_no = letters.row_no
),

name_and_word as (
    select
        tokens.row_no,
        'name+word|' || names.family_key || '|' || tokens.token as key_text
    from tokens
    inner join names on tokens.row_no = names.row_no
    where tokens.rarity <= 4
),

two_words as (
    select
        one.row_no,
        'words|' || least(one.token, other.token) || '|' || greatest(one.token, other.token) as key_text
    from tokens as one
    inner join tokens as other on one.row_no = other.row_no and one.rarity < other.rarity
    where other.rarity <= 4 or one.rarity = 1
),

whole_title as (
    select
        row_no,
        'title|' || unnest([main_key, parallel_key]) as key_text
    from comparable_rows
),

name_and_opening as (
    select
        row_no,
        'name+opening|' || family_key || '|' || left(main_letters, 5) as key_text
    from name_and_letters
),

name_and_ending as (
    select
        row_no,
        'name+ending|' || family_key || '|' || right(main_letters, 5) as key_text
    from name_and_letters
),

name_and_first_letters as (
    select
        row_no,
        'name+letters|' || family_key || '|' || left(main_letters, 3) as key_text
    from name_and_letters
),

opening as (
    select
        row_no,
        'opening|' || left(main_letters, 14) as key_text
    from letters
    where length(main_letters) >= 14
),

united as (
    select * from name_and_word
    union all
    select * from two_words
    union all
    select * from whole_title
    union all
    select * from name_and_opening
    union all
    select * from name_and_ending
    union all
    select * from name_and_first_letters
    union all
    select * from opening
),

hashed as (
    select distinct
        md5_number_lower(key_text)::ubigint as "key",
        row_no
    from united
    where key_text is not null
)

select * from hashed
