-- One row an ISBN-13 of a matched record: how many records hold it, and why it joins none of them, if so.
-- `set`: it or a title says so. `several_titles`: records with other titles or volumes hold it (the ISBN of a set, or a
-- reused one). `too_many`: more records than one edition has. A guard that the rules switch off finds no problem.
with matched as (
    select distinct isbn
    from int_isbns__held
    where record_no in (select record_no from int_pairs__judged)
),

described as (
    select
        held.isbn,
        held.says_set or coalesce(sets.is_set, false) as is_set,
        nullif(records.main_key, '') as main_key,
        records.volume_key,
        first_value(nullif(records.main_key, '') ignore nulls) over (
            partition by held.isbn order by held.record_no rows between unbounded preceding and unbounded following
        ) as first_key
    from int_isbns__held as held
    inner join matched on held.isbn = matched.isbn
    inner join int_records__proposed as records on held.record_no = records.record_no
    left join int_sets__named as sets on sets.side = 'record' and held.record_no = sets.row_no
),

counted as (
    select
        isbn,
        count(*)::integer as n_records,
        bool_or(is_set) as is_set,
        count(distinct volume_key) > 1
        or coalesce(
            bool_or(
                levenshtein(main_key, first_key) > 0.2 * length(first_key)
                and not starts_with(main_key, first_key)
                and not starts_with(first_key, main_key)
            ),
            false
        ) as has_several_titles
    from described
    group by isbn
),

judged as (
    select
        counted.isbn,
        counted.n_records,
        case
            when counted.is_set and run_parameters.guard_set_isbn then 'set'
            when counted.has_several_titles and run_parameters.guard_reused_isbn then 'several_titles'
            when counted.n_records > run_parameters.most_linked then 'too_many'
        end as problem
    from counted, run_parameters
)

select * from judged
