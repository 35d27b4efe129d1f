-- One row a shown pair: what the record is to the listed title. The first rule that holds wins:
-- 1. derivative (a summary, a guide, a review of it), where only one title says so;
-- 2. different, where the volumes differ, or neither title nor author agrees, unless a reviewer said it is the work;
-- 3. set, where only the record's title names a set, an omnibus or several volumes;
-- 4. part, where only the listed title names one, or only the record has a volume and no ISBN of the title (the volume
-- of a series or of a journal is none of the work);
-- 5. translation, where the languages differ and the author agrees; but an identifier or the year shared under the very
-- same title is stronger than a language field;
-- 6. same edition, where an identifier is shared; another one, where the feed says that it is that of another edition;
-- 7. other edition or format, where edition number, year (by more than one) or publisher differ, or only one is audio;
-- 8. same edition, where the fitted model of editions says so with a probability of one half or more (where a pair was
-- not read by it, where year or publisher or edition number agree);
-- 9. other edition or format: nothing tells that it is the same edition, so that is not claimed.
with pairs as (
    select * from int_pairs__judged
),

described as (
    select
        pairs.title_no,
        pairs.record_no,
        pairs.decision,
        pairs.shares_identifier,
        coalesce(hits.of_other_edition, false) as of_other_edition,
        pairs.is_derivative,
        pairs.volume_differs,
        pairs.title_agrees or pairs.title_resembles or pairs.title_outcome = 'missing' as may_be_title,
        pairs.title_is_same and pairs.title_outcome <> 'parallel_title' as is_one_title,
        pairs.author_agrees,
        pairs.year_outcome,
        pairs.publisher_outcome,
        pairs.language_outcome,
        sides.volume_key_left is null
        and sides.volume_key_right is not null
        and concat(records.series, records.journal, records.issn, records.issue) = '' as is_volume,
        sides.edition_number_left,
        sides.edition_number_right,
        editions.edition_probability,
        coalesce(title_sets.is_set, false) as is_set_left,
        coalesce(record_sets.is_set, false) as is_set_right,
        coalesce(regexp_matches(lower(titles."format"), 'audio|\bcd\b|cassette|hörbuch|mp3'), false) as is_audio_left,
        coalesce(lower(records.extension) in ('mp3', 'm4a', 'm4b', 'aac', 'ogg', 'flac', 'wma', 'aax'), false)
            as is_audio_right
    from pairs
    inner join int_pairs__described as sides
        on pairs.title_no = sides.title_no and pairs.record_no = sides.record_no
    inner join int_titles__numbered as titles on pairs.title_no = titles.title_no
    inner join int_records__proposed as records on pairs.record_no = records.record_no
    left join int_identifier_hits__joined as hits
        on pairs.title_no = hits.title_no and pairs.record_no = hits.record_no
    left join pairs_editions as editions
        on pairs.title_no = editions.title_no and pairs.record_no = editions.record_no
    left join int_sets__named as title_sets on title_sets.side = 'listed' and pairs.title_no = title_sets.row_no
    left join int_sets__named as record_sets on record_sets.side = 'record' and pairs.record_no = record_sets.row_no
),

related as (
    select
        title_no,
        record_no,
        case
            when is_derivative then 'derivative'
            when
                (volume_differs or not (may_be_title or author_agrees)) and coalesce(decision, '') <> 'match'
                then 'different'
            when is_set_right and not is_set_left then 'set'
            when is_set_left and not is_set_right then 'part'
            when is_volume and not shares_identifier then 'part'
            when
                language_outcome = 'different' and author_agrees
                and not (is_one_title and (shares_identifier or year_outcome in ('same', 'one_off')))
                then 'translation'
            when of_other_edition then 'other edition or format'
            when shares_identifier then 'same edition'
            when
                coalesce(edition_number_left, 1) <> coalesce(edition_number_right, 1)
                and coalesce(edition_number_left, edition_number_right) is not null
                and (
                    (edition_number_left is not null and edition_number_right is not null)
                    or year_outcome <> 'same'
                )
                then 'other edition or format'
            when year_outcome in ('near', 'far') or publisher_outcome = 'different' then 'other edition or format'
            when is_audio_left <> is_audio_right then 'other edition or format'
            when
                coalesce(
                    edition_probability >= 0.5,
                    year_outcome in ('same', 'one_off') or publisher_outcome in ('same', 'similar')
                    or edition_number_left = edition_number_right
                )
                then 'same edition'
            else 'other edition or format'
        end as relation
    from described
)

select * from related
