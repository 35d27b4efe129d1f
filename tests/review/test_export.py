"""What a reviewer gets: a workbook that says all, runs nothing, and shows no more than it must."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from stocktake.errors import UsageProblem
from stocktake.publication import PublishedRun
from stocktake.review.asking import pairs_to_ask
from stocktake.review.export import export
from stocktake.review.pair import Pair
from stocktake.review.run_pairs import read_run
from stocktake.review.sheet import COLUMNS, HIDDEN


def cells(path: Path) -> list[dict[str, object]]:
    rows = openpyxl.load_workbook(path)["Review"].iter_rows(values_only=True)
    header = next(rows)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_listed_title_and_record_stand_side_by_side_with_verdict_and_reason(sheet: Path) -> None:
    row = next(r for r in cells(sheet) if r["record_id"] == "6")
    assert (row["listed_title"], row["record_title"]) == ("A Different Book Altogether", "A Manual of Copper Smelting")
    assert (row["listed_authors"], row["record_authors"]) == ("Nyman, Siri", "Quist, Bo")
    assert row["verdict"] == "CHECK"
    assert "ISBN is shared" in str(row["reason_in_words"])
    assert "identifier" in str(row["evidence_in_bits"])
    assert "identifier" in str(row["flags"])


def test_an_isbn_is_text_that_no_spreadsheet_takes_for_a_number(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)["Review"]
    places = {cell.value: cell.column for cell in book[1]}
    column = [book.cell(line, places["listed_isbn"]) for line in range(2, book.max_row + 1)]
    assert "978-0306406157" in [c.value for c in column]
    assert {c.data_type for c in column if c.value} == {"s"}


def test_decisions_are_chosen_from_a_list_and_the_header_stays_in_sight(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)["Review"]
    (choice,) = book.data_validations.dataValidation
    assert choice.type == "list"
    assert choice.formula1 == '"match,no_match,unsure"'
    assert str(choice.sqref) == f"B2:B{book.max_row}"
    assert book.freeze_panes == "E2"
    assert book.auto_filter.ref is not None


def test_the_keys_are_there_and_out_of_sight(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)["Review"]
    header = [cell.value for cell in book[1]]
    assert tuple(header) == COLUMNS
    hidden = [d for d in book.column_dimensions.values() if d.hidden]
    places = {n for d in hidden for n in range(d.min, d.max + 1)}
    assert places == {header.index(c) + 1 for c in HIDDEN}


def test_no_more_of_an_md5_than_names_it_leaves_the_house(pairs: list[Pair], sheet: Path, tmp_path: Path) -> None:
    export(pairs, tmp_path / "review.csv")
    shown = (tmp_path / "review.csv").read_text("utf-8-sig") + str(cells(sheet))
    files = {pair.keys.md5 for pair in pairs}
    assert len(files) > 3
    assert not [md5 for md5 in files if md5 in shown]
    assert {row["md5_first_8"] for row in cells(sheet)} == {f"{md5[:8]}…" for md5 in files}


def test_a_page_of_instructions_comes_with_it(sheet: Path) -> None:
    text = " ".join(str(row[0]) for row in openpyxl.load_workbook(sheet)["README"].iter_rows(values_only=True))
    for word in ("match", "no_match", "unsure", "stocktake review apply"):
        assert word in text


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_same_pairs_give_the_same_bytes(published: PublishedRun, tmp_path: Path, suffix: str) -> None:
    written = [
        export(pairs_to_ask(read_run(published.path), 50, 2, 7), tmp_path / name / f"review{suffix}").read_bytes()
        for name in ("one", "two")
    ]
    assert written[0] == written[1]


EVIL = "=HYPERLINK(1)"


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_no_cell_is_a_formula_and_no_link_survives(pairs: list[Pair], tmp_path: Path, suffix: str) -> None:
    links = "magnet:?xt=urn:btih:aaaa"
    evil = replace(
        pairs[0],
        listed=replace(pairs[0].listed, title=EVIL, authors="+1", publisher="@SUM(1)"),
        record=replace(pairs[0].record, title="\t-2", language="a\x00\u202eb"),
    )
    path = export([evil], tmp_path / f"review{suffix}")
    if suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            (row,) = csv.DictReader(stream)
    else:
        (row,) = cells(path)
        sheet = openpyxl.load_workbook(path)["Review"]
        assert {c.data_type for line in sheet.iter_rows() for c in line} <= {"s", "n"}  # empty cells are "n"
    assert row["listed_title"] == f"'{EVIL}"
    assert (row["listed_authors"], row["listed_publisher"]) == ("'+1", "'@SUM(1)")
    assert "\u202e" not in str(row["record_language"])
    assert links not in str(row)


def test_a_title_of_forty_thousand_letters_still_fits_a_cell(pairs: list[Pair], tmp_path: Path) -> None:
    long = replace(pairs[0], listed=replace(pairs[0].listed, title="x" * 40_000))
    (row,) = cells(export([long], tmp_path / "review.xlsx"))
    assert len(str(row["listed_title"])) == 2_000


def test_no_pairs_give_a_sheet_with_a_header(tmp_path: Path) -> None:
    assert cells(export([], tmp_path / "review.xlsx")) == []


def test_another_suffix_is_refused(pairs: list[Pair], tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=r"\.xlsx or \.csv"):
        export(pairs, tmp_path / "review.ods")


def test_a_folder_that_is_no_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="not a published run"):
        read_run(tmp_path)


def test_a_run_of_an_older_version_is_told_to_be_made_again(published: PublishedRun, tmp_path: Path) -> None:
    older = tmp_path / "run"
    shutil.copytree(published.path, older)
    path = older / "tables" / "titles.parquet"
    pl.read_parquet(path).drop("fingerprint").write_parquet(path)
    with pytest.raises(UsageProblem, match="older version"):
        read_run(older)
