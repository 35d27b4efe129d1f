"""The self-audit of a run: identifiers of a sample of matches are hidden, and the sample is judged once more.

Shares are of listed works that an identifier found in the reference and whose record agrees in title or author. Works
without an identifier on either side, and records too poor to agree in anything, are not in it: recall among these
may be lower, and a run says so. Where the weights were learned in the run, the sampled pairs had their part in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from stocktake.intervals import share_of
from stocktake.matching.masked import judge_masked, masked
from stocktake.matching.true_keys import add_true_keys
from stocktake.settings import Machine
from stocktake.warehouse.connection import add_rows, connect
from stocktake.warehouse.models import build

LEAST_SAMPLE = 30
"""Fewer works say nothing: even if all are found again, the interval reaches below 90 %."""
LEAST_SLICE = 20
OTHER = "other"
SLICED_BY = {"source_table": "source_table", "language": "language_code", "decade": "decade"}
SHARES = {
    "recall": ("recall", "n_found", "n_sampled"),
    "candidate": ("candidate_share", "n_candidate", "n_sampled"),
    "first": ("first_share", "n_found_first", "n_sampled"),
    "check": ("check_share", "n_check", "n_sampled"),
    "not_found": ("not_found_share", "n_not_found", "n_sampled"),
    "wrong": ("wrong_share", "n_wrong_record", "n_sampled"),
    "unlike": ("unlike_share", "n_unlike_records", "n_found_records"),
}
"""Stem of the bounds: the share, its part and its whole."""
_SUMMED = (
    *("n_found_records", "n_unlike_records"),
    *("n_truths", "n_truths_keyed", "n_truths_ranked", "n_truths_proposed"),
)
_FOUND = ("found_first", "found")


@dataclass(frozen=True, slots=True)
class AuditCounts:
    """Works whose identifiers were hidden, and how many of them were found again."""

    n_audited: int
    n_audited_found: int
    n_audited_wrong: int


def audit(work: Path, machine: Machine) -> AuditCounts:
    """Audit the run whose database stands in `work`; it must hold judged pairs and be closed.

    Adds `audit_titles`, `audit_truths` and `audit_slices` to it, from which the marts are made.
    """
    with connect(work, machine) as con:
        build(con, ["int_audit_pairs__united"])
    with masked(work, machine) as con:
        judge_masked(con)
        add_true_keys(con)
        build(con, ["int_audit_titles__judged"])
        titles = con.sql("select * from int_audit_titles__judged order by title_no").pl()
        truths = con.sql("select * from int_audit_truths__placed order by title_no, record_no").pl()
    with connect(work, machine) as con:
        add_rows(con, "audit_titles", titles)
        add_rows(con, "audit_truths", truths)
        build(con, ["self_audit_titles"])
        add_rows(con, "audit_slices", slices(con.sql("select * from self_audit_titles order by title_id").pl()))
        return counts(con)


def counts(con: duckdb.DuckDBPyConnection) -> AuditCounts:
    """What a person is told of it."""
    row = con.execute(
        "select n_sampled, n_found, n_wrong_record from audit_slices where slice_kind = 'all'"
    ).fetchall()[0]
    return AuditCounts(*map(int, row))


def slices(titles: pl.DataFrame) -> pl.DataFrame:
    """The rows of the mart `self_audit` from those of `self_audit_titles`; the row of all is always there."""
    parts = [titles.select(pl.lit("all").alias("slice_kind"), pl.lit("").alias("slice"), pl.all())]
    parts += [_sliced(titles, kind, column) for kind, column in SLICED_BY.items()]
    counted = pl.concat(_counted(part) for part in parts)
    if not titles.height:
        counted = counted.vstack(_nothing(counted.schema))
    is_telling = pl.lit(titles.height >= LEAST_SAMPLE).alias("is_telling")
    return _with_shares(counted).select("slice_kind", "slice", is_telling, pl.exclude("slice_kind", "slice"))


def _sliced(titles: pl.DataFrame, kind: str, column: str) -> pl.DataFrame:
    """Works by a column; what has fewer than LEAST_SLICE is pooled."""
    value = pl.when(pl.len().over(column) >= LEAST_SLICE).then(column).otherwise(pl.lit(OTHER))
    return titles.select(pl.lit(kind).alias("slice_kind"), value.alias("slice"), pl.all())


def _counted(part: pl.DataFrame) -> pl.DataFrame:
    outcome = pl.col("outcome")
    numbers = {
        "n_sampled": pl.len(),
        "n_candidate": (pl.col("n_truths_proposed") > 0).sum(),
        "n_found": outcome.is_in(_FOUND).sum(),
        "n_found_first": (outcome == "found_first").sum(),
        "n_other_record": (outcome == "other_record").sum(),
        "n_wrong_record": (outcome == "wrong_record").sum(),
        "n_check": (outcome == "check").sum(),
        "n_not_found": (outcome == "not_found").sum(),
        **{column: pl.col(column).sum() for column in _SUMMED},
    }
    whole = [number.cast(pl.Int64).alias(column) for column, number in numbers.items()]
    return part.group_by("slice_kind", "slice").agg(whole).sort("slice_kind", "slice")


def _nothing(schema: pl.Schema) -> pl.DataFrame:
    row = {column: 0 for column in schema if column.startswith("n_")}
    return pl.DataFrame([{"slice_kind": "all", "slice": "", **row}], schema=schema)


def _with_shares(counted: pl.DataFrame) -> pl.DataFrame:
    """Each share with its 95 % Wilson interval, rounded to four digits: `recall, recall_low, recall_high`, …"""
    columns = []
    for stem, (share, part, whole) in SHARES.items():
        found = [share_of(*pair) for pair in counted.select(part, whole).iter_rows()]
        columns.append(pl.Series(share, [round(s.share, 4) for s in found], pl.Float64))
        columns.append(pl.Series(f"{stem}_low", [round(s.low, 4) for s in found], pl.Float64))
        columns.append(pl.Series(f"{stem}_high", [round(s.high, 4) for s in found], pl.Float64))
    return counted.with_columns(columns)
