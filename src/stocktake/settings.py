"""Settings of a run: thresholds and limits. They become the one-row table `run_parameters` that the SQL joins."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from datetime import date

RULES_VERSION = "2026.11"
# The day on which the fixed texts of the reports (statements about proceedings) were last looked over.
WORDING_AS_OF = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides a verdict. Probabilities are in 0..1, weights in bits, counts in records."""

    rules_version: str = RULES_VERSION
    probable_at: float = 0.95
    check_at: float = 0.30
    least_margin: float = 3.0
    telling_name_bits: float = 12.0
    common_title_families: int = 8
    max_candidates: int = 20
    max_checks_per_title: int = 3
    max_records_per_key: int = 500
    max_pairs_per_key: int = 200_000
    seed: int = 2025

    def as_row(self) -> dict[str, str | float | int]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Machine:
    """What a run may use. The result does not depend on it."""

    threads: int = min(os.cpu_count() or 1, 16)
    memory_gib: float = 4.0
