-- One row a work id of the user's: how many titles carry it, and what speaks against it, if anything.
-- `several_works`: a title under it differs plainly from the first one described, in title and in author; another
-- title by the same author (a translation) does not, nor another name under the same title. `too_many`: more titles
-- than one work has editions. Such an id is left aside and its titles are grouped like those without one.
with listed as (
    select
        *,
        coalesce(main_key, '') <> '' and family_key is not null as is_described
    from int_titles__keyed
    where work_id is not null
),

firsts as (
    select
        work_id,
        main_key,
        family_key
    from listed
    where is_described
    qualify row_number() over (partition by work_id order by title_no) = 1
),

compared as (
    select
        listed.work_id,
        listed.is_described
        and jaro_winkler_similarity(listed.family_key, firsts.family_key) < 0.85
        and levenshtein(listed.main_key, firsts.main_key) > 0.2 * length(firsts.main_key)
        and not starts_with(listed.main_key, firsts.main_key)
        and not starts_with(firsts.main_key, listed.main_key)
        and coalesce(listed.parallel_key <> firsts.main_key, true) as differs
    from listed
    left join firsts on listed.work_id = firsts.work_id
),

counted as (
    select
        work_id,
        count(*)::integer as n_titles,
        coalesce(bool_or(differs), false) as has_several
    from compared
    group by work_id
),

judged as (
    select
        counted.work_id,
        counted.n_titles,
        case
            when counted.has_several then 'several_works'
            when counted.n_titles > run_parameters.most_linked then 'too_many'
        end as problem
    from counted, run_parameters
)

select * from judged
