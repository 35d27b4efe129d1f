"""Precision, recall and what follows from them, for pairs with a score.

`truth` is a Boolean array, `score` a float array of the same length, `n_true` the number of true pairs there are, found
or not. Pairs of equal score stand or fall together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.accuracy.result import Cell, share

BINS = 10
RESAMPLES = 2_000
Truth = NDArray[np.bool_]
Score = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs found, those of them that are right, and all that are true."""

    n_found: int
    n_right: int
    n_true: int

    @property
    def precision(self) -> float:
        """Right pairs among those found; 0 when none was found."""
        return self.n_right / self.n_found if self.n_found else 0.0

    @property
    def recall(self) -> float:
        """True pairs that were found; 0 when there are none."""
        return self.n_right / self.n_true if self.n_true else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when there is nothing at all."""
        both = self.n_found + self.n_true
        return 2 * self.n_right / both if both else 0.0

    def shares(self) -> tuple[Cell, Cell]:
        """Precision and recall as cells."""
        return share(self.n_right, self.n_found), share(self.n_right, self.n_true)

    def f1_interval(self, seed: int = 2026) -> tuple[float, float]:
        """95 % of F1 over resamples of right, wrong and missed pairs (multinomial, seeded)."""
        right, wrong, missed = self.n_right, self.n_found - self.n_right, self.n_true - self.n_right
        total = right + wrong + missed
        if not total:
            return 0.0, 1.0
        drawn = np.random.default_rng(seed).multinomial(total, np.array([right, wrong, missed]) / total, RESAMPLES)
        f1 = 2 * drawn[:, 0] / (2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2])
        low, high = np.percentile(f1, [2.5, 97.5])
        return float(low), float(high)


def at_threshold(truth: Truth, score: Score, n_true: int, threshold: float) -> Counts:
    """Everything with at least this score is found."""
    found = score >= threshold
    return Counts(int(found.sum()), int((found & truth).sum()), n_true)


def best_f1(truth: Truth, score: Score, n_true: int) -> tuple[float, Counts]:
    """The threshold of highest F1 and its counts: chosen on the gold, so a figure that no user can reach at will."""
    thresholds, found, right = _curve(truth, score)
    if not len(thresholds):
        return 1.0, Counts(0, 0, n_true)
    best = int(np.argmax(2 * right / (found + n_true)))
    return float(thresholds[best]), Counts(int(found[best]), int(right[best]), n_true)


def recall_at_precision(truth: Truth, score: Score, n_true: int, floor: float) -> float:
    """The highest recall of any threshold whose precision is at least `floor`; 0 when no threshold has it."""
    _, found, right = _curve(truth, score)
    fine = right >= floor * found
    return float(right[fine].max() / n_true) if fine.any() and n_true else 0.0


def reliability(truth: Truth, probability: Score) -> list[tuple[float, float, int, int]]:
    """Ten bins of equal width, the empty ones left out: lower end, mean probability, pairs, true pairs."""
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    rows = ((b / BINS, bins == b) for b in range(BINS) if (bins == b).any())
    return [(low, float(probability[at].mean()), int(at.sum()), int(truth[at].sum())) for low, at in rows]


def _curve(truth: Truth, score: Score) -> tuple[Score, NDArray[np.int64], NDArray[np.int64]]:
    """Distinct scores from high to low; how many pairs are found at each, and how many of them are right."""
    order = np.argsort(-score, kind="stable")
    ranked = score[order]
    last_of_tie = np.append(np.diff(ranked) != 0, True)[: len(ranked)]
    return ranked[last_of_tie], np.arange(1, len(ranked) + 1)[last_of_tie], np.cumsum(truth[order])[last_of_tie]
