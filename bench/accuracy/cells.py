"""Figures as people read them: a share with its interval and counts, a value with its range."""

from __future__ import annotations

from typing import Any

from stocktake.intervals import share_of


def cell(value: Any) -> str:
    """A value as the page shows it: shares with interval and counts, floats with four digits, thousands with commas."""
    if isinstance(value, dict):
        return _interval(value)
    if isinstance(value, bool) or value is None:
        return "–" if value is None else "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4f}"
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|").replace("\n", " ")


def _interval(value: dict[str, Any]) -> str:
    if "value" in value:
        return f"{value['value']:.4f} ({value['low']:.4f} to {value['high']:.4f})"
    at = share_of(value["part"], value["whole"])
    return f"{at.share:.4f} ({at.low:.4f} to {at.high:.4f}; {at.part:,} of {at.whole:,})" if at.whole else "– (none)"
