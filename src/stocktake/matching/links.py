"""The stage `edition_link`: further editions of a work that is found already, in a second pass over the new pairs.

The first pass judges what the other stages propose. Its settled pairs lead to further records: through a sound ISBN of
a CONFIRMED record, and through other listed titles of the same work. Only these are weighed; then all are judged again.
"""

from __future__ import annotations

import duckdb

from stocktake.matching.judging import judge_again, weigh_further
from stocktake.matching.works import group_records, group_titles
from stocktake.warehouse.models import build, drop_what_reads, load_models

_NEW_PAIRS = (
    "select title_no, record_no, 0::usmallint as n_identifiers, null::varchar as identifier, false as is_weak "
    "from links_proposed anti join int_pairs__united using (title_no, record_no)"
)


def link_editions(con: duckdb.DuckDBPyConnection) -> int:
    """Group the titles into works, propose links, weigh the new ones, judge again, group the records.

    Needs `int_pairs__judged` of the first pass; gives the number of pairs that are linked. A pair that is CONFIRMED or
    PROBABLE already is never proposed, so no verdict gets worse by a link.
    """
    group_titles(con)
    build(con, ["int_links__found"])
    con.execute("insert into links_proposed select * from int_links__found order by title_no, record_no")
    if n_linked := int(con.execute("select count(*) from links_proposed").fetchall()[0][0]):
        _weigh_new(con)
        judge_again(con, "select title_no from links_proposed")
        drop_what_reads(con, ["int_pairs__judged"])
    group_records(con)
    return n_linked


def _weigh_new(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(f"create temp table new_pairs as {_NEW_PAIRS} order by title_no, record_no")
    con.execute(
        "create temp table new_records as "
        "select distinct record_no from new_pairs anti join int_pairs__united using (record_no)"
    )
    _extend(con, "int_isbns__held", "new_records", "anti join int_isbns__held using (isbn)")
    _extend(con, "int_pairs__described", "new_pairs")
    con.execute("insert into int_pairs__united select * from new_pairs")
    con.execute("drop table new_records")
    con.execute("drop table new_pairs")
    weigh_further(con)


def _extend(con: duckdb.DuckDBPyConnection, table: str, pairs: str, new: str = "") -> None:
    """Add to a built model what its select gives for these pairs alone, if there are any, where it is new: a temporary
    view stands for all pairs.
    """
    if not con.execute(f"select 1 from {pairs} limit 1").fetchall():
        return
    con.execute(f"create temp view int_pairs__united as select * from {pairs}")
    con.execute(f"create temp table further as {load_models()[table].sql}")
    con.execute("drop view temp.int_pairs__united")
    con.execute(f"insert into {table} select * from further {new}")
    con.execute("drop table further")
