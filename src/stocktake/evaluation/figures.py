"""Figures of scored pairs against their labels: ranking, calibration, and what each threshold would give."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import polars as pl

from stocktake.model import Verdict

BINS = 10
FOUND = (Verdict.CONFIRMED.value, Verdict.PROBABLE.value)
LIKELIER_THAN_NOT = 0.5
LEVELS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)


@dataclass(frozen=True, slots=True)
class Cut:
    """Pairs taken for true by one rule, against the labels."""

    n_true: int
    n_found: int
    n_right: int

    @property
    def precision(self) -> float:
        """Right pairs among those found; NaN when none was found."""
        return self.n_right / self.n_found if self.n_found else math.nan

    @property
    def recall(self) -> float:
        """True pairs that were found; NaN when there are none."""
        return self.n_right / self.n_true if self.n_true else math.nan

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.n_right / (self.n_found + self.n_true) if self.n_found + self.n_true else math.nan


@dataclass(frozen=True, slots=True)
class PairScore:
    """`likely`: probability of one half or more; `found`: verdict PROBABLE or better; the rest over all thresholds.

    `recall_at_99` is the highest recall at which 99 of 100 found pairs are right.
    """

    n_pairs: int
    likely: Cut
    found: Cut
    average_precision: float
    recall_at_99: float
    calibration_error: float


def measure(scored: pl.DataFrame) -> PairScore:
    """Compare `probability` and `verdict` with `label` (1 or 0)."""
    truth, probability = truth_of(scored), scored["probability"].to_numpy()
    found = scored["verdict"].is_in(FOUND).to_numpy()
    return PairScore(
        scored.height,
        cut(truth, probability >= LIKELIER_THAN_NOT),
        cut(truth, found),
        average_precision(truth, probability),
        recall_at_precision(truth, probability, 0.99),
        calibration_error(truth, probability),
    )


def truth_of(scored: pl.DataFrame) -> np.ndarray:
    """The column `label` as booleans: 1, 1.0 and true in any case are true, the rest false."""
    return scored["label"].cast(pl.String).str.strip_chars().str.to_lowercase().is_in(["1", "1.0", "true"]).to_numpy()


def cut(truth: np.ndarray, found: np.ndarray) -> Cut:
    """Counts of true, found, and rightly found pairs."""
    return Cut(int(truth.sum()), int(found.sum()), int((found & truth).sum()))


def precision_recall(scored: pl.DataFrame) -> list[tuple[float, Cut]]:
    """What taking every pair from a probability upwards would give, for the LEVELS."""
    truth, probability = truth_of(scored), scored["probability"].to_numpy()
    return [(level, cut(truth, probability >= level)) for level in LEVELS]


def reliability(scored: pl.DataFrame) -> pl.DataFrame:
    """One row a bin of probability that holds pairs: `low, n_pairs, mean_probability, true_share`."""
    truth, probability = truth_of(scored), scored["probability"].to_numpy()
    rows = [
        (b / BINS, int(inside.sum()), float(probability[inside].mean()), float(truth[inside].mean()))
        for b, inside in ((b, _bins(probability) == b) for b in range(BINS))
        if inside.any()
    ]
    return pl.DataFrame(rows, schema=["low", "n_pairs", "mean_probability", "true_share"], orient="row")


def average_precision(truth: np.ndarray, probability: np.ndarray) -> float:
    """Mean over the true pairs of the precision at their rank; pairs of equal probability share one rank."""
    if not truth.any():
        return math.nan
    hits, seen = _ranked(truth, probability)
    gains = np.diff(np.concatenate([[0], hits]))
    return float((gains * hits / seen).sum() / truth.sum())


def recall_at_precision(truth: np.ndarray, probability: np.ndarray, least: float) -> float:
    """The highest recall of any threshold that keeps this precision; 0 when none does."""
    if not truth.any():
        return math.nan
    hits, seen = _ranked(truth, probability)
    return float(hits[hits / seen >= least].max(initial=0) / truth.sum())


def calibration_error(truth: np.ndarray, probability: np.ndarray) -> float:
    """Expected calibration error over ten equal-width bins: mean gap of stated and true share, weighted by size."""
    bins = _bins(probability)
    gaps = [
        abs(probability[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean()
        for b in range(BINS)
        if (bins == b).any()
    ]
    return float(sum(gaps))


def _bins(probability: np.ndarray) -> np.ndarray:
    bins: np.ndarray = np.minimum((probability * BINS).astype(int), BINS - 1)
    return bins


def _ranked(truth: np.ndarray, probability: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """True pairs and all pairs from each distinct probability upwards, highest first."""
    order = np.argsort(-probability, kind="stable")
    last_of_tie = np.append(np.diff(probability[order]) != 0, True)
    return np.cumsum(truth[order])[last_of_tie], (np.arange(len(truth)) + 1)[last_of_tie]
