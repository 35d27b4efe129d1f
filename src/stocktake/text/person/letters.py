"""The letters of which ordinary names are made, and words that are mere initials."""

from __future__ import annotations

import re

LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u052f"
"""Latin and Cyrillic letters, spelt out so that Python's and Rust's regular expressions agree on them."""

SMALL_LETTERS = "a-z\u00df-\u00f6\u00f8-\u00ff\u0430-\u045f"

FULL_STOP_PATTERN = f"([{SMALL_LETTERS}]{{3}})\\.$"
SURROUND = " .,;:-–—*’/&_|"
"""What may stand around a word without being part of it."""

_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")


def is_initials(word: str) -> bool:
    """Up to three capitals with or without full stops: "K", "K.V.", "JRR"."""
    return _INITIALS.fullmatch(word) is not None and word == word.upper() and word != word.lower()


def bare_word(word: str) -> str:
    """The word without full stops and without the marks around it: "Ph.D.," is "PhD"."""
    return word.replace(".", "").strip(SURROUND)


def without_full_stop(given: str) -> str:
    """The full stop of "Donato Antonio." ends a statement; that of "John F." marks an initial and stays."""
    return re.sub(FULL_STOP_PATTERN, r"\1", given)
