-- One row a weighed pair with the reason code of the rule that decides it; the first rule that holds wins.
with facts as (
    select
        facts.*,
        margins.margin,
        margins.runner_up_record_no,
        decisions.decision
    from int_pairs__facts as facts
    inner join int_pairs__margins as margins
        on facts.title_no = margins.title_no and facts.record_no = margins.record_no
    left join int_decisions__numbered as decisions
        on facts.title_no = decisions.title_no and facts.record_no = decisions.record_no
),

reasoned as (
    select
        facts.*,
        case
            when decision = 'match' then 'reviewer_match'
            when decision = 'no_match' then 'reviewer_no_match'
            when shares_identifier and is_derivative then 'identifier_derivative'
            when shares_identifier and volume_differs then 'identifier_volume_differs'
            when shares_identifier and is_incomparable and is_weak then 'weak_identifier_alone'
            when shares_identifier and is_incomparable then 'identifier_alone'
            when shares_identifier and is_weak and title_agrees and author_agrees then 'weak_identifier_title_author'
            when
                shares_identifier and is_weak and (title_agrees or author_agrees) and not author_differs
                and title_outcome <> 'different' then 'weak_identifier_one_field'
            when shares_identifier and is_weak and title_agrees then 'identifier_author_differs'
            when shares_identifier and is_weak and author_agrees then 'identifier_title_differs'
            when
                shares_identifier and is_weak and title_resembles and not author_differs then 'identifier_resembles'
            when shares_identifier and is_weak then 'identifier_contradicted'
            when shares_identifier and title_agrees and author_agrees then 'identifier_title_author'
            when shares_identifier and title_agrees and not author_differs then 'identifier_title'
            when shares_identifier and title_resembles and author_agrees then 'identifier_author'
            when shares_identifier and title_outcome = 'missing' and author_agrees then 'identifier_author'
            when shares_identifier and title_outcome = 'exact' and n_identifiers > 1 then 'two_identifiers'
            when shares_identifier and n_identifiers > 1 and (title_agrees or author_agrees) then 'two_identifiers'
            when shares_identifier and title_is_same and not has_generic_title then 'identifier_title'
            when shares_identifier and title_agrees then 'identifier_author_differs'
            when shares_identifier and author_agrees then 'identifier_title_differs'
            when shares_identifier and title_resembles and not author_differs then 'identifier_resembles'
            when shares_identifier then 'identifier_contradicted'
            when volume_differs or is_derivative then 'other_volume_or_derivative'
            when probability < check_at or not (title_agrees or title_resembles) then 'too_weak'
            when not author_agrees and author_outcome = 'missing' then 'author_missing'
            when not author_agrees then 'author_differs'
            when not title_agrees then 'title_resembles'
            when lacks_proof then 'generic_title'
            when probability < probable_at then 'uncertain'
            when margin < least_margin then 'narrow_margin'
            when
                title_outcome in ('exact', 'same_without_subtitle')
                and author_outcome in ('same', 'initials_agree', 'family_only') then 'title_author_exact'
            else 'title_author_close'
        end as reason
    from facts, run_parameters
)

select * from reasoned
