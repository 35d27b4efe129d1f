"""Reviewers' decisions: what is read, what is refused, and what they do."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from stocktake.errors import BadInput
from stocktake.matching.candidates import find_pairs
from stocktake.matching.decisions import COLUMNS, read_history
from stocktake.matching.judging import judge_pairs, weigh_pairs
from stocktake.matching.sources import add_sources
from stocktake.settings import Rules
from stocktake.warehouse.connection import add_rows, connect
from tests.matching.sides import write_catalogue, write_reference

HEADER = "title_id,record_id,decision,reviewer,decided_at,why\n"


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    return tmp_path / "decisions.csv"


def read_decisions(path: Path | None) -> pl.DataFrame:
    return read_history(path).select(COLUMNS)


def refused(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_decisions(path)
    return caught.value


def test_no_file_is_no_decisions() -> None:
    frame = read_decisions(None)
    assert (tuple(frame.columns), frame.height) == (COLUMNS, 0)


def test_all_columns_stay_text(decisions: Path) -> None:
    decisions.write_text(HEADER + "007,12,match,1,2026-11-01,\n")
    assert read_decisions(decisions).rows() == [("007", "12", "match", "1", "2026-11-01", None)]


def test_further_columns_and_another_order_do_not_matter(decisions: Path) -> None:
    decisions.write_text("note,decision,record_id,title_id,why,decided_at,reviewer\nx,unsure,r,t,w,d,me\n")
    assert read_decisions(decisions).rows() == [("t", "r", "unsure", "me", "d", "w")]


def test_an_unknown_decision_is_named_with_its_line(decisions: Path) -> None:
    decisions.write_text(HEADER + "t1,r1,match,a,2026-11-01,\nt2,r2,maybe,a,2026-11-01,\n")
    problem = refused(decisions)
    assert problem.line == 3
    assert "'maybe'" in str(problem)
    assert "match, no_match, unsure" in str(problem)


def test_an_empty_decision_is_named_with_its_line(decisions: Path) -> None:
    decisions.write_text(HEADER + "t1,r1,,a,2026-11-01,\n")
    assert refused(decisions).line == 2


def test_a_line_behind_a_cell_of_two_lines_keeps_its_number(decisions: Path) -> None:
    decisions.write_text(HEADER + 't1,r1,match,a,2026-11-01,"one\ntwo"\nt2,r2,maybe,a,2026-11-01,\n')
    assert refused(decisions).line == 4


@pytest.mark.parametrize("empty", ["\n", "\n\n", ",,,,,\n"])
def test_empty_rows_are_no_decisions_but_count_as_lines(decisions: Path, empty: str) -> None:
    decisions.write_text(HEADER + empty + "t,r,match,a,d,w\n" + empty)
    assert read_decisions(decisions)["title_id"].to_list() == ["t"]
    decisions.write_text(HEADER + empty + "t,r,maybe,a,d,w\n")
    assert refused(decisions).line == 2 + empty.count("\n")


def test_missing_columns_are_named(decisions: Path) -> None:
    decisions.write_text("title_id,decision,decided_at,why\nt,match,d,w\n")
    problem = refused(decisions)
    assert "lacks the columns record_id, reviewer" in str(problem)
    assert str(decisions) in str(problem)


def test_a_missing_file_is_named(decisions: Path) -> None:
    assert str(decisions) in str(refused(decisions))


@pytest.mark.parametrize("content", ["", "\n"])
def test_an_empty_file_is_no_decisions_file(decisions: Path, content: str) -> None:
    decisions.write_text(content)
    assert "title_id" in str(refused(decisions))


def test_a_folder_is_no_decisions_file(tmp_path: Path) -> None:
    assert str(tmp_path) in str(refused(tmp_path))


def test_a_byte_order_mark_does_not_hide_the_first_column(decisions: Path) -> None:
    decisions.write_text("\ufeff" + HEADER + "t,r,match,a,2026-11-01,\n")
    assert read_decisions(decisions)["title_id"].to_list() == ["t"]


def reasons(folder: Path, decisions: Path | None) -> dict[tuple[int, int], str]:
    """Reasons of the shown pairs of two listed titles and two records that have nothing to do with each other."""
    write_catalogue(
        folder / "catalogue",
        [{"title": "Winter Light", "authors": "Berg, Otto"}, {"title": "Der graue Hafen", "authors": "Lee, Ann"}],
    )
    if not (folder / "reference").exists():
        write_reference(
            folder / "reference",
            [
                {"title": "Winter Light", "authors": "Berg, Otto"},
                {"title": "The Grey Harbour", "authors": "Marsh, Vera"},
            ],
        )
    with connect(folder / f"work-{decisions is None}") as con:
        add_sources(con, folder / "catalogue", folder / "reference", Rules())
        add_rows(con, "decisions_given", read_decisions(decisions))
        find_pairs(con)
        weigh_pairs(con)
        judge_pairs(con)
        found = con.execute("select title_no, record_no, reason from int_pairs__judged").fetchall()
    return {(title, record): reason for title, record, reason in found}


def test_a_reviewer_can_match_what_no_stage_proposes_and_refuse_what_is_exact(tmp_path: Path, decisions: Path) -> None:
    assert reasons(tmp_path, None) == {(0, 0): "title_author_exact"}
    decisions.write_text(HEADER + "t00001,r1,match,a,2026-11-01,translation\nt00000,r0,no_match,a,2026-11-01,\n")
    assert reasons(tmp_path, decisions) == {(1, 1): "reviewer_match"}
