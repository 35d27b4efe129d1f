"""Weights of evidence in bits (Fellegi–Sunter log-likelihood ratios): shipped priors, stated in one place.

An agreement on something frequent weighs little: the weight of a title or a family name is log2(m / u), where u is
its share among the reference records. The other outcomes carry a fixed weight, set from the share of such outcomes
among pairs that are known to be the same work (m) and among random pairs (u).
"""

from __future__ import annotations

# A title outcome takes the information of the title (bits, from its frequency) times a share, plus a fixed part.
TITLE_SHARE: dict[str, tuple[float, float]] = {
    "exact": (1.0, 0.0),
    "same_without_subtitle": (0.95, -1.0),
    "parallel_title": (0.9, -1.0),
    "truncated": (0.9, -1.0),
    "reordered": (0.95, -1.0),
    "spelling": (0.9, -2.0),
    "spelling_without_subtitle": (0.85, -3.0),
    "other_subtitle": (0.6, -3.0),
    "other_in_series": (0.4, -4.0),
    "contained": (0.6, -3.0),
    "similar": (0.45, -4.0),
    "different": (0.0, -12.0),
    "missing": (0.0, 0.0),
}

# An author outcome takes the information of the family name (bits) times a share, plus a fixed part.
AUTHOR_SHARE: dict[str, tuple[float, float]] = {
    "same": (1.0, 3.0),
    "initials_agree": (1.0, 1.0),
    "family_only": (1.0, -0.5),
    "parts_swapped": (1.0, 1.0),
    "part_of_family": (0.9, 0.0),
    "spelling": (0.8, -1.5),
    "given_differs": (0.5, -6.0),
    "different": (0.0, -8.0),
    "missing": (0.0, 0.0),
}

YEAR: dict[str, float] = {"same": 2.0, "one_off": 1.0, "near": 0.0, "far": -1.0, "missing": 0.0}
PUBLISHER: dict[str, float] = {"same": 2.5, "similar": 1.5, "different": -0.5, "missing": 0.0}
LANGUAGE: dict[str, float] = {"same": 0.5, "different": -2.0, "missing": 0.0}
VOLUME: dict[str, float] = {"same": 2.0, "different": -12.0, "one_side": -1.5, "missing": 0.0}
DERIVATIVE: dict[str, float] = {"one_side": -12.0, "none": 0.0}

# No single field may outweigh chance: a title is never worth more than this, a name neither.
MOST_TITLE_BITS = 22.0
MOST_NAME_BITS = 13.0
