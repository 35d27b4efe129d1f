"""What people carry around their names: titles, offices, ranks, degrees, professions, dates, generations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stocktake.text.fold import fold
from stocktake.text.particles import (
    DATE_WORDS,
    DEGREES,
    GENERATIONS,
    INNER_GENERATIONS,
    NAMELIKE_RANKS,
    OFFICES,
    PROFESSIONS,
    RANKS,
    SHORT_DEGREES,
    TITLES_BEFORE,
)
from stocktake.text.person.letters import bare_word
from stocktake.text.person.word_order import is_given

_FIGURE = re.compile("[0-9]")
_DEGREES_JOINED = re.compile("[-/]")
_LEAST_SMALL_DEGREE = 3  # letters
_TITLES_IN_FRONT = TITLES_BEFORE | RANKS
_OFFICES_IN_FRONT = TITLES_BEFORE | OFFICES
_AT_THE_END = (
    TITLES_BEFORE
    | DEGREES
    | PROFESSIONS
    | frozenset(GENERATIONS)
    | {degree.lower() for degree in SHORT_DEGREES}
    | {"law"}
)
_MAY_BE_SEVERAL = re.compile("[-/0-9]")


def without_ornaments(piece: Sequence[str], *, n_before: int) -> tuple[list[str], str]:
    """The words of a comma piece without titles, ranks, degrees, professions, dates and generation; and the generation.

    `n_before` pieces of the name stand before it; behind the first a piece may be all ornament.
    """
    behind = n_before > 0
    words = [word for word in piece if any(map(str.isalnum, word))]
    if behind and (is_date(words) or is_rank(words, behind_given=n_before > 1)):
        return [], ""
    while words and bare_word(words[0]).casefold() in _TITLES_IN_FRONT and (behind or len(words) > 1):
        words = words[1:]
    words, generation = _without_trailing(words if behind else _without_office(words), behind=behind)
    if generation or behind or len(words) < 3:
        return words, generation
    return _without_inner_generation(words)


def _without_trailing(words: list[str], *, behind: bool) -> tuple[list[str], str]:
    generation = ""
    small = " ".join(words).islower()
    while words and (behind or len(words) > 1):
        last = bare_word(words[-1])
        if last.casefold() not in _AT_THE_END and not _MAY_BE_SEVERAL.search(last):
            break
        profession = profession_words(words)
        if profession and len(words) - profession >= (0 if behind else 2):
            words = words[:-profession]
            continue
        if behind and len(words) > 1 and last.casefold() in TITLES_BEFORE:
            words = words[:-1]
            continue
        if last.casefold() in GENERATIONS:
            generation = generation or GENERATIONS[last.casefold()]
        elif not _is_degree_or_date(last, alone=len(words) == 1, short=len(words) == 2, small=small):
            break
        words = words[:-1]
    return words, generation


def _without_office(words: list[str]) -> list[str]:
    """ "State Senator Kwame Raoul" without the office. "Mayor Zaragoza" and "Bishop, Elizabeth" are names: behind the
    office a given name and one more word must stand.
    """
    start = 0
    while start < len(words) and bare_word(words[start]).casefold() in _OFFICES_IN_FRONT:
        start += 1
    return words[start:] if start and len(words) - start > 1 and is_given(words[start]) else words


def _without_inner_generation(words: list[str]) -> tuple[list[str], str]:
    """ "David B. III Hill": a generation that slipped before the family name."""
    for i, word in enumerate(words[1:-1], start=1):
        letters = bare_word(word).casefold()
        if letters in INNER_GENERATIONS:
            return [*words[:i], *words[i + 1 :]], GENERATIONS[letters]
    return words, ""


def profession_words(words: Sequence[str]) -> int:
    """How many words at the end name a profession: 1 in "Ann Lee, architect", 3 in "Ann Lee, attorney at law"."""
    ends = [bare_word(word).casefold() for word in words[-3:]]
    n = 3 if ends[-2:] == ["at", "law"] else 1
    return n if len(ends) >= n and ends[-n] in PROFESSIONS else 0


def is_date(words: Sequence[str]) -> bool:
    """Figures with nothing beside them but words of dates: "1803-1879", "b. 1901", "active 16th century"."""
    dated = [word for word in words if _FIGURE.search(word)]
    return bool(dated) and all(fold(word) in DATE_WORDS for word in words if word not in dated)


def is_rank(words: Sequence[str], *, behind_given: bool) -> bool:
    """A rank instead of given names: "Saint", "Duke of Wellington"; "Earl" alone only behind the given names."""
    if not words:
        return False
    first = fold(words[0])
    of = len(words) > 1 and words[1] in ("of", "de", "von")
    if first in RANKS:
        return len(words) == 1 or of or behind_given
    return first in NAMELIKE_RANKS and (of or behind_given)


def _is_degree_or_date(last: str, *, alone: bool, short: bool, small: bool) -> bool:
    """Degrees are not all small letters, unless they stand alone behind a comma or the whole name is in small letters;
    the short ones need a given and a family name, or a comma, before them.
    """
    if any(c.isdigit() for c in last):
        return True
    if last in SHORT_DEGREES:
        return alone or not short
    plain = small and not short and len(last) >= _LEAST_SMALL_DEGREE
    degrees = all(part in SHORT_DEGREES or part.casefold() in DEGREES for part in _DEGREES_JOINED.split(last))
    return degrees and (alone or plain or not last.islower())
