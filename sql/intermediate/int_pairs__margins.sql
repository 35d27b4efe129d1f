-- One row a weighed pair: by how many bits it beats the best record of another work for the same title.
-- Records that agree in title and author are one work, unless they name two people where the listed name leaves open
-- which ("J. Smith": John, Jane). Other records go by the opening of their titles.
with facts as (
    select
        *,
        title_agrees and author_agrees as agrees,
        if(title_agrees and author_agrees, coalesce(person_right, ''), opening) as work
    from int_pairs__facts
),

best_of_work as (
    select
        title_no,
        agrees,
        work,
        max(bits) as bits,
        arg_max(record_no, (bits, -record_no::bigint)) as record_no
    from facts
    group by all
),

-- Whom a work does not rival is told by these two groups and by the work itself: the best two of each are enough.
leaders as (
    select *
    from best_of_work
    qualify row_number() over (partition by title_no, agrees, work = '' order by bits desc, record_no asc) <= 2
),

rivals as (
    select
        one.title_no,
        one.agrees,
        one.work,
        max(other.bits) as bits,
        arg_max(other.record_no, (other.bits, -other.record_no::bigint)) as record_no
    from best_of_work as one
    inner join leaders as other
        on
            one.title_no = other.title_no
            and (one.agrees <> other.agrees or one.work <> other.work)
            and not (one.agrees and other.agrees and (one.work = '' or other.work = ''))
    group by all
),

margins as (
    select
        facts.title_no,
        facts.record_no,
        round(facts.bits - rivals.bits, 2) as margin,
        rivals.record_no as runner_up_record_no
    from facts
    left join rivals
        on facts.title_no = rivals.title_no and facts.agrees = rivals.agrees and facts.work = rivals.work
)

select * from margins
