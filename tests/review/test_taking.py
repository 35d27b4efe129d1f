"""Decisions that come back: what is taken, what is refused, and with which line."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from stocktake.errors import BadInput
from stocktake.matching.decisions import read_history
from stocktake.publication import PublishedRun
from stocktake.review.export import export
from stocktake.review.pair import Pair
from stocktake.review.run_pairs import Run
from stocktake.review.taking import take_back

from .conftest import fill, line_of, noon, rows_of

NO = {"decision": "no_match", "reviewer": "Ann", "why": "another book"}


def refused(sheet: Path, decisions: Path, run: Path | None = None) -> BadInput:
    with pytest.raises(BadInput) as caught:
        take_back(sheet, decisions, noon, run=run)
    assert not decisions.exists()
    return caught.value


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    return tmp_path / "decisions.csv"


def test_a_decision_says_who_when_why_and_on_what_evidence(sheet: Path, decisions: Path, run: Run) -> None:
    taken = take_back(fill(sheet, {"6": NO}), decisions, noon)
    assert (taken.n_decided, taken.n_added) == (1, 1)
    (row,) = rows_of(decisions)
    assert (row["decision"], row["reviewer"]) == ("no_match", "Ann")
    assert row["decided_at"] == "2026-11-22T12:00:00Z"
    assert row["why"] == "another book"
    assert (row["verdict"], row["reason"]) == ("CHECK", "identifier_contradicted")
    assert 0 <= float(row["probability"]) <= 1
    assert (row["run_id"], row["rules_version"]) == (run.run_id, run.rules_version)
    assert (row["asked_as"], row["taken_from"]) == ("check", "workbook review.xlsx")
    assert (row["listed_title"], row["record_title"]) == ("A Different Book Altogether", "A Manual of Copper Smelting")
    assert row["md5"] == "f" * 16
    assert len(row["title_fingerprint"]) == 16
    assert read_history(decisions).height == 1


def test_beside_its_run_the_decision_gets_the_whole_md5(sheet: Path, decisions: Path, published: PublishedRun) -> None:
    take_back(fill(sheet, {"6": NO}), decisions, noon, run=published.path)
    assert rows_of(decisions)[0]["md5"] == "f" * 32


def test_csv_comes_back_as_well_even_with_semicolons(pairs: list[Pair], decisions: Path, tmp_path: Path) -> None:
    path = export(pairs, tmp_path / "review.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row.update(NO if row["record_id"] == "6" else {})
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    assert take_back(path, decisions, noon).n_added == 1
    assert rows_of(decisions)[0]["record_title"] == "A Manual of Copper Smelting"


def test_words_are_read_as_people_write_them(sheet: Path, decisions: Path) -> None:
    take_back(fill(sheet, {"6": NO | {"decision": " No Match "}}), decisions, noon)
    assert rows_of(decisions)[0]["decision"] == "no_match"


def test_empty_rows_are_no_decisions_even_with_a_name_in_them(sheet: Path, decisions: Path) -> None:
    assert take_back(fill(sheet, {"6": {"reviewer": "Ann"}}), decisions, noon).n_decided == 0
    assert not decisions.exists()


def test_the_same_sheet_twice_adds_nothing(sheet: Path, decisions: Path) -> None:
    fill(sheet, {"6": NO | {"why": "=1+1"}})
    take_back(sheet, decisions, noon)
    before = decisions.read_bytes()
    assert take_back(sheet, decisions, noon).n_added == 0
    assert decisions.read_bytes() == before


def test_a_changed_mind_is_added_and_the_first_word_stays(sheet: Path, decisions: Path) -> None:
    take_back(fill(sheet, {"6": NO}), decisions, noon)
    later = datetime(2026, 11, 23, tzinfo=UTC)
    take_back(fill(sheet, {"6": NO | {"decision": "match"}}), decisions, lambda: later)
    said = [(row["decision"], row["decided_at"]) for row in rows_of(decisions)]
    assert said == [("no_match", "2026-11-22T12:00:00Z"), ("match", "2026-11-23T00:00:00Z")]


def test_an_unknown_decision_is_named_with_its_line_and_nothing_is_taken(sheet: Path, decisions: Path) -> None:
    fill(sheet, {"1": NO, "6": NO | {"decision": "maybe"}})
    problem = refused(sheet, decisions)
    assert problem.line == line_of(sheet, "6")
    assert "'maybe'" in str(problem)


def test_a_reason_without_a_decision_is_not_lost_in_silence(sheet: Path, decisions: Path) -> None:
    problem = refused(fill(sheet, {"6": {"why": "hm"}}), decisions)
    assert problem.line == line_of(sheet, "6")


def test_somebody_must_have_decided(sheet: Path, decisions: Path) -> None:
    fill(sheet, {"6": {"decision": "match"}})
    assert "nobody is named" in str(refused(sheet, decisions))
    take_back(sheet, decisions, noon, reviewer="Ben")
    assert rows_of(decisions)[0]["reviewer"] == "Ben"


def test_a_sheet_of_which_only_some_columns_were_sorted_is_refused(sheet: Path, decisions: Path) -> None:
    fill(sheet, {"6": NO})
    book = openpyxl.load_workbook(sheet)
    cells, place = book["Review"], line_of(sheet, "6")
    column = next(c.column for c in cells[1] if c.value == "title_id")
    other = next(n for n in range(2, cells.max_row + 1) if n != place)
    cells.cell(place, column).value = cells.cell(other, column).value
    book.save(sheet)
    problem = refused(sheet, decisions)
    assert problem.line == place
    assert "sorted" in str(problem)


def test_a_sheet_sorted_as_a_whole_is_taken(sheet: Path, decisions: Path) -> None:
    fill(sheet, {"6": NO})
    book = openpyxl.load_workbook(sheet)
    cells = book["Review"]
    rows = [[c.value for c in row] for row in cells.iter_rows(min_row=2)]
    for line, row in enumerate(reversed(rows), 2):
        for place, value in enumerate(row, 1):
            cells.cell(line, place).value = value
    book.save(sheet)
    take_back(sheet, decisions, noon)
    assert rows_of(decisions)[0]["record_id"] == "6"


def test_missing_columns_are_named(tmp_path: Path, decisions: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_text("decision,reviewer\nmatch,Ann\n")
    problem = refused(path, decisions)
    assert problem.line == 1
    assert "why, title_id, record_id" in str(problem)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("review.xlsx", b"", "cannot be opened"),
        ("review.xlsx", b"PK\x03\x04 no zip", "cannot be opened"),
        ("review.csv", b"", "lacks the columns"),
        ("review.csv", b"\xff\xfe\x00", "not UTF-8"),
        ("review.ods", b"", "neither"),
    ],
)
def test_files_that_are_no_sheet_are_told(
    tmp_path: Path, decisions: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert said in str(refused(path, decisions))


def test_a_workbook_of_something_else_is_told(tmp_path: Path, decisions: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    assert "no sheet 'Review'" in str(refused(tmp_path / "other.xlsx", decisions))
    assert "no such file" in str(refused(tmp_path / "gone.xlsx", decisions))


def test_a_pair_that_its_run_does_not_have_is_refused_with_its_line(
    pairs: list[Pair], decisions: Path, tmp_path: Path, published: PublishedRun
) -> None:
    forged = replace(pairs[0], keys=replace(pairs[0].keys, record_id="999"))
    path = fill(export([pairs[1], forged], tmp_path / "review.xlsx"), {"999": NO})
    problem = refused(path, decisions, run=published.path)
    assert problem.line == 3
    assert "999" in str(problem)


def test_another_run_is_refused_and_without_one_the_sheet_suffices(
    pairs: list[Pair], decisions: Path, tmp_path: Path, published: PublishedRun
) -> None:
    gone = replace(pairs[0], standing=replace(pairs[0].standing, run_id="abcdef123456"))
    path = fill(export([gone], tmp_path / "review.xlsx"), {gone.keys.record_id: NO})
    assert "Leave --run out" in str(refused(path, decisions, run=published.path))
    assert take_back(path, decisions, noon).n_added == 1
    assert rows_of(decisions)[0]["run_id"] == "abcdef123456"


def test_ids_that_look_like_formulas_or_numbers_come_back_as_they_were(
    pairs: list[Pair], decisions: Path, tmp_path: Path
) -> None:
    odd = [replace(pairs[0], keys=replace(pairs[0].keys, record_id=r)) for r in ("=1+1", "007", "'quoted", "-3")]
    path = export(odd, tmp_path / "review.xlsx")
    fill(path, dict.fromkeys(("'=1+1", "'007", "'quoted", "'-3"), NO))
    take_back(path, decisions, noon)
    assert read_history(decisions)["record_id"].to_list() == ["=1+1", "007", "'quoted", "-3"]
