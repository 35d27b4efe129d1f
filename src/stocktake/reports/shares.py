"""Shares in words: never without the interval in which they may lie."""

from __future__ import annotations

from stocktake.intervals import Share


def percent(share: float) -> str:
    """`0.5741` → `57.4 %`."""
    return f"{share * 100:.1f} %"


def in_interval(share: Share, nothing: str = "no works") -> str:
    """`57.4 % (95 % interval 48.0–66.3 %)`; an empty whole has no share, and `nothing` says so."""
    if not share.whole:
        return nothing
    return f"{percent(share.share)} (95 % interval {share.low * 100:.1f}–{share.high * 100:.1f} %)"
