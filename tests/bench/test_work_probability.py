"""How the probability of a work is measured: a yardstick that must not flatter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from bench.accuracy import hidden_isbn, monotone, work_probability
from bench.accuracy.result import SetResult

EVAL = Path(__file__).parents[3] / "shared" / "eval"


def pairs(*rows: tuple[str, float, float, bool]) -> pl.DataFrame:
    """`left_id, bits, probability, is_right`, all of light damage."""
    frame = pl.DataFrame(rows, schema=["left_id", "bits", "probability", "is_right"], orient="row")
    return frame.with_columns(pl.lit("light").alias("level"), pl.lit("r").alias("right_id"), shipped="probability")


def test_the_monotone_curve_pools_what_would_fall() -> None:
    score = np.array([1.0, 2.0, 3.0, 4.0, 4.0])
    at, share = monotone.fitted(score, np.array([False, True, False, True, True]))
    assert at.tolist() == [1, 2, 3, 4]
    assert share.tolist() == [0, 0.5, 0.5, 1]
    assert monotone.read((at, share), np.array([0.0, 1.5, 9.0])).tolist() == [0, 0.25, 1]


def test_no_pair_is_mapped_by_a_curve_that_saw_its_title() -> None:
    one_of_each = pairs(("a", 1.0, 0.6, True), ("b", 1.0, 0.6, False), ("a", 2.0, 0.8, True), ("b", 2.0, 0.8, False))
    assert work_probability.with_map(one_of_each)["mapped"].to_list() == [0, 1, 0, 1]


def test_calibration_error_is_the_gap_between_said_and_so() -> None:
    half_right = pairs(*[("a", 3.0, 0.9, no % 2 == 0) for no in range(10)], ("b", -9.0, 0.0, False))
    rows = work_probability.calibration(half_right.with_columns(mapped="probability")).rows
    assert rows[0][:3] == ["any damage", 11, 5]
    assert rows[0][3] == pytest.approx(0.4 * 10 / 11)


def test_expected_matches_are_those_of_the_best_record_of_each_title() -> None:
    two_titles = pairs(("a", 3.0, 0.9, True), ("a", 1.0, 0.7, False), ("b", -1.0, 0.3, False))
    assert work_probability.expected(two_titles).rows[0] == ["light", 2, "1.2", 1]


def test_a_small_run_is_measured_and_has_learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not EVAL.is_dir():
        pytest.skip("the evaluation sets (shared/eval) are not here")
    small = hidden_isbn.sample(EVAL, 300, 30)
    monkeypatch.setattr(hidden_isbn, "sample", lambda data: _cut(small))
    measured: SetResult = work_probability.measure(EVAL, tmp_path)
    assert (measured.figures["ece"] or 1) < 0.1
    assert [table.caption for table in measured.tables if table.rows] == [table.caption for table in measured.tables]
    assert {row[0] for row in measured.tables[-1].rows} == {"year", "publisher", "language"}


def _cut(sample: hidden_isbn.Sample) -> hidden_isbn.Sample:
    """The sample against a reference of 5,000 records that holds those of its titles."""
    there = [record["lccn"] for record in sample.there]
    own = sample.kept.filter(pl.col("lccn").is_in(there))
    others = sample.kept.filter(~pl.col("lccn").is_in(there)).head(5_000 - own.height)
    return hidden_isbn.Sample(sample.there, sample.absent, pl.concat([own, others]))
