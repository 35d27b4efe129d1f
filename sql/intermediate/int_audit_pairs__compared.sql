-- One row a proposed pair of the self-audit with its verdict (null: not shown). The record counts as one of the same
-- work as a true one, whatever the list says, when they have a word of a name in common, no different volume number,
-- and the same main title (or one's is the other's parallel title), one letter in eight aside.
with pairs as (
    select
        reasoned.title_no,
        reasoned.record_no,
        reasoned.bits,
        reasoned.probability,
        reasoned.reason,
        judged.verdict,
        coalesce(judged.verdict in ('CONFIRMED', 'PROBABLE'), false) as is_found,
        united.is_true
    from int_pairs__reasoned as reasoned
    inner join int_audit_pairs__united as united
        on reasoned.title_no = united.title_no and reasoned.record_no = united.record_no
    left join int_pairs__judged as judged
        on reasoned.title_no = judged.title_no and reasoned.record_no = judged.record_no
),

doubtful as (
    select
        title_no,
        record_no
    from pairs
    where is_found and not is_true
),

-- A true record may have been lost by blocking and still tells what the work is.
wanted as (
    select record_no from doubtful
    union
    select united.record_no
    from int_audit_pairs__united as united
    inner join doubtful on united.title_no = doubtful.title_no
    where united.is_true
),

name_words as (
    select
        record_no,
        list_filter(
            flatten(list(string_split(concat_ws(' ', family_key, given_key), ' '))), lambda word: length(word) > 1
        ) as words
    from stg_reference__contributors
    where record_no in (select record_no from wanted)
    group by record_no
),

described as (
    select
        records.record_no,
        records.main_key,
        records.parallel_key,
        records.volume_key,
        name_words.words
    from int_records__proposed as records
    inner join name_words on records.record_no = name_words.record_no
),

alike as (
    select distinct
        doubtful.title_no,
        doubtful.record_no
    from doubtful
    inner join described as found on doubtful.record_no = found.record_no
    inner join int_audit_pairs__united as united on doubtful.title_no = united.title_no and united.is_true
    inner join described as true_one on united.record_no = true_one.record_no
    where
        list_has_any(found.words, true_one.words)
        and coalesce(found.volume_key = true_one.volume_key, true)
        and (
            found.main_key = true_one.parallel_key
            or found.parallel_key = true_one.main_key
            or levenshtein(found.main_key, true_one.main_key)
            <= greatest(length(found.main_key), length(true_one.main_key)) // 8
        )
),

compared as (
    select
        pairs.*,
        alike.record_no is not null as is_alike
    from pairs
    left join alike on pairs.title_no = alike.title_no and pairs.record_no = alike.record_no
)

select * from compared
