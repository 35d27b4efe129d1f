-- One row a listed title: what each stage of the search brought.
-- title_id: the listed title
-- is_checkable: whether the details supplied allow a search at all
-- n_identifiers: ISBNs, DOIs and ASINs that were looked up, misprints among them
-- n_identifier_records: records that share an identifier
-- n_exact_records: records that share the main title and a family name
-- n_keys: blocking keys made of title and names
-- n_keys_dropped: of these, keys too common to be used
-- n_candidates: records that the keys brought, the likeliest of them
-- n_linked: records that another edition or listed title of the work led to
-- n_weighed: records whose evidence was weighed
with identifiers as (
    select
        title_id,
        count(*)::integer as n_identifiers
    from stg_catalogue__identifiers
    where scheme in ('isbn13', 'isbn_misprint', 'doi', 'asin')
    group by title_id
),

shared as (
    select
        title_no,
        count(*)::integer as n_identifier_records
    from int_identifier_hits__joined
    group by title_no
),

keys as (
    select
        title_keys.title_no,
        count(*)::integer as n_keys,
        count(counted."key")::integer as n_keys_dropped
    from title_keys
    left join int_candidate_keys__counted as counted on title_keys."key" = counted."key" and not counted.is_used
    group by title_keys.title_no
),

by_key as (
    select
        title_no,
        (count(*) filter (where is_exact))::integer as n_exact_records,
        (count(*) filter (where is_ranked))::integer as n_candidates
    from pairs_by_key
    group by title_no
),

linked as (
    select
        title_no,
        count(*)::integer as n_linked
    from links_proposed
    group by title_no
),

weighed as (
    select
        title_no,
        count(*)::integer as n_weighed
    from pairs_weighed
    group by title_no
),

final as (
    select
        titles.title_id,
        checkable.is_checkable,
        coalesce(identifiers.n_identifiers, 0) as n_identifiers,
        coalesce(shared.n_identifier_records, 0) as n_identifier_records,
        coalesce(by_key.n_exact_records, 0) as n_exact_records,
        coalesce(keys.n_keys, 0) as n_keys,
        coalesce(keys.n_keys_dropped, 0) as n_keys_dropped,
        coalesce(by_key.n_candidates, 0) as n_candidates,
        coalesce(linked.n_linked, 0) as n_linked,
        coalesce(weighed.n_weighed, 0) as n_weighed
    from int_titles__numbered as titles
    inner join int_titles__checkable as checkable on titles.title_no = checkable.title_no
    left join identifiers on titles.title_id = identifiers.title_id
    left join shared on titles.title_no = shared.title_no
    left join keys on titles.title_no = keys.title_no
    left join by_key on titles.title_no = by_key.title_no
    left join linked on titles.title_no = linked.title_no
    left join weighed on titles.title_no = weighed.title_no
    order by titles.title_id
)

select * from final
