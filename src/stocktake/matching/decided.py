"""Which pairs of this run the decisions name: by ids, and where these are gone by what was listed and by the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from stocktake.matching.decisions import COLUMNS, MD5_DIGITS, read_history
from stocktake.warehouse.connection import add_rows
from stocktake.warehouse.models import build


@dataclass(frozen=True, slots=True)
class DecisionCounts:
    """Rows of the decisions file: all, those that name a pair of this run, of these by a durable key, and the rest."""

    n_decisions: int
    n_decisions_applied: int
    n_decisions_by_durable_key: int
    n_decisions_lost: int


def add_decisions(con: duckdb.DuckDBPyConnection, path: Path | None) -> DecisionCounts:
    """Make `decisions_given` (the columns of COLUMNS, in the file's order) in ids of this run.

    Title and record are each looked up by their id; a record id whose record now has another MD5 is another record.
    Else the title goes by its fingerprint and the record by its MD5, which may name several. A decision that names
    nothing here is counted and left out. Needs `add_sources`. Raises BadInput for a file that cannot be read.
    """
    history = read_history(path)
    file = pl.col("md5").str.strip_chars().str.to_lowercase().str.head(MD5_DIGITS).alias("md5_start")
    add_rows(con, "decisions_read", history.select(*COLUMNS, "title_fingerprint", file, "line"))
    if history.height == 0:
        con.execute(f"create or replace table decisions_given as select {_columns()} from decisions_read")
        return DecisionCounts(0, 0, 0, 0)
    build(con, ["int_decisions__resolved"])
    con.execute(
        f"create or replace table decisions_given as select {_columns()} from int_decisions__resolved "
        "order by line, title_id, record_id"
    )
    return _counts(con, history.height)


def _columns() -> str:
    return ", ".join(f'"{c}"' for c in COLUMNS)


def _counts(con: duckdb.DuckDBPyConnection, n_decisions: int) -> DecisionCounts:
    applied, durable = con.execute(
        "select count(distinct line), count(distinct line) filter (by_durable_key) from int_decisions__resolved"
    ).fetchall()[0]
    return DecisionCounts(n_decisions, int(applied), int(durable), n_decisions - int(applied))
