-- One row a weighed pair with the reason code of the rule that decides it; the first rule that holds wins.
with facts as (
    select
        facts.*,
        margins.margin,
        margins.runner_up_record_no,
        decisions.decision,
        links.via as linked_via
    from int_pairs__facts as facts
    inner join int_pairs__margins as margins
        on facts.title_no = margins.title_no and facts.record_no = margins.record_no
    left join int_decisions__numbered as decisions
        on facts.title_no = decisions.title_no and facts.record_no = decisions.record_no
    left join links_proposed as links
        on facts.title_no = links.title_no and facts.record_no = links.record_no
),

reasoned as (
    select
        facts.*,
        guard_narrow_margin and coalesce(margin < least_margin, false) and not is_same_article as has_narrow_margin,
        case
            when decision = 'match' then 'reviewer_match'
            when decision = 'no_match' then 'reviewer_no_match'
            when decision = 'disagree' then 'reviewers_disagree'
            when shares_identifier and is_host_volume then 'host_volume'
            when shares_identifier and is_derivative then 'identifier_derivative'
            when shares_identifier and volume_differs then 'identifier_volume_differs'
            when shares_identifier and is_incomparable and is_weak then 'weak_identifier_alone'
            when shares_identifier and is_incomparable and year_impossible_for_isbn then 'identifier_year_impossible'
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
            when is_article and title_agrees and author_agrees and is_recurring then 'recurring_title'
            when is_article and title_agrees and author_agrees and is_other_version then 'other_version'
            when
                title_agrees and author_agrees
                and (linked_via in ('isbn', 'work_id') or (linked_via = 'work' and not lacks_proof))
                then 'link_title_author'
            when
                linked_via = 'isbn' and (title_agrees or title_outcome = 'missing')
                and (author_agrees or author_outcome in ('missing', 'neither'))
                then 'link_isbn'
            when linked_via = 'work_id' and author_agrees and language_outcome = 'different' then 'link_translation'
            when linked_via = 'isbn' and (title_agrees or author_agrees) then 'link_contradicted'
            when
                is_same_article and not (title_agrees and author_agrees and probability >= probable_at)
                then 'article_close'
            when is_same_place then 'article_place'
            when probability < check_at or not (title_agrees or title_resembles) then 'too_weak'
            when
                author_outcome = 'neither' and title_agrees and probability >= probable_at and n_proofs > 0
                and not (has_generic_title or has_common_title or has_narrow_margin)
                then 'title_publication'
            when author_outcome in ('missing', 'neither') then 'author_missing'
            when not author_agrees then 'author_differs'
            when not title_agrees then 'title_resembles'
            when lacks_proof then 'generic_title'
            when probability < probable_at then 'uncertain'
            when has_narrow_margin then 'narrow_margin'
            when
                title_outcome in ('exact', 'same_without_subtitle')
                and author_outcome in ('same', 'same_without_middle', 'initials_agree', 'family_only')
                then 'title_author_exact'
            else 'title_author_close'
        end as reason
    from facts, run_parameters
)

select * from reasoned
