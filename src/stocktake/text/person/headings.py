"""Headings that name no person: organisations, their divisions, works."""

from __future__ import annotations

import re

from stocktake.text.fold import fold
from stocktake.text.nobody import CORPORATE_WORDS
from stocktake.text.particles import ABBREVIATED_NAMES, DEGREES, RANKS, TITLES_BEFORE
from stocktake.text.person.letters import SMALL_LETTERS, bare_word

SUBDIVISION_PATTERN = f"[{SMALL_LETTERS}]{{4}}\\. "
"""A whole word and a full stop inside of a heading: "United States. Congress", "Bible. N.T."."""

_SUBDIVISION = re.compile(SUBDIVISION_PATTERN)
_ABBREVIATIONS = TITLES_BEFORE | RANKS | DEGREES | ABBREVIATED_NAMES


def is_subdivided(text: str) -> bool:
    """Whether a text may be a heading with a subdivision."""
    return _SUBDIVISION.search(text) is not None


def is_corporate(pieces: list[list[str]]) -> bool:
    """A word of CORPORATE_WORDS before the first comma and not alone there: "Institute, John" would be a
    person. Or a subdivided heading: "Great Britain. Treasury".

    `pieces` are the words between the commas of a name.
    """
    first = pieces[0]
    return len(first) > 1 and (
        any(fold(word) in CORPORATE_WORDS for word in first) or any(map(_ends_heading, first[:-1]))
    )


def _ends_heading(word: str) -> bool:
    """A whole word with a full stop; abbreviated given names and titles ("Alex.", "Prof.") end nothing."""
    return word.endswith(".") and is_subdivided(f"{word} ") and bare_word(word).casefold() not in _ABBREVIATIONS
