"""Names without a comma: which end the family name stands at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stocktake.text.family_first import family_stands_first
from stocktake.text.fold import fold
from stocktake.text.particles import CAPITAL_PARTICLES, PARTICLES
from stocktake.text.person.letters import is_initials
from stocktake.text.person.word_order import family_and_given, family_leads, is_family, is_given

PATRONYMIC_PATTERN = "(?:[а-яё](?:вич|вна|ична)|[a-z](?:[oe]vich|[oe]vna|ichna))$"
_PATRONYMIC = re.compile(PATRONYMIC_PATTERN)
_ANY_PARTICLE = PARTICLES | {word.casefold() for word in CAPITAL_PARTICLES}

FamilyAndGiven = tuple[Sequence[str], Sequence[str]]


def is_patronymic(word: str) -> bool:
    """Whether a word ends like a Russian patronymic."""
    return _PATRONYMIC.search(word.lower()) is not None


def direct(words: Sequence[str]) -> FamilyAndGiven:
    """(family, given) of a name without a comma."""
    n_initials = next((i for i, word in enumerate(reversed(words)) if not is_initials(word)), 0)
    if _end_initials(words, n_initials):
        return _before_initials(words[:-n_initials], words[-n_initials:])
    if len(words) == 3 and is_patronymic(words[2]):
        return words[:1], words[1:]
    if "of" in words[1:-1]:
        return words, []
    if family_stands_first(words, [fold(word) for word in words]):
        return words[:1], words[1:]
    start = _start_of_family(words)
    if start == len(words) - 1 and family_leads(words):
        return words[:1], words[1:]
    return words[start:], words[:start]


def _end_initials(words: Sequence[str], n: int) -> bool:
    """Whether the last `n` words are the only initials. In a name of capitals "WU" behind a given name is none."""
    if not 0 < n < len(words) or any(is_initials(word) for word in words[:-n]):
        return False
    capitals = n == 1 and all(word.isupper() for word in words)
    return not (capitals and len(words[-1]) > 1 and is_given(words[0]) and is_family(words[-1]))


def _before_initials(words: Sequence[str], initials: Sequence[str]) -> FamilyAndGiven:
    """ "Follett K" and "García Márquez G" are family names and initials, "Swanson Peter A" has a given name too."""
    if len(words) == 2 and words[0].casefold() not in _ANY_PARTICLE and family_and_given(*words):
        return words[:1], [words[1], *initials]
    return words, initials


def _start_of_family(words: Sequence[str]) -> int:
    """The place of the first particle, of the word before "y", or of the last word."""
    if "y" in words[1:-1]:
        return max(words.index("y", 1) - 1, 0)
    capitals = all(word.isupper() for word in words)
    places = range(len(words) - 1)
    return next((i for i in places if _is_particle(words, i, capitals=capitals)), len(words) - 1)


def _is_particle(words: Sequence[str], i: int, *, capitals: bool) -> bool:
    """Small particles count anywhere before the last word, capitalised ones behind the first. "O" is one where it makes
    a known family name with the next word: "Patrick O Meara".
    """
    word = words[i]
    if word in PARTICLES or not i:
        return word in PARTICLES
    return (word.capitalize() if capitals else word) in CAPITAL_PARTICLES or (
        word == "O" and is_family(f"O{words[i + 1]}")
    )
