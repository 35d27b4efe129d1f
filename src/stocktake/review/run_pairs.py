"""The pairs of a published run, read from its tables with the columns a reviewer may see, and no others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.errors import UsageProblem
from stocktake.publication import MANIFEST
from stocktake.reports.shown import without_addresses
from stocktake.reports.wording import flag_words, in_plain_words
from stocktake.review.pair import FIELDS, Keys, Pair, Side, Standing, Weighed
from stocktake.warehouse.manifest import read_json

_OF_MATCH = (
    *("title_id", "record_id", "md5", "verdict", "probability", "margin"),
    *("reason", "sentence", "evidence", "flags", "reviewer_decision"),
)
_OF_TITLE = (
    *("title_id", "fingerprint", "title", "subtitle", "contributors_raw", "year"),
    *("publisher", "imprint", "edition", "language", "volume_key", "isbn13_list"),
)
_OF_RECORD = (
    *("record_id", "title", "authors", "year", "publisher"),
    *("edition", "language", "volume", "series", "identifier_raw"),
)


@dataclass(frozen=True, slots=True)
class Run:
    """A published run's pairs, one row each, with its id and the version of its rules."""

    run_id: str
    rules_version: str
    pairs: pl.DataFrame


def read_run(folder: Path) -> Run:
    """All pairs of a run, ordered by title and record. A folder that is no run of this version is a usage problem."""
    tables = folder / "tables"
    if not (tables / "matches.parquet").is_file():
        raise UsageProblem(f"{folder} is not a published run. Name one with --run, for example data/out/latest.")
    rules = pl.read_parquet(tables / "runs.parquet", columns=["rules_version"]).item()
    return Run(read_json(folder / MANIFEST)["run_id"], rules, _pairs(tables))


def _pairs(tables: Path) -> pl.DataFrame:
    titles = _listed(tables).rename(lambda c: c if c in ("title_id", "fingerprint") else f"listed_{c}")
    records = _columns(tables, "matched_records", _OF_RECORD).rename(lambda c: c if c == "record_id" else f"record_{c}")
    return (
        _columns(tables, "matches", _OF_MATCH)
        .join(titles, on="title_id", how="left")
        .join(records, on="record_id", how="left")
        .sort("title_id", "record_id")
    )


def _columns(tables: Path, table: str, wanted: tuple[str, ...]) -> pl.DataFrame:
    try:
        return pl.read_parquet(tables / f"{table}.parquet", columns=list(wanted))
    except pl.exceptions.ColumnNotFoundError as older:
        raise UsageProblem(
            f"{tables.parent} was made by an older version, whose table {table} lacks a column ({older}). "
            "Run stocktake reconcile again."
        ) from older


def _listed(tables: Path) -> pl.DataFrame:
    isbn = pl.element().str.head(3) + "-" + pl.element().str.slice(3)
    return _columns(tables, "titles", _OF_TITLE).with_columns(pl.col("isbn13_list").list.eval(isbn).list.join("; "))


def as_pair(row: dict[str, Any], run: Run) -> Pair:
    """One row of `Run.pairs` (with `asked_as`) as a reviewer sees it; links inside a record's text are taken out."""
    return Pair(
        Keys(row["title_id"], row["record_id"], row["fingerprint"] or "", row["md5"] or ""),
        _listed_side(row),
        _record_side(row),
        Standing(
            row["verdict"], row["reason"], f"{row['probability']:.6f}", run.run_id, run.rules_version, row["asked_as"]
        ),
        without_addresses(row["sentence"] or ""),
        tuple(_weighed(part) for part in row["evidence"] or ()),
        tuple(flag_words(f) for f in row["flags"] or ()),
    )


def _listed_side(row: dict[str, Any]) -> Side:
    said = {f: row.get(f"listed_{f}") for f in FIELDS} | {
        "title": _joined(": ", row["listed_title"], row["listed_subtitle"]),
        "authors": row["listed_contributors_raw"],
        "publisher": _joined(" / ", row["listed_publisher"], row["listed_imprint"]),
        "volume": row["listed_volume_key"],
        "isbn": row["listed_isbn13_list"],
    }
    return Side(**{f: text or "" for f, text in said.items()})


def _record_side(row: dict[str, Any]) -> Side:
    said = {f: row.get(f"record_{f}") for f in FIELDS} | {
        "volume": _joined(", ", row["record_series"], row["record_volume"]),
        "isbn": row["record_identifier_raw"],
    }
    return Side(**{f: without_addresses(text or "") for f, text in said.items()})


def _joined(between: str, *texts: str | None) -> str:
    return between.join(dict.fromkeys(t for t in texts if t))


def _weighed(part: dict[str, Any]) -> Weighed:
    field, outcome = (in_plain_words(part[name] or "") for name in ("field", "outcome"))
    return Weighed(field, outcome, round(part["weight"] or 0.0, 1))
