"""The Wilson interval: how far a share may lie from the one counted."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

_Z = 1.959963984540054  # 95 %, two-sided


class Share(NamedTuple):
    """`part` of `whole`, and the 95 % interval of the share (0..1)."""

    part: int
    whole: int
    share: float
    low: float
    high: float


def wilson(part: int, whole: int) -> Share:
    """Wilson score interval without continuity correction (Wilson 1927).

    Holds for 0 and for all, where the usual ± does not; an empty whole gives the interval 0..1, which says
    nothing is known.
    """
    if whole == 0:
        return Share(part, whole, 0.0, 0.0, 1.0)
    p, z2 = part / whole, _Z * _Z
    centre = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z / (1 + z2 / whole) * sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole))
    low = 0.0 if part == 0 else centre - half
    high = 1.0 if part == whole else centre + half
    return Share(part, whole, p, low, high)
