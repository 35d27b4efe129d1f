"""A spreadsheet that opens our CSV runs no formula and damages no number."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.reports.csv_safe import (
    csv_bytes,
    isbn_text,
    safe_cell,
    safe_column,
    safe_row,
    without_address_column,
    write_csv,
)
from stocktake.reports.shown import without_addresses

CELLS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("=+-@\t\r\n 0129\u202e＝\x00")))


@pytest.mark.parametrize("start", ["=1+1", "+44", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"])
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(start: str) -> None:
    assert safe_cell(start) == f"'{start}"


@pytest.mark.parametrize("digits", ["0306406152", "9780306406157"])
def test_digits_that_a_spreadsheet_would_damage_get_an_apostrophe(digits: str) -> None:
    assert safe_cell(digits) == f"'{digits}"


def test_ordinary_cells_stay_as_they_are() -> None:
    assert [safe_cell(v) for v in ("Tea = Love", "1984", "a-b", None, -4.2, 7)] == [
        "Tea = Love",
        "1984",
        "a-b",
        "",
        "-4.2",
        "7",
    ]


def test_an_isbn_is_never_a_number() -> None:
    assert safe_cell(isbn_text("9780306406157")) == "978-0306406157"


@given(st.lists(st.none() | CELLS, max_size=20))
def test_the_column_form_gives_the_same_as_the_plain_one(values: list[str | None]) -> None:
    column = safe_column(pl.Series("c", values, dtype=pl.String))
    assert column.to_list() == [v if v is None else safe_cell(v) for v in values]


@given(st.lists(st.none() | st.sampled_from(["a: b", "x http://e.example/1 y", "magnet:?xt=1", "Qm", "ipfs : //a"])))
def test_links_are_taken_out_of_a_column_as_out_of_a_cell(values: list[str | None]) -> None:
    column = without_address_column(pl.Series("c", values, dtype=pl.String))
    assert column.to_list() == [v if v is None else without_addresses(v) for v in values]


def test_a_file_has_a_byte_order_mark_and_reads_back(tmp_path: Path) -> None:
    rows = [["a", 'say "x"', "line\nend"], ["=b", None, "c,d"]]
    plain = csv_bytes(["x", "y", "z"], map(safe_row, rows))
    frame = pl.DataFrame(rows, schema=["x", "y", "z"], orient="row")
    written = write_csv(frame, tmp_path / "t.csv").read_bytes()
    for data in (plain, written):
        assert data.startswith(b"\xef\xbb\xbf")
        read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert read == [["x", "y", "z"], ["a", 'say "x"', "line\nend"], ["'=b", "", "c,d"]]
