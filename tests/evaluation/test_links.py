"""Links against gold, on literal rows."""

from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest

from stocktake.errors import BadInput
from stocktake.evaluation.links import by_verdict, read_links, read_verdicts, score_links, wilson


def links(*pairs: str) -> pl.DataFrame:
    rows = [tuple(p) for p in pairs]
    return pl.DataFrame(rows, schema={"left_id": pl.String, "right_id": pl.String}, orient="row")


def test_precision_recall_and_f1_count_pairs() -> None:
    score = score_links(links("ax", "by", "cz"), links("ax", "by", "dw", "ew"))
    assert (score.precision, score.recall) == (2 / 3, 0.5)
    assert score.f1 == pytest.approx(2 * 2 / (3 + 4))


def test_a_title_is_exact_only_with_all_its_links_and_no_other() -> None:
    score = score_links(links("ax", "ay", "bz", "bw"), links("ax", "ay", "bz"))
    assert (score.n_titles_with_gold, score.n_titles_hit, score.n_titles_exact) == (2, 2, 1)


def test_a_link_that_is_given_twice_counts_once() -> None:
    assert score_links(links("ax", "ax"), links("ax")).n_found == 1


def test_nothing_found_has_no_precision() -> None:
    assert math.isnan(score_links(links(), links("ax")).precision)


def test_check_rows_are_not_links(tmp_path: Path) -> None:
    path = tmp_path / "found.csv"
    path.write_text("left_id,right_id,verdict\na,x,CONFIRMED\nb,y,CHECK\n")
    assert read_links(path).rows() == [("a", "x")]


def test_first_two_columns_serve_where_no_names_are_known(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("D1%D2\n007%12\n")
    assert read_links(path).rows() == [("007", "12")]


def test_one_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("D1\n1\n")
    with pytest.raises(BadInput, match="fewer than two columns"):
        read_links(path)


def test_wilson_interval_of_95_of_100() -> None:
    low, high = wilson(95, 100)
    assert (round(low, 3), round(high, 3)) == (0.888, 0.978)


def test_each_verdict_is_measured_by_itself_the_strongest_first(tmp_path: Path) -> None:
    path = tmp_path / "found.csv"
    path.write_text("left_id,right_id,verdict\na,x,CHECK\na,x,CONFIRMED\nb,z,PROBABLE\nc,w,CHECK\n")
    levels = by_verdict(read_verdicts(path), links("ax", "by", "cw"))
    assert [name for name, _ in levels] == ["CONFIRMED", "PROBABLE", "CHECK"]
    assert [(c.n_found, c.n_right, c.n_true) for _, c in levels] == [(1, 1, 3), (1, 0, 3), (1, 1, 3)]


def test_links_without_verdicts_have_no_such_table(tmp_path: Path) -> None:
    path = tmp_path / "found.csv"
    path.write_text("left_id,right_id\na,x\n")
    assert by_verdict(read_verdicts(path), links("ax")) == []
