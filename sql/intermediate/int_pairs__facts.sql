-- One row a weighed pair with the yes/no facts that the rules speak of.
-- A title is common when first authors of eight family names have used it; a name is telling when it carries 12 bits
-- ("Szymborska" does, "Smith" in a large reference does not). A generic title needs a second proof, year or publisher;
-- a generic or common one by a name that is not telling needs both, or the whole name and the very year where no
-- publisher can be compared. Two different subtitles under one main title need a second proof as well.
-- Of articles the same publication is asked: another year, journal, issue or page is another version of it, and so is
-- a record to which another listed title, or a title to which another record, stands closer.
-- A guard that the rules switch off does not hold.
with pairs as (
    select * from pairs_weighed
),

described as (
    select
        title_no,
        record_no,
        title_key_right,
        main_key_right,
        year_number_right,
        is_generic_left,
        is_generic_right
    from int_pairs__described
),

common_titles as (
    select counted.main_key
    from int_main_titles__counted as counted, run_parameters
    where counted.n_families >= run_parameters.common_title_families
),

articles as (
    select * from int_articles__ranked
),

chapters as (
    select
        title_no,
        host_key
    from int_titles__classed
    where kind = 'chapter' and length(host_key) >= 4
),

eras as (
    select
        pairs.title_no,
        pairs.record_no,
        arg_max(eras.year_from, length(eras.prefix)) as year_from
    from pairs
    inner join stg_rules__isbn_eras as eras on starts_with(pairs.identifier, 'isbn13 ' || eras.prefix)
    group by pairs.title_no, pairs.record_no
),

facts as (
    select
        pairs.*,
        n_identifiers > 0 as shares_identifier,
        (year_outcome in ('same', 'one_off'))::int + (publisher_outcome in ('same', 'similar'))::int as n_proofs,
        title_outcome in (
            'exact',
            'same_without_subtitle',
            'parallel_title',
            'numerals',
            'truncated',
            'reordered',
            'spelling',
            'spelling_without_subtitle'
        )
        or (title_outcome = 'other_subtitle' and n_proofs > 0)
        or (title_outcome in ('opening', 'opening_spelling') and n_proofs > 0 and articles.title_no is null)
            as title_agrees,
        title_outcome in (
            'exact', 'same_without_subtitle', 'parallel_title', 'numerals', 'truncated', 'reordered'
        ) as title_is_same,
        title_outcome in (
            'opening', 'opening_spelling', 'contained', 'similar', 'other_in_series', 'other_subtitle'
        ) as title_resembles,
        author_outcome in (
            'same',
            'same_without_middle',
            'initials_agree',
            'nickname',
            'given_translated',
            'transliteration',
            'alias',
            'parts_swapped',
            'editor_is_author',
            'family_only',
            'part_of_family',
            'spelling'
        ) as author_agrees,
        author_outcome in ('different', 'given_differs') as author_differs,
        title_outcome = 'missing' and author_outcome in ('missing', 'neither') as is_incomparable,
        volume_outcome = 'different' and run_parameters.guard_volume_differs as volume_differs,
        run_parameters.guard_year_impossible_for_isbn
        and coalesce(described.year_number_right < eras.year_from, false) as year_impossible_for_isbn,
        -- Who writes a review of a book did not write the book: with one author, journal and year it is one review.
        case pairs.derivative_outcome
            when 'erratum_or_reply' then run_parameters.guard_erratum_or_reply
            when 'study_guide_or_summary' then run_parameters.guard_study_guide_or_summary
            when 'review' then run_parameters.guard_review
            when 'adaptation' then run_parameters.guard_adaptation
            else false
        end
        and not coalesce(
            author_agrees and articles.year_gap = 0 and articles.venue_outcome in ('same', 'missing')
            and not articles.has_closer and articles.n_best_titles = 1,
            false
        ) as is_derivative,
        -- An article is known by its whole title; a book by its main title, whatever its subtitle adds.
        run_parameters.guard_generic_title
        and coalesce(described.is_generic_left or described.is_generic_right, false)
        and not coalesce(articles.title_length >= 25, false) as has_generic_title,
        run_parameters.guard_common_title and common_titles.main_key is not null as has_common_title,
        author_weight >= run_parameters.telling_name_bits as has_telling_name,
        left(replace(coalesce(described.main_key_right, ''), ' ', ''), 10) as opening,
        run_parameters.guard_host_volume and coalesce(
            described.main_key_right = chapters.host_key or described.title_key_right = chapters.host_key
            or starts_with(chapters.host_key, described.title_key_right || ' '),
            false
        ) as is_host_volume,
        articles.title_no is not null as is_article,
        run_parameters.guard_other_version and coalesce(articles.is_other_version, false) as is_other_version,
        -- A column of a journal ("Editor's notes") bears one title many times over.
        run_parameters.guard_recurring_title and coalesce(
            (has_generic_title or articles.n_alike >= 4)
            and (articles.n_best_records > 1 or articles.n_best_titles > 1 or articles.share_of_names < 0.5),
            false
        ) as is_recurring,
        coalesce(
            articles.both_are_articles and not is_other_version
            and articles.n_best_records = 1 and articles.n_best_titles = 1
            and articles.year_gap = 0 and articles.venue_outcome in ('same', 'missing')
            and articles.title_length >= 12,
            false
        ) as is_closest_article,
        is_closest_article and (
            (articles.n_names_shared >= 2 and articles.n_names_shared >= 0.6 * articles.n_names_at_most)
            or (
                title_agrees and articles.n_names_shared >= 1 and not has_generic_title
                and (
                    author_outcome <> 'given_differs' or articles.venue_outcome = 'same'
                    or articles.n_whole_names_shared > 0
                    or (title_outcome = 'exact' and articles.title_length >= 25)
                )
            )
            or (
                title_resembles and author_agrees and articles.title_length >= 25
                and (
                    articles.venue_outcome = 'same' or articles.share_of_names >= 0.5
                    or articles.n_names_shared = articles.n_names_at_most
                )
            )
        ) as is_same_article,
        is_closest_article and title_is_same and not has_generic_title
        and (
            (articles.venue_outcome = 'same' and articles.title_length >= 25)
            or (title_outcome = 'exact' and articles.title_length >= 40)
        )
        and (author_outcome in ('missing', 'neither') or articles.page_outcome = 'same') as is_same_place
    from pairs
    inner join described
        on pairs.title_no = described.title_no and pairs.record_no = described.record_no
    left join common_titles on described.main_key_right = common_titles.main_key
    left join chapters on pairs.title_no = chapters.title_no
    left join eras on pairs.title_no = eras.title_no and pairs.record_no = eras.record_no
    left join articles on pairs.title_no = articles.title_no and pairs.record_no = articles.record_no
    cross join run_parameters
),

proved as (
    select
        *,
        case
            when is_article and not has_generic_title then false
            when has_telling_name then has_generic_title and n_proofs = 0
            when author_outcome = 'same' and year_outcome = 'same' and publisher_outcome = 'missing' then false
            else (has_generic_title or has_common_title) and n_proofs < 2
        end as lacks_proof
    from facts
)

select * from proved
