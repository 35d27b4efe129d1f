"""Which pairs people are asked about."""

from __future__ import annotations

import polars as pl
import pytest

from stocktake.review.asking import pairs_to_ask
from stocktake.review.pair import Pair
from stocktake.review.run_pairs import Run

MANY = 60


@pytest.fixture
def many(run: Run) -> Run:
    """The first pair of the small run under many ids, with margins and probabilities of their own."""
    numbers = pl.DataFrame({"n": range(MANY)})
    rows = run.pairs.head(1).drop("title_id", "verdict", "margin", "probability", "reviewer_decision")
    verdict = pl.when(pl.col("n") < 20).then(pl.lit("CHECK")).when(pl.col("n") < 40).then(pl.lit("PROBABLE"))
    pairs = rows.join(numbers, how="cross").select(
        pl.exclude("n"),
        title_id=pl.format("t{}", pl.col("n").cast(pl.String).str.zfill(2)),
        verdict=verdict.otherwise(pl.lit("CONFIRMED")),
        margin=pl.when(pl.col("n") != 59).then(100.0 - pl.col("n")),
        probability=pl.col("n") / MANY,
        reviewer_decision=pl.lit(None, pl.String),
    )
    return Run(run.run_id, run.rules_version, pairs)


def asked(found: list[Pair], word: str) -> list[str]:
    return [p.keys.title_id for p in found if word in p.standing.asked_as]


def test_doubtful_pairs_come_first_and_the_most_doubtful_before_the_others(many: Run) -> None:
    found = pairs_to_ask(many, 3, 0, 1)
    assert asked(found, "check") == ["t19", "t18", "t17"]
    assert [p.standing.asked_as for p in found] == ["check"] * 3 + ["close"] * 3


def test_settled_pairs_of_the_least_margin_are_close_and_no_rival_is_no_small_margin(many: Run) -> None:
    assert asked(pairs_to_ask(many, 3, 0, 1), "close") == ["t58", "t57", "t56"]


def test_a_sample_is_drawn_from_each_settled_verdict_and_stays_the_same_for_a_seed(many: Run) -> None:
    found = pairs_to_ask(many, 0, 5, 1)
    assert sorted(p.standing.verdict for p in found) == ["CONFIRMED"] * 5 + ["PROBABLE"] * 5
    assert pairs_to_ask(many, 0, 5, 1) == found
    assert asked(pairs_to_ask(many, 0, 5, 2), "sample") != asked(found, "sample")


def test_the_sample_does_not_depend_on_the_order_of_the_pairs(many: Run) -> None:
    turned = Run(many.run_id, many.rules_version, many.pairs.reverse())
    assert pairs_to_ask(turned, 4, 5, 1) == pairs_to_ask(many, 4, 5, 1)


def test_a_pair_that_is_close_and_drawn_stands_once_and_says_both(many: Run) -> None:
    found = pairs_to_ask(many, 40, 40, 1)
    assert len(found) == MANY
    assert {p.standing.asked_as for p in found} == {"check", "close; sample"}


def test_settled_decisions_are_not_asked_again_but_open_ones_are(many: Run) -> None:
    words = pl.Series("reviewer_decision", ["match", "no_match", "unsure", "disagree"] + [None] * (MANY - 4))
    decided = Run(many.run_id, many.rules_version, many.pairs.with_columns(words))
    assert {"t00", "t01", "t02", "t03"} & set(asked(pairs_to_ask(decided, MANY, 0, 1), "check")) == {"t02", "t03"}


def test_a_run_without_pairs_asks_nothing(run: Run) -> None:
    assert pairs_to_ask(Run("r", "v", run.pairs.head(0)), 10, 10, 1) == []
