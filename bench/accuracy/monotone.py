"""The monotone curve nearest to labels (isotonic regression, pools of adjacent violators): what a map from bits to
probability could gain at most without turning any order round."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Curve = tuple[NDArray[np.float64], NDArray[np.float64]]


def fitted(score: NDArray[np.float64], truth: NDArray[np.bool_]) -> Curve:
    """Scores in rising order and the share of true ones that goes with each; equal scores stand together."""
    at, place = np.unique(score, return_inverse=True)
    right = np.bincount(place, weights=truth.astype(float))
    pools: list[tuple[float, float, int]] = []
    for n_right, n_pairs in zip(right, np.bincount(place), strict=True):
        pool = (float(n_right), float(n_pairs), 1)
        while pools and pools[-1][0] * pool[1] >= pool[0] * pools[-1][1]:
            before = pools.pop()
            pool = (before[0] + pool[0], before[1] + pool[1], before[2] + pool[2])
        pools.append(pool)
    return at, np.concatenate([np.full(width, right / n) for right, n, width in pools])


def read(curve: Curve, score: NDArray[np.float64]) -> NDArray[np.float64]:
    """The curve at any scores: straight between two known ones, level beyond the ends."""
    return np.interp(score, *curve)
