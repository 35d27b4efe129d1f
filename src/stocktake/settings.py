"""Settings of a run: thresholds and limits. They become the one-row table `run_parameters` that the SQL joins."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

RULES_VERSION = "2026.11.2"
# The day on which the fixed texts of the reports (statements about proceedings) were last looked over.
WORDING_AS_OF = date(2026, 11, 21)


def _within(least: float, most: float, default: float) -> Any:
    """A number that a rules file may set from `least` to `most`."""
    return field(default=default, metadata={"range": (least, most)})


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides a verdict. Probabilities are in 0..1, weights in bits, counts in records; a guard is on or off.

    What each means stands in the header of `run_parameters.sql`; `stocktake.rules` reads a user's own.
    """

    rules_version: str = RULES_VERSION
    probable_at: float = _within(0.5, 0.999999, 0.95)
    check_at: float = _within(0.001, 0.99999, 0.30)
    same_edition_at: float = _within(0.5, 0.999999, 0.60)
    check_edition_at: float = _within(0.001, 0.99999, 0.30)
    least_margin: float = _within(0.0, 30.0, 3.0)
    telling_name_bits: float = _within(0.0, 30.0, 11.0)
    common_title_families: int = _within(2, 1_000_000, 8)
    least_namesakes: int = _within(2, 1_000_000, 3)
    max_candidates: int = _within(0, 1000, 20)
    max_checks_per_title: int = _within(0, 1000, 3)
    max_records_per_key: int = _within(0, 100_000, 500)
    max_pairs_per_key: int = _within(0, 10_000_000, 200_000)
    most_linked: int = _within(2, 100_000, 200)
    audit_sample: int = _within(0, 1_000_000, 1000)
    seed: int = _within(0, 2**31 - 1, 2025)
    guard_volume_differs: bool = True
    guard_host_volume: bool = True
    guard_erratum_or_reply: bool = True
    guard_study_guide_or_summary: bool = True
    guard_review: bool = True
    guard_adaptation: bool = True
    guard_set_isbn: bool = True
    guard_reused_isbn: bool = True
    guard_year_impossible_for_isbn: bool = True
    guard_generic_title: bool = True
    guard_common_title: bool = True
    guard_namesake: bool = True
    guard_narrow_margin: bool = True
    guard_other_version: bool = True
    guard_recurring_title: bool = True

    def as_row(self) -> dict[str, str | float | int]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Machine:
    """What a run may use. The result does not depend on it."""

    threads: int = min(os.cpu_count() or 1, 16)
    memory_gib: float = 4.0
