"""How the evidence of a pair adds up: from the prior over the fields to the sum, in bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Words = Mapping[tuple[str, str], str]
"""Outcomes in words, by field and outcome."""

LEAST_REST = 0.05  # bits: what lies below is rounding


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was compared, what came out (as a code and in words), its weight and the total behind it."""

    field: str
    outcome: str
    words: str
    bits: float
    total: float


def waterfall(
    evidence: Sequence[Mapping[str, Any]], prior_bits: float, bits: float, n_records: int, words: Words
) -> tuple[Step, ...]:
    """The prior first, then each field in its order; what the sum holds beyond them stands last as `rest`.

    Totals are rounded to two digits, as the weights are.
    """
    start = f"one in {n_records:,} records"
    parts = [("prior", "prior", start, prior_bits)]
    parts += [(e["field"], e["outcome"], words[e["field"], e["outcome"]], e["weight"]) for e in evidence]
    rest = bits - sum(weight for *_, weight in parts)
    if abs(rest) >= LEAST_REST:
        parts.append(("rest", "rest", "what the sum holds beyond the fields", round(rest, 2)))
    return tuple(_added(parts))


def _added(parts: Sequence[tuple[str, str, str, float]]) -> list[Step]:
    steps, total = [], 0.0
    for field, outcome, words, weight in parts:
        total = round(total + weight, 2)
        steps.append(Step(field, outcome, words, weight, total))
    return steps


def reach(steps: Sequence[Step], *marks: float) -> tuple[float, float]:
    """The lowest and the highest total on the way, with zero (even odds) and the marks inside."""
    totals = [0.0, *marks, *(step.total for step in steps)]
    return min(totals), max(totals)
