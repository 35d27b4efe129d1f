"""Given pairs: scores, and measures against their labels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from stocktake.errors import BadInput
from stocktake.evaluation.pairs import average_precision, calibration_error, measure, read_pairs, score_pairs


def sample() -> pl.DataFrame:
    rows = [(f"The {w} harbour", f"Ann {w.title()}sen", f"{w} harbour, The", f"{w.title()}sen, A.", "1") for w in WORDS]
    rows += [(f"The {w} harbour", f"Ann {w.title()}sen", f"A {w} winter tale", "Otto Berg", "0") for w in WORDS]
    return pl.DataFrame(
        rows, schema=["left_title", "left_authors", "right_title", "right_authors", "label"], orient="row"
    )


WORDS = ["grey", "amber", "silent", "hollow", "copper", "distant", "frozen", "scarlet", "wooden", "velvet"]


def test_plain_cases_are_told_apart() -> None:
    result = measure(score_pairs(sample()))
    assert (result.precision, result.recall) == (1.0, 1.0)


def test_pairs_keep_their_order_and_columns() -> None:
    scored = score_pairs(sample())
    assert scored["left_title"].to_list() == sample()["left_title"].to_list()
    assert set(scored.columns) >= {"probability", "verdict", "relation"}


def test_average_precision_of_a_known_ranking() -> None:
    truth, p = np.array([True, False, True]), np.array([0.9, 0.8, 0.7])
    assert average_precision(truth, p) == pytest.approx((1 / 1 + 2 / 3) / 2)


def test_ties_share_one_rank() -> None:
    assert average_precision(np.array([True, False]), np.array([0.5, 0.5])) == pytest.approx(0.5)


def test_calibration_error_is_the_gap_of_stated_and_true_share() -> None:
    assert calibration_error(np.array([True, False]), np.array([0.95, 0.95])) == pytest.approx(0.45)


def test_a_file_without_titles_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("left_title,label\na,1\n")
    with pytest.raises(BadInput, match="right_title"):
        read_pairs(path)
