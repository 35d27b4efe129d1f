"""Every odd little file in tests/cases/catalogue is read as the expectation beside it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stocktake.catalogue import Catalogue, read

CASES = Path(__file__).parents[1] / "cases" / "catalogue"
FILES = sorted(path for path in CASES.iterdir() if path.suffix in (".csv", ".txt"))


def told(catalogue: Catalogue) -> dict[str, Any]:
    """What an expectation states of a catalogue: short rows without empty values."""
    people = pl.format("{}, {} ({})", "family", "given", "role")
    numbers = pl.format("{} {} {}", "scheme", "value", pl.col("repair").fill_null("")).str.strip_chars()
    titles = (
        catalogue.titles.join(_by_title(catalogue.contributors, people, "people"), on="title_id", how="left")
        .join(_by_title(catalogue.identifiers, numbers, "identifiers"), on="title_id", how="left")
        .sort("source_line")
        .drop("title_id", "source_file", "sheet")
    )
    return {
        "file": _short(catalogue.files.drop("source_file", "sha256", "bytes"))[0],
        "columns": {row["column"]: row["target"] or row["how"] for row in catalogue.columns.to_dicts()},
        "titles": _short(titles),
        "rejected": _short(catalogue.rejected_rows.select("source_line", "reason", "raw")),
        "ignored": _short(catalogue.ignored_rows.select("source_line", "rule")),
        "warnings": _short(catalogue.warnings.select("source_line", "column", "code", "raw")),
    }


def _by_title(frame: pl.DataFrame, text: pl.Expr, name: str) -> pl.DataFrame:
    return frame.group_by("title_id", maintain_order=True).agg(text.alias(name))


def _short(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if v not in (None, "")} for row in frame.to_dicts()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_odd_file_is_read_as_expected(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expect.json").read_text("utf-8"))
    assert told(read([path])) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_in_are_used_rejected_or_ignored(path: Path) -> None:
    catalogue = read([path])
    file = catalogue.files.row(0, named=True)
    assert file["rows_in"] == file["rows_used"] + file["rows_rejected"] + file["rows_ignored"]
    assert file["rows_used"] == len(catalogue.titles)
    assert file["rows_rejected"] == len(catalogue.rejected_rows)
    assert file["rows_ignored"] == len(catalogue.ignored_rows)


def test_every_case_has_an_expectation_and_every_expectation_a_case() -> None:
    stems = {path.stem for path in FILES}
    assert stems == {path.name.removesuffix(".expect.json") for path in CASES.glob("*.expect.json")}
    assert len(stems) >= 20
