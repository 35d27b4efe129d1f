-- One row a weighed pair of articles whose titles agree at least in part, with what tells one article from another:
-- where and when they appeared, and how many family names they share.
with pairs as (
    select
        weighed.title_no,
        weighed.record_no,
        weighed.title_outcome,
        weighed.author_outcome,
        titles.kind = 'article' and records.kind = 'article' as both_are_articles,
        titles.venue as venue_left,
        records.venue as venue_right,
        titles.pages as pages_left,
        records.pages as pages_right,
        titles.issue as issue_left,
        records.issue as issue_right,
        titles.n_names as n_names_left,
        records.n_names as n_names_right,
        abs(described.year_number_left::int - described.year_number_right::int) as year_gap,
        least(length(described.title_key_left), length(described.title_key_right)) as title_length
    from pairs_weighed as weighed
    inner join int_titles__classed as titles on weighed.title_no = titles.title_no
    inner join int_records__classed as records on weighed.record_no = records.record_no
    inner join int_pairs__described as described
        on weighed.title_no = described.title_no and weighed.record_no = described.record_no
    where
        'article' in (titles.kind, records.kind)
        and 'book' not in (titles.kind, records.kind)
        and titles.kind <> 'chapter'
        and weighed.title_outcome not in ('different', 'missing')
),

same_family as (
    select distinct
        pairs.title_no,
        pairs.record_no,
        listed."position"
    from pairs
    inner join int_title_names__numbered as listed on pairs.title_no = listed.title_no
    inner join stg_reference__contributors as credited
        on pairs.record_no = credited.record_no and listed.family_key = credited.family_key
    where listed.family_key <> ''
),

-- A question mark inside a name is a letter that an export has lost. A body, or a name of several families, is the same
-- when all words of the shorter form stand in the longer one.
listed_names as (
    select
        title_no,
        "position",
        regexp_replace(lower(name_as_credited), '[^a-z? ]', '', 'g') as letters,
        regexp_matches(name_as_credited, '[A-Za-z]\?|\?[A-Za-z]') as has_lost_letters,
        string_split(trim(coalesce(given_key, '') || ' ' || family_key), ' ') as words
    from int_title_names__numbered
),

credited_names as (
    select
        record_no,
        trim(coalesce(given_key, '') || ' ' || family_key) as full_name,
        string_split(full_name, ' ') as words
    from stg_reference__contributors
    where record_no in (select record_no from pairs)
),

same_words as (
    select distinct
        pairs.title_no,
        pairs.record_no,
        listed."position"
    from pairs
    inner join listed_names as listed on pairs.title_no = listed.title_no
    inner join credited_names as credited on pairs.record_no = credited.record_no
    where
        pairs.n_names_left * pairs.n_names_right <= 400
        and (
            (listed.has_lost_letters and regexp_full_match(credited.full_name, replace(listed.letters, '?', '.')))
            or (
                least(len(listed.words), len(credited.words)) >= 2
                and (list_has_all(listed.words, credited.words) or list_has_all(credited.words, listed.words))
            )
        )
),

same_names as (
    select
        *,
        false as is_whole
    from same_family
    union all
    select
        *,
        true as is_whole
    from same_words
),

shared as (
    select
        title_no,
        record_no,
        count(distinct "position") as n_names_shared,
        count(distinct "position") filter (is_whole) as n_whole_names_shared
    from same_names
    group by title_no, record_no
),

named as (
    select
        pairs.*,
        coalesce(shared.n_names_shared, 0) as n_names_shared,
        coalesce(shared.n_whole_names_shared, 0) as n_whole_names_shared
    from pairs
    left join shared on pairs.title_no = shared.title_no and pairs.record_no = shared.record_no
)

select * from named
