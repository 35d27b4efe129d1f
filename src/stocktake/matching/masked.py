"""A run's pairs once more, without identifiers: a database of its own in which the very same models judge a sample.

The run's database is attached to be read only. What follows from the tables made here (the sampled titles, and pairs
that share no identifier) is built anew by the run's own models; everything else is looked up in the run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from stocktake.matching.judging import judge_pairs, weigh_pairs
from stocktake.settings import Machine
from stocktake.warehouse.connection import connect, literal, name
from stocktake.warehouse.models import adopt

RUN = "run"
OWN = {
    "int_titles__numbered": "where title_no in (select title_no from int_audit_titles__sampled)",
    "int_title_names__numbered": "where title_no in (select title_no from int_audit_titles__sampled)",
    "int_records__proposed": "where record_no in (select record_no from int_audit_pairs__united)",
    "int_pairs__united": "where (title_no, record_no) in (select (title_no, record_no) from int_audit_pairs__united)",
    "int_decisions__numbered": "limit 0",
    "links_proposed": "limit 0",
}
"""Tables that hold less here: the sampled titles, their pairs, no decision of a reviewer and no link of editions."""
NO_IDENTIFIER = "replace (0::usmallint as n_identifiers, null::varchar as identifier, false as is_weak)"
SAMPLED = ("int_audit_titles__sampled", "int_audit_pairs__united")


@contextmanager
def masked(work: Path, machine: Machine) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of the sample, anew in `work/audit`, beside the run's own in `work`; the run's must be closed."""
    shutil.rmtree(work / "audit", ignore_errors=True)
    with connect(work / "audit", machine) as con:
        con.execute(f"attach {literal(work / 'work.duckdb')} as {RUN} (read_only)")
        adopt(con, RUN, own=[*OWN, "pairs_weighed", "articles_placed"], kept=SAMPLED)
        for table, chosen in OWN.items():
            columns = f"* {NO_IDENTIFIER}" if table == "int_pairs__united" else "*"
            con.execute(f"create table {name(table)} as select {columns} from {RUN}.main.{name(table)} {chosen}")
        yield con


def judge_masked(con: duckdb.DuckDBPyConnection) -> None:
    """Weigh all pairs of the sample (`audit_pairs_weighed`) and judge those that blocking proposed.

    True pairs that blocking lost are weighed, to see how like a match they are, and take no part in the judgement.
    """
    weigh_pairs(con)
    con.execute("alter table pairs_weighed rename to audit_pairs_weighed")
    con.execute(
        "create table pairs_weighed as select * from audit_pairs_weighed where (title_no, record_no) in "
        "(select (title_no, record_no) from int_audit_pairs__united where is_exact or is_ranked)"
    )
    judge_pairs(con)
