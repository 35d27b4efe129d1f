"""How far a share may lie from the one counted: the Wilson interval, for every figure of the project."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

_Z = 1.959963984540054  # two-sided 95 % of the normal distribution


class Share(NamedTuple):
    """`part` of `whole`, and the 95 % interval of the share (all of 0..1)."""

    part: int
    whole: int
    share: float
    low: float
    high: float


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % Wilson score interval (low, high) of a share, without continuity correction (Wilson 1927).

    Holds for none and for all, where the usual ± p(1-p)/n has no width: none found gives a low of exactly 0
    and a high above it, all found a high of exactly 1. An empty whole gives (0, 1), which says that nothing
    is known. A part that is negative or larger than the whole is no share: ValueError.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is no share: the part must lie between 0 and the whole")
    if whole == 0:
        return 0.0, 1.0
    p, spread = part / whole, _Z * _Z / whole
    centre = p + spread / 2
    half = _Z * sqrt(p * (1 - p) / whole + spread / (4 * whole))
    low = 0.0 if part == 0 else (centre - half) / (1 + spread)
    high = 1.0 if part == whole else (centre + half) / (1 + spread)
    return low, high


def share_of(part: int, whole: int) -> Share:
    """A count with its share and interval; the share of an empty whole is 0, with the interval 0..1."""
    return Share(part, whole, part / whole if whole else 0.0, *wilson(part, whole))
