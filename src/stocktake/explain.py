"""Why a title got its verdict, and why not: read from a published run, nothing is computed again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.errors import UsageProblem
from stocktake.text.isbn import isbn13


@dataclass(frozen=True, slots=True)
class Explanation:
    """One listed title: its row of `titles`, of `title_exposure`, its matches, and else what came nearest."""

    title: dict[str, Any]
    exposure: dict[str, Any]
    matches: list[dict[str, Any]]
    near_misses: list[dict[str, Any]]


def explain(run: Path, key: str) -> list[Explanation]:
    """Explain the titles that `key` names: a title id, an ISBN in any form, or a record id (`updated:123`)."""
    tables = run / "tables"
    if not (tables / "titles.parquet").is_file():
        raise UsageProblem(f"{run} is not a published run. Name one with --run, for example data/out/latest.")
    wanted = _titles_named(tables, key)
    if not wanted:
        raise UsageProblem(
            f"{key!r} is neither an ISBN nor a title id of this run, nor a record that stands in its matches."
        )
    return [_explain_title(tables, title_id) for title_id in wanted]


def _titles_named(tables: Path, key: str) -> list[str]:
    titles = pl.scan_parquet(tables / "titles.parquet")
    matches = pl.scan_parquet(tables / "matches.parquet")
    found = titles.filter(pl.col("title_id") == key).select("title_id")
    isbn = isbn13(key)
    if isbn is not None:
        found = pl.concat([found, titles.filter(pl.col("isbn13_list").list.contains(isbn)).select("title_id")])
    found = pl.concat([found, matches.filter(pl.col("record_id") == key).select("title_id")])
    return sorted(set(found.collect()["title_id"]))


def _explain_title(tables: Path, title_id: str) -> Explanation:
    records = pl.scan_parquet(tables / "matched_records.parquet").select("record_id", "title", "authors", "year")
    matches = (
        _rows(tables, "matches", title_id)
        .join(records, on="record_id", how="left")
        .sort("probability", "record_id", descending=[True, False])
    )
    return Explanation(
        _rows(tables, "titles", title_id).collect().row(0, named=True),
        _rows(tables, "title_exposure", title_id).collect().row(0, named=True),
        matches.collect().to_dicts(),
        _rows(tables, "near_misses", title_id).sort("place").collect().to_dicts(),
    )


def _rows(tables: Path, table: str, title_id: str) -> pl.LazyFrame:
    return pl.scan_parquet(tables / f"{table}.parquet").filter(pl.col("title_id") == title_id)
