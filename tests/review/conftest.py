"""Pairs of the small published run, a clock that stands still, and a reviewer who fills a sheet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from stocktake.publication import PublishedRun
from stocktake.review.asking import pairs_to_ask
from stocktake.review.export import export
from stocktake.review.pair import Pair
from stocktake.review.run_pairs import Run, read_run

NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
Fill = Callable[[Path, Mapping[str, Mapping[str, str]]], Path]


def noon() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def run(published: PublishedRun) -> Run:
    return read_run(published.path)


@pytest.fixture(scope="session")
def pairs(run: Run) -> list[Pair]:
    return pairs_to_ask(run, limit=200, sample=0, seed=1)


@pytest.fixture
def sheet(pairs: list[Pair], tmp_path: Path) -> Path:
    return export(pairs, tmp_path / "review.xlsx")


def fill(path: Path, answers: Mapping[str, Mapping[str, str]]) -> Path:
    """Answer in a workbook, by record id: `{"6": {"decision": "no_match"}}`."""
    book = openpyxl.load_workbook(path)
    cells = book["Review"]
    places = {cell.value: cell.column for cell in cells[1]}
    for line in range(2, cells.max_row + 1):
        record = cells.cell(line, places["record_id"]).value
        for column, text in answers.get(str(record), {}).items():
            cells.cell(line, places[column]).value = text
    book.save(path)
    return path


def line_of(path: Path, record_id: str) -> int:
    cells = openpyxl.load_workbook(path)["Review"]
    place = next(cell.column for cell in cells[1] if cell.value == "record_id")
    return next(n for n in range(2, cells.max_row + 1) if str(cells.cell(n, place).value) == record_id)


def rows_of(decisions: Path) -> list[dict[str, str]]:
    with decisions.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
