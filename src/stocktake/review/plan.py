"""How many pairs to look at to certify a precision, and what the decisions already made certify."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stocktake.errors import UsageProblem
from stocktake.review.asking import SAMPLE
from stocktake.review.exact_binomial import at_most, least_share_right, pairs_needed
from stocktake.review.standing_decisions import standing_decisions


@dataclass(frozen=True, slots=True)
class Plan:
    """So many pairs, so many errors allowed among them; and the chance to pass at the expected precision, if given."""

    errors: int
    n_pairs: int
    chance: float | None


@dataclass(frozen=True, slots=True)
class Certified:
    """What decisions on pairs of one verdict under one version of the rules certify.

    `wrong` counts pairs that nobody calls a match outright: no_match, unsure, or reviewers who disagree. `more` is how
    many further pairs without an error would reach the aim; 0 when it is reached.
    """

    verdict: str
    rules_version: str
    n_pairs: int
    wrong: int
    precision_at_least: float
    more: int
    is_random: bool


def plan(precision: float, confidence: float, expected: float | None = None, most_errors: int = 5) -> list[Plan]:
    """The fewest pairs for 0, 1, … `most_errors` errors, by the exact (Clopper-Pearson) bound.

    Pairs must be drawn at random. Shares lie strictly between 0 and 1, and the expected precision above the one to be
    certified, or no number of pairs will do: else a usage problem.
    """
    for name, value in (("--precision", precision), ("--confidence", confidence), ("--expected", expected)):
        if value is not None and not 0 < value < 1:
            raise UsageProblem(f"{name} is {value:g}; it must lie between 0 and 1, for example 0.995.")
    if expected is not None and expected <= precision:
        raise UsageProblem(
            f"--expected {expected:g} must be above --precision {precision:g}: else no sample certifies it."
        )
    needed = [(errors, pairs_needed(errors, precision, confidence)) for errors in range(most_errors + 1)]
    return [Plan(k, n, None if expected is None else at_most(k, n, 1 - expected)) for k, n in needed]


def certified(history: pl.DataFrame, precision: float, confidence: float) -> list[Certified]:
    """One row a verdict and version of the rules, over the pairs of random samples.

    Where a verdict has none, all its decisions are counted and `is_random` is false: such pairs were chosen for being
    doubtful, and say nothing exact of the rest.
    """
    pairs = _judged(standing_decisions(history))
    groups = pairs.group_by("verdict", "rules_version", maintain_order=True)
    return [_certified(str(v), str(r), group, precision, confidence) for (v, r), group in groups]


def _judged(standing: pl.DataFrame) -> pl.DataFrame:
    """One row a pair: whether all who decided on it say match, and whether it was drawn at random."""
    known = standing.filter(pl.col("verdict").is_not_null())
    drawn = pl.col("asked_as").fill_null("").str.contains(SAMPLE, literal=True)
    return (
        known.group_by("verdict", pl.col("rules_version").fill_null(""), "pair")
        .agg(is_match=(pl.col("decision") == "match").all(), is_random=drawn.any())
        .sort("verdict", "rules_version", "pair")
    )


def _certified(verdict: str, rules: str, pairs: pl.DataFrame, precision: float, confidence: float) -> Certified:
    random = pairs.filter("is_random")
    counted = random if random.height else pairs
    n, wrong = counted.height, counted.filter(~pl.col("is_match")).height
    needed = pairs_needed(wrong, precision, confidence)
    return Certified(
        verdict, rules, n, wrong, least_share_right(wrong, n, confidence), max(0, needed - n), random.height > 0
    )
