-- One row a pair that is shown, or that came nearest to a title without one: what the rule and the evidence say of it,
-- in words and without the full stop. The rule's own sentence comes first; fields it does not speak of follow.
with pairs as (
    select * from int_pairs__judged
    union all by name
    select * exclude (place) from int_near_misses__ranked
),

signed as (
    select
        title_no,
        record_no,
        reason,
        case
            when n_identifiers > 1 then 'Several identifiers are'
            when identifier[:4] = 'isbn' then 'An ISBN is'
            when identifier[:3] = 'doi' then 'A DOI is'
            when identifier[:4] = 'asin' then 'An ASIN is'
            when identifier[:4] = 'issn' then 'An ISSN with volume and first page is'
            else 'An identifier is'
        end as identifier_words,
        [
            'identifier ' || identifier_outcome,
            'title ' || title_outcome,
            'author ' || author_outcome,
            'year ' || year_outcome,
            'publisher ' || publisher_outcome,
            'language ' || language_outcome,
            'volume ' || volume_outcome,
            'derivative ' || derivative_outcome
        ] as outcomes,
        concat_ws(',', reason, identifier_words, array_to_string(outcomes, ',')) as signature
    from pairs
),

-- The same few ways to agree stand behind millions of pairs, so each is put into words once.
ways as (
    select distinct
        signature,
        reason,
        identifier_words,
        outcomes
    from signed
),

stems as (
    select
        ways.*,
        reasons.sentence,
        rtrim(replace(reasons.sentence, 'An identifier is', identifier_words), '.') as stem
    from ways
    inner join stg_rules__reasons as reasons on ways.reason = reasons.reason
),

compared as (
    select
        signature,
        sentence,
        unnest(outcomes) as "compared"
    from stems
),

told as (
    select
        compared.signature,
        fields.place,
        fields.noun,
        outcomes.standing,
        outcomes.clause
    from compared
    inner join stg_rules__outcomes as outcomes on compared."compared" = outcomes.field || ' ' || outcomes.outcome
    inner join stg_rules__fields as fields on outcomes.field = fields.field
    where
        outcomes.outcome not in ('none', 'missing')
        and (
            outcomes.standing = 'particular'
            or not coalesce(regexp_matches(lower(compared.sentence), fields.told_by), false)
        )
),

grouped as (
    select
        signature,
        list(noun order by place) filter (where standing = 'same') as alike,
        list(noun order by place) filter (where standing = 'different') as unlike,
        list(clause order by place) filter (where clause is not null) as clauses
    from told
    group by signature
),

worded as (
    select
        stems.signature,
        array_to_string(
            list_concat(
                [stems.stem],
                case
                    when len(alike) = 1 then ['the ' || alike[1] || ' is the same']
                    when len(alike) > 1
                        then [array_to_string(alike[:-2], ', ') || ' and ' || alike[-1] || ' are the same']
                end,
                clauses,
                case
                    when len(unlike) = 1 then ['the ' || unlike[1] || ' differs']
                    when len(unlike) > 1
                        then [array_to_string(unlike[:-2], ', ') || ' and ' || unlike[-1] || ' differ']
                end
            ),
            '; '
        ) as words
    from stems
    left join grouped on stems.signature = grouped.signature
),

explained as (
    select
        signed.title_no,
        signed.record_no,
        worded.words
    from signed
    inner join worded on signed.signature = worded.signature
)

select * from explained
