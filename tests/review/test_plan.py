"""How many pairs to look at: exact, and as few as possible."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from pathlib import Path

import pytest

from stocktake.errors import UsageProblem
from stocktake.matching.decisions import HISTORY, read_history
from stocktake.review.exact_binomial import at_most, least_share_right, pairs_needed
from stocktake.review.journal import append
from stocktake.review.plan import Certified, certified, plan


def exactly(k: int, n: int, p: Fraction) -> Fraction:
    return sum((comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1)), Fraction(0))


@pytest.mark.parametrize(("k", "n"), [(0, 1), (0, 598), (1, 30), (5, 400), (29, 30), (30, 30), (40, 30)])
def test_the_binomial_is_that_of_exact_fractions(k: int, n: int) -> None:
    assert at_most(k, n, 0.005) == pytest.approx(float(exactly(min(k, n), n, Fraction(5, 1000))), rel=1e-9)


def test_ends_of_the_binomial() -> None:
    assert (at_most(-1, 10, 0.5), at_most(0, 10, 0.0), at_most(3, 10, 1.0)) == (0.0, 1.0, 0.0)
    assert at_most(10, 1_000_000, 0.00001) == pytest.approx(0.583, abs=1e-3)


def test_598_pairs_without_an_error_certify_995_in_a_thousand() -> None:
    assert pairs_needed(0, 0.995, 0.95) == 598
    assert [p.n_pairs for p in plan(0.9, 0.95, most_errors=3)] == [29, 46, 61, 76]  # tables of attribute sampling


@pytest.mark.parametrize("errors", [0, 1, 2, 7])
@pytest.mark.parametrize("precision", [0.5, 0.9, 0.98, 0.995])
def test_one_pair_fewer_would_not_do(errors: int, precision: float) -> None:
    n = pairs_needed(errors, precision, 0.95)
    p = 1 - Fraction(precision).limit_denominator(1000)
    assert exactly(errors, n, p) <= Fraction(5, 100) < exactly(errors, n - 1, p)


@pytest.mark.parametrize(("errors", "n"), [(0, 1), (0, 598), (3, 100), (50, 100), (99, 100)])
def test_the_bound_is_where_so_few_errors_become_unlikely(errors: int, n: int) -> None:
    bound = least_share_right(errors, n, 0.95)
    assert at_most(errors, n, 1 - bound) == pytest.approx(0.05, abs=1e-9)


def test_bounds_without_pairs_or_without_a_right_one() -> None:
    assert least_share_right(0, 0, 0.95) == 0.0
    assert least_share_right(7, 7, 0.95) == 0.0
    with pytest.raises(ValueError, match="between 0 and 3"):
        least_share_right(4, 3, 0.95)


def test_the_chance_to_pass_grows_with_what_is_expected() -> None:
    low, high = (plan(0.995, 0.95, expected)[0].chance for expected in (0.996, 0.9999))
    assert low is not None
    assert high is not None
    assert low < 0.1 < 0.9 < high


@pytest.mark.parametrize("values", [(1.0, 0.95, None), (0.0, 0.95, None), (0.9, 1.0, None), (0.9, 0.95, 0.9)])
def test_what_no_sample_can_certify_is_told(values: tuple[float, float, float | None]) -> None:
    with pytest.raises(UsageProblem):
        plan(*values)


def decisions(path: Path, *rows: tuple[str, str, str, str]) -> Path:
    """(title, verdict, decision, asked_as), each by Ann unless the title ends in a name."""
    for title, verdict, decision, asked_as in rows:
        title, _, name = title.partition("/")
        row = dict.fromkeys(HISTORY, "") | {"title_id": title, "record_id": "r", "reviewer": name or "Ann"}
        append(path, [row | {"verdict": verdict, "decision": decision, "asked_as": asked_as, "rules_version": "v"}])
    return path


def test_only_pairs_drawn_at_random_certify(tmp_path: Path) -> None:
    sampled = [(f"t{n}", "PROBABLE", "match", "close; sample") for n in range(10)]
    path = decisions(tmp_path / "d.csv", *sampled, ("x", "PROBABLE", "no_match", "close"))
    (found,) = certified(read_history(path), 0.9, 0.95)
    assert found == Certified("PROBABLE", "v", 10, 0, pytest.approx(0.05**0.1), 19, is_random=True)


def test_doubt_and_disagreement_count_as_not_right(tmp_path: Path) -> None:
    path = decisions(
        tmp_path / "d.csv",
        ("a", "CONFIRMED", "match", "sample"),
        ("b", "CONFIRMED", "unsure", "sample"),
        ("c", "CONFIRMED", "match", "sample"),
        ("c/Ben", "CONFIRMED", "no_match", "sample"),
    )
    (found,) = certified(read_history(path), 0.9, 0.95)
    assert (found.n_pairs, found.wrong) == (3, 2)


def test_without_a_random_sample_it_is_said(tmp_path: Path) -> None:
    path = decisions(tmp_path / "d.csv", ("a", "CHECK", "match", "check"))
    (found,) = certified(read_history(path), 0.9, 0.95)
    assert not found.is_random


def test_decisions_of_the_older_columns_certify_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("title_id,record_id,decision,reviewer,decided_at,why\nt,r,match,Ann,2026-01-01,\n")
    assert certified(read_history(path), 0.9, 0.95) == []
