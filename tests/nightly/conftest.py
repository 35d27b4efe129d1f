"""Finished runs in small: the tables that pairing, deltas and breakers read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

Row = dict[str, Any]

TITLE = {
    "title_id": pl.String,
    "row_id": pl.String,
    "work_id": pl.String,
    "source_file": pl.String,
    "source_line": pl.Int64,
    "title": pl.String,
    "subtitle": pl.String,
    "contributors_raw": pl.String,
    "edition": pl.String,
    "year": pl.String,
    "publisher": pl.String,
    "imprint": pl.String,
    "language": pl.String,
    "format": pl.String,
    "contribution_type": pl.String,
    "isbn13_list": pl.List(pl.String),
    "main_key": pl.String,
    "volume_key": pl.String,
}
MATCH = {"title_id": pl.String, "record_id": pl.String, "verdict": pl.String, "reviewer_decision": pl.String}


def write_run(folder: Path, titles: list[Row], matches: list[Row] = (), **facts: Any) -> Path:
    """Write the tables of a run; a title's `isbns` fill both its list and its identifiers as written."""
    folder.mkdir(parents=True)
    _write(folder, "titles", [_title(n, row) for n, row in enumerate(titles, 2)], TITLE)
    written = [{"title_id": t["title_id"], "value_raw": i} for t in titles for i in t.get("isbns", [])]
    _write(folder, "identifiers", written, {"title_id": pl.String, "value_raw": pl.String})
    _write(folder, "matches", [{"reviewer_decision": None, **m} for m in matches], MATCH)
    found = facts.get("verdicts", ["CONFIRMED"] * len(titles))
    _write(folder, "title_exposure", [{"verdict": v} for v in found], {"verdict": pl.String})
    authors = [
        {"author_id": a, "n_works_confirmed": n, "n_works_probable": 0} for a, n in facts.get("authors", {}).items()
    ]
    schema = {"author_id": pl.String, "n_works_confirmed": pl.Int64, "n_works_probable": pl.Int64}
    _write(folder, "author_exposure", authors, schema)
    _write(folder, "runs", [{"n_records": facts.get("n_records", 1000)}], {"n_records": pl.Int64})
    columns = [{"column": c, "how": how} for c, how in facts.get("columns", {"title": "synonym"}).items()]
    _write(folder, "columns_read", columns, {"column": pl.String, "how": pl.String})
    return folder


def _title(line: int, row: Row) -> Row:
    own = {"source_file": "list.csv", "source_line": line, "isbn13_list": row.get("isbns", [])}
    own["main_key"] = str(row.get("title", "")).lower() or None
    return {name: ({**own, **row}).get(name) for name in TITLE}


def _write(folder: Path, table: str, rows: list[Row], schema: dict[str, Any]) -> None:
    pl.DataFrame(rows, schema=schema).write_parquet(folder / f"{table}.parquet")


@pytest.fixture
def run_of(tmp_path: Path) -> Callable[..., Path]:
    """Make the tables of one run after another: `run_of(titles, matches, …)`."""
    made: list[Path] = []

    def make(titles: list[Row], matches: list[Row] = (), **facts: Any) -> Path:
        made.append(write_run(tmp_path / f"run{len(made)}", titles, list(matches), **facts))
        return made[-1]

    return make
