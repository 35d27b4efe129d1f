"""Weights of evidence in bits (Fellegi–Sunter log-likelihood ratios): shipped priors, stated in one place.

An agreement on something frequent weighs little: the weight of a title or a family name is log2(m / u), where u is
its share among the reference records. The other outcomes carry a fixed weight, set from the share of such outcomes
among pairs that are known to be the same work (m) and among random pairs (u).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

# A title outcome takes the information of the title (bits, from its frequency) times a share, plus a fixed part.
TITLE_SHARE: dict[str, tuple[float, float]] = {
    "exact": (0.95, 1.0),
    "same_without_subtitle": (0.92, -1.0),
    "parallel_title": (0.9, -1.0),
    "numerals": (0.93, -0.7),
    "truncated": (0.92, -0.5),
    "reordered": (0.95, -1.0),
    "spelling": (0.95, -0.7),
    "spelling_without_subtitle": (0.94, -1.6),
    "opening": (0.86, -1.3),
    "opening_spelling": (0.76, -1.6),
    "other_subtitle": (0.54, -3.8),
    "other_in_series": (0.48, -3.1),
    "contained": (0.6, -5.0),
    "similar": (0.3, 0.0),
    "different": (0.0, -6.0),
    "missing": (0.0, 0.0),
}

# An author outcome takes the information of the family name (bits) times a share, plus a fixed part.
AUTHOR_SHARE: dict[str, tuple[float, float]] = {
    "same": (0.9, 3.0),
    "same_without_middle": (0.9, 2.3),
    "initials_agree": (0.9, 1.0),
    "nickname": (0.9, 1.0),
    "given_translated": (0.7, -2.5),
    "transliteration": (0.9, 0.5),
    "alias": (0.9, 1.5),
    "family_only": (0.9, 0.0),
    "parts_swapped": (0.9, 1.0),
    "editor_is_author": (0.8, 0.5),
    "part_of_family": (0.8, 0.5),
    "spelling": (0.75, 0.5),
    "given_differs": (0.5, -5.0),
    "other_role": (0.0, -1.0),
    "different": (0.0, -3.0),
    "neither": (0.0, 6.8),
    "missing": (0.0, 0.0),
}

# Year, publisher and language: the share of each outcome among pairs of one work (m) and among random pairs (u), of
# those where both sides state the field. A run with identifiers refines them (matching/learned.py).
SHARES: dict[str, dict[str, tuple[float, float]]] = {
    "year": {"same": (0.50, 0.03), "one_off": (0.36, 0.055), "near": (0.11, 0.30), "far": (0.03, 0.615)},
    "publisher": {"same": (0.54, 0.001), "similar": (0.35, 0.015), "different": (0.11, 0.984)},
    "language": {"same": (0.9978, 0.43), "different": (0.0022, 0.57)},
}

# The part of log2(m / u) that counts. An edition has year, publisher and language together, so that the three agree or
# differ together; and what is compared is no random pair: records alike in title and author agree in them far oftener,
# of one work or not. Among 250,000 library records the publisher is the same in 0.1 % of random pairs and 19 % of wrong
# candidates, the language in 32 and 97 %, the year in 16 and 26 %.
DEPENDENCE = {"year": 0.36, "publisher": 0.22, "language": 0.25}


def dependent_bits(field: str, m: float, u: float) -> float:
    """Weight of an outcome of a field in bits, rounded to two digits: DEPENDENCE times log2(m / u)."""
    return round(DEPENDENCE[field] * math.log2(m / u), 2)


def _bits(field: str) -> dict[str, float]:
    return {outcome: dependent_bits(field, m, u) for outcome, (m, u) in SHARES[field].items()} | {"missing": 0.0}


YEAR = _bits("year")
PUBLISHER = _bits("publisher")
LANGUAGE = _bits("language")
VOLUME: dict[str, float] = {"same": 2.0, "different": -12.0, "one_side": -1.5, "missing": 0.0}
DERIVATIVE: dict[str, float] = {
    "erratum_or_reply": -12.0,
    "study_guide_or_summary": -12.0,
    "review": -12.0,
    "adaptation": -12.0,
    "none": 0.0,
}

# Fields whose outcomes weigh the same whatever is compared; a run may have learned its own.
FixedWeights = Mapping[str, Mapping[str, float]]
SHIPPED: FixedWeights = {
    "year": YEAR,
    "publisher": PUBLISHER,
    "language": LANGUAGE,
    "volume": VOLUME,
    "derivative": DERIVATIVE,
}

# No single field may outweigh chance: a title is never worth more than this, a name neither.
MOST_TITLE_BITS = 22.0
MOST_NAME_BITS = 13.0
