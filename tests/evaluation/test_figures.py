"""Figures of scored pairs, on literal rows."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest

from stocktake.evaluation.figures import average_precision, calibration_error, measure, precision_recall, reliability


def scored(*rows: tuple[float, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["probability", "verdict", "label"], orient="row")


MIXED = scored((0.99, "CONFIRMED", "1"), (0.8, "PROBABLE", "0"), (0.6, "CHECK", "1"), (0.1, "NOT FOUND", "0"))


def test_likely_pairs_and_found_pairs_are_counted_apart() -> None:
    score = measure(MIXED)
    assert (score.likely.n_found, score.likely.n_right, score.likely.n_true) == (3, 2, 2)
    assert (score.found.precision, score.found.recall) == (0.5, 0.5)


def test_labels_may_be_true_and_false() -> None:
    truths = pl.Series("label", ["True", "false", "1.0", "0"])
    assert measure(MIXED.with_columns(truths)) == measure(MIXED)


def test_one_class_alone_has_no_recall_or_no_average_precision() -> None:
    none_true = measure(scored((0.2, "NOT FOUND", "0"), (0.9, "PROBABLE", "0")))
    assert (none_true.found.precision, math.isnan(none_true.found.recall)) == (0.0, True)
    assert math.isnan(none_true.average_precision)
    all_true = measure(scored((0.2, "NOT FOUND", "1"), (0.9, "PROBABLE", "1")))
    assert (all_true.average_precision, all_true.recall_at_99) == (1.0, 1.0)


def test_average_precision_of_a_known_ranking() -> None:
    truth, p = np.array([True, False, True]), np.array([0.9, 0.8, 0.7])
    assert average_precision(truth, p) == pytest.approx((1 / 1 + 2 / 3) / 2)


def test_ties_share_one_rank() -> None:
    assert average_precision(np.array([True, False]), np.array([0.5, 0.5])) == pytest.approx(0.5)


def test_calibration_error_is_the_gap_of_stated_and_true_share() -> None:
    assert calibration_error(np.array([True, False]), np.array([0.95, 0.95])) == pytest.approx(0.45)


def test_reliability_lists_the_bins_that_hold_pairs() -> None:
    assert reliability(MIXED)["low"].to_list() == [0.1, 0.6, 0.8, 0.9]


def test_each_level_takes_every_pair_from_it_upwards() -> None:
    levels = dict(precision_recall(MIXED))
    assert (levels[0.5].n_found, levels[0.9].n_found) == (3, 1)
