-- One row a listed title and a record that matches it, or that a person should check.
-- title_id: the listed title
-- record_id: the record, as table:number
-- source_table: table of the reference it stands in
-- md5: checksum that the record gives for its file, lower case
-- method: stage that settled it: identifier, edition_link, title_author_exact or title_author_fuzzy
-- verdict: CONFIRMED, PROBABLE or CHECK
-- relation: same edition, other edition or format, translation, part, set, derivative or different
-- edition_probability: probability that it is the very edition, from the fitted model of editions
-- bits: sum of the weights and of the prior, as log2 odds; 0 is even
-- probability: probability that the record is of the listed work, from the weights
-- score: 0 to 100, 50 = even odds; not a probability
-- margin: bits by which it beats the best record of another work; null when there is none
-- runner_up_record_id: that record
-- reason: code of the rule that gave the verdict
-- sentence: the same in words, with what else agrees and differs
-- evidence: compared fields with outcome and weight in bits
-- flags: what a reader should know about the record or the pair
-- reviewer_decision: decision of a reviewer, if any
with pairs as (
    select * from int_pairs__judged
),

records as (
    select * from int_records__matched
),

flagged as (
    select
        pairs.*,
        related.relation,
        list_sort(list_distinct(list_concat(
            coalesce(records.flags, []),
            if(pairs.volume_differs, ['volume_differs'], []),
            if(pairs.is_host_volume, ['host_volume'], []),
            if(pairs.is_derivative, [pairs.derivative_outcome], []),
            if(pairs.is_article and pairs.is_other_version, ['other_version'], []),
            if(pairs.is_article and pairs.is_recurring, ['recurring_title'], []),
            if(pairs.title_agrees and not pairs.shares_identifier and pairs.has_narrow_margin, ['narrow_margin'], []),
            if(pairs.year_impossible_for_isbn, ['year_impossible_for_isbn'], []),
            if(pairs.is_article and pairs.year_outcome in ('near', 'far'), ['year_differs'], []),
            if(pairs.reason = 'identifier_contradicted', ['identifier_conflict'], []),
            if(pairs.shares_identifier and pairs.author_differs, ['author_differs'], []),
            if(pairs.language_outcome = 'different', ['language_differs'], []),
            if(pairs.shares_identifier and pairs.is_weak, ['weak_identifier'], []),
            if(pairs.has_generic_title, ['generic_title'], []),
            if(pairs.has_common_title, ['common_title'], []),
            if(pairs.alias_agrees, ['alias'], []),
            if(
                run_parameters.guard_namesake and namesakes.n_people >= run_parameters.least_namesakes,
                ['namesake'],
                []
            ),
            if(related.relation = 'set', ['omnibus'], []),
            if(related.relation = 'translation', ['translation'], []),
            if(isbns.problem = 'set', ['set_isbn'], []),
            if(isbns.problem = 'several_titles', ['reused_isbn'], [])
        ))) as all_flags
    from pairs
    inner join records on pairs.record_no = records.record_no
    inner join int_pairs__related as related
        on pairs.title_no = related.title_no and pairs.record_no = related.record_no
    left join int_isbns__judged as isbns on pairs.identifier = 'isbn13 ' || isbns.isbn
    left join int_names__counted as namesakes
        on pairs.author_family = namesakes.family_key and coalesce(pairs.author_given, '') = namesakes.given_key
    cross join run_parameters
),

cautions as (
    select map(list(code order by code), list('; ' || clause order by code)) as clauses from stg_rules__cautions
),

final as (
    select
        titles.title_id,
        records.record_id,
        records.source_table,
        records.md5,
        case
            when flagged.shares_identifier then 'identifier'
            when starts_with(flagged.reason, 'link_') then 'edition_link'
            when flagged.reason = 'title_author_exact' then 'title_author_exact'
            else 'title_author_fuzzy'
        end as "method",
        flagged.verdict,
        flagged.relation,
        editions.edition_probability,
        flagged.bits,
        flagged.probability,
        flagged.score,
        flagged.margin,
        runners_up.record_id as runner_up_record_id,
        flagged.reason,
        concat(
            explained.words,
            array_to_string(
                list_transform(
                    list_prepend(
                        flagged.relation,
                        list_filter(flagged.all_flags, lambda flag: flag not in (flagged.reason, flagged.relation))
                    ),
                    lambda code: cautions.clauses[code]
                ),
                ''
            ),
            '.'
        ) as sentence,
        evidenced.evidence,
        flagged.all_flags as flags,
        flagged.decision as reviewer_decision
    from flagged
    inner join int_titles__numbered as titles on flagged.title_no = titles.title_no
    inner join records on flagged.record_no = records.record_no
    inner join int_pairs__evidenced as evidenced
        on flagged.title_no = evidenced.title_no and flagged.record_no = evidenced.record_no
    inner join int_pairs__explained as explained
        on flagged.title_no = explained.title_no and flagged.record_no = explained.record_no
    left join pairs_editions as editions
        on flagged.title_no = editions.title_no and flagged.record_no = editions.record_no
    left join stg_reference__records as runners_up on flagged.runner_up_record_no = runners_up.record_no
    cross join cautions
    order by titles.title_id, records.record_id
)

select * from final
