"""Exact binomial figures (no normal approximation): what a number of errors among looked-at pairs allows to say."""

from __future__ import annotations

from math import exp, lgamma, log, log1p


def at_most(k: int, n: int, p: float) -> float:
    """P(X <= k) for X ~ Binomial(n, p); p in 0..1. Sums logarithms, so a million trials do not underflow."""
    if k >= n or p <= 0.0:
        return 1.0
    if k < 0 or p >= 1.0:
        return 0.0
    odds, whole = log(p), log1p(-p)
    terms = (_log_choose(n, i) + i * odds + (n - i) * whole for i in range(k + 1))
    return min(1.0, sum(map(exp, terms)))


def least_share_right(errors: int, n: int, confidence: float) -> float:
    """The precision that `errors` among `n` certify: the one-sided lower Clopper-Pearson bound (1934).

    It is the precision at which as few errors as these would come up with a chance of 1 - confidence; 0 for n = 0
    or when all are errors. Raises ValueError when errors are not between 0 and n.
    """
    if not 0 <= errors <= n:
        raise ValueError(f"{errors} errors among {n} are none: they must lie between 0 and {n}")
    if errors == n:
        return 0.0
    low, high = 0.0, 1.0  # share of errors: the chance of so few falls as it rises
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if at_most(errors, n, middle) > 1 - confidence else (low, middle)
    return 1 - high


def pairs_needed(errors: int, precision: float, confidence: float) -> int:
    """The fewest pairs among which so many errors still certify the precision at the confidence (both within 0..1)."""
    low, high = errors, errors + 1
    while not _certifies(errors, high, precision, confidence):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _certifies(errors, middle, precision, confidence) else (middle, high)
    return high


def _certifies(errors: int, n: int, precision: float, confidence: float) -> bool:
    return at_most(errors, n, 1 - precision) <= 1 - confidence


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
