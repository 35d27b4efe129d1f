"""The fit of the edition model: on made pairs whose rule is known, and the basis it is solved on."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest

from bench.accuracy import fit
from stocktake.matching.editions.measures import MEASURES


def test_the_basis_gives_a_value_to_its_two_knots_or_to_missing() -> None:
    measured = pl.DataFrame({name: [None, None] for name in MEASURES}, schema=dict.fromkeys(MEASURES, pl.Float64))
    rows = fit.basis(measured.with_columns(pl.Series("year_gap", [0.25, None])))
    start = sum(len(k) + 1 for k in list(fit.KNOTS.values())[: list(fit.KNOTS).index("year_gap")])
    width = len(fit.KNOTS["year_gap"]) + 1
    assert rows[0, start : start + width].tolist() == [0.75, 0.25, *[0.0] * (width - 2)]
    assert rows[1, start : start + width].tolist() == [*[0.0] * (width - 1), 1.0]
    assert rows[:, -1].tolist() == [1.0, 1.0]


def test_the_solver_finds_the_share_of_true_pairs() -> None:
    """With nothing to compare, the constant is the log odds."""
    measured = pl.DataFrame({name: [None] * 400 for name in MEASURES}, schema=dict.fromkeys(MEASURES, pl.Float64))
    truth = np.array([1.0] * 300 + [0.0] * 100)
    found = fit.solve(fit.basis(measured), truth, np.ones(400))
    model = fit.model_of(found)
    total = model.constant + sum(curve.missing for curve in model.curves.values())
    assert total == pytest.approx(math.log2(3), abs=0.02)


def test_what_few_pairs_tell_stays_near_what_is_known() -> None:
    measured = pl.DataFrame({name: [None] * 10 for name in MEASURES}, schema=dict.fromkeys(MEASURES, pl.Float64))
    model = fit.model_of(fit.solve(fit.basis(measured), np.array([1.0, 0.0] * 5), np.ones(10)))
    assert model.curves["volume_same"].bits.tolist() == pytest.approx([-8.0, 1.0], abs=0.1)


def test_blanks_are_seeded_and_one_sided() -> None:
    pairs = pl.DataFrame({"left_year": ["1999"] * 200, "right_year": ["1999"] * 200})
    one, two = (fit.with_blanks(pairs, ("year",), 0.3, seed=4) for _ in range(2))
    assert one.equals(two)
    assert one.filter(pl.col("left_year").is_null() & pl.col("right_year").is_null()).is_empty()
    assert 30 < one.null_count().sum_horizontal().item() < 90
