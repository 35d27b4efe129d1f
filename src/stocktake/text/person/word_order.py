"""Which words are given names and which are family names: what tells "Cook Aaron" from "Aaron Cook".

`name_words.csv` says of some fifteen thousand words how much rather they are a given name (natural logarithm of the
odds; below nought a family name), counted in the headings "Family, Given" of Library of Congress records by
`bench/name_words.py`. It decides only names whose form tells nothing: two or three whole words without a comma, an
initial or a particle.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from string import ascii_lowercase

import polars as pl

from stocktake.text.fold import soften

ANY_OTHER = "*"
"""Stands in the table for every word that it does not list; such a word is rather a family name."""

GIVEN_AT = 0.5
RATHER_FAMILY = -1.0
FAMILY_AT = -2.0
SURE_GIVEN = 2.0
FAMILY_FIRST_AT = 5.0
"""Odds of 150 to one: hardly one name in a hundred, written without a comma, is expected to begin with its family
name."""

_MIDDLE_IS_GIVEN = 0.7
"""Share of given names among second given names; the others are family names ("Harriet Beecher Stowe")."""

_BETWEEN_LETTERS = re.compile("[^a-z]+")
_OTHER_SCRIPT = re.compile(r"[^\W\d_a-z]")


def word_key(word: str) -> str:
    """A word as the table has it: its letters a-z without accents; "" for a word of another script."""
    soft = soften(word)
    return "" if _OTHER_SCRIPT.search(soft) else _BETWEEN_LETTERS.sub("", soft)


def lean(word: str) -> float:
    """How much rather a word is a given name than a family name, in logarithmic odds; 0 where nothing can be told, as
    of an initial.
    """
    key = word_key(word)
    leanings = _leanings()
    return leanings.get(key, leanings[ANY_OTHER]) if len(key) > 1 else 0.0


def is_given(word: str) -> bool:
    """Whether a word is rather a given name."""
    return lean(word) >= GIVEN_AT


def is_family(word: str) -> bool:
    """Whether a word is hardly ever a given name."""
    return lean(word) <= FAMILY_AT


def family_leads(words: Sequence[str]) -> bool:
    """Whether a name of two or three words has its family name first: "Cook Aaron", "Meyer Charles Lowell".

    The first word must not be a given name, the second must be one, and the odds against the speaking order must
    outweigh FAMILY_FIRST_AT. "Martin Lawrence" and "Harper Lee" stay as they stand.
    """
    if len(words) not in (2, 3) or not _may_lead(words[0], words[1]):
        return False
    first, second, *third = map(lean, words)
    odds = -first + (second if not third else _given_before_middle(second) + _middle_for_family(third[0]))
    return odds >= FAMILY_FIRST_AT


def _may_lead(first: str, second: str) -> bool:
    return lean(first) <= RATHER_FAMILY and is_given(second)


def _given_before_middle(leaning: float) -> float:
    return -math.log(_MIDDLE_IS_GIVEN + (1 - _MIDDLE_IS_GIVEN) * math.exp(-leaning))


def _middle_for_family(leaning: float) -> float:
    return math.log(_MIDDLE_IS_GIVEN * math.exp(leaning) + 1 - _MIDDLE_IS_GIVEN)


def family_and_given(first: str, second: str) -> bool:
    """Whether two words before initials are a family and a given name: "Swanson Peter" A, not "García Márquez" G."""
    return lean(first) <= RATHER_FAMILY and lean(second) >= SURE_GIVEN


def family_leads_series(direct: pl.Series) -> pl.Series:
    """`family_leads` for softened names that were turned round: "last, first second".

    Most names fall out by their first word, most others by the word behind it.
    """
    first = direct.str.splitn(", ", 2).struct.field("field_1").str.splitn(" ", 2).struct.field("field_0")
    may = ~_letters(first).is_in(_never_first().implode())
    rows = may.arg_true()
    names = direct.gather(rows).str.replace("^([^,]*), (.*)$", "$2 $1")
    second = _letters(names.str.extract("^[^ ]+ ([^ ]+)(?: [^ ]+)?$")).is_in(_second_words().implode())
    near = second.fill_null(value=False)
    leads = pl.Series([family_leads(name.split(" ")) for name in names.filter(near).to_list()], dtype=pl.Boolean)
    return may.scatter(rows, near.scatter(near.arg_true(), leads))


def _letters(words: pl.Series) -> pl.Series:
    """`word_key` of softened words."""
    return words.str.replace_many(["'", "-", "."], [""] * 3)


def may_be_family_series(softened: pl.Series, pattern: str) -> pl.Series:
    """Where `is_family` may hold for the word that a pattern captures in softened text."""
    return _letters(softened.str.extract(pattern)).is_in(_family_words().implode()).fill_null(value=False)


@cache
def _leanings() -> dict[str, float]:
    lines = files("stocktake.text.person").joinpath("name_words.csv").read_text("utf-8").splitlines()[2:]
    return {word: float(leaning) for word, _, leaning in (line.partition(",") for line in lines)}


@cache
def _second_words() -> pl.Series:
    return _words_where(lambda leaning: leaning >= GIVEN_AT)


@cache
def _family_words() -> pl.Series:
    return _words_where(lambda leaning: leaning <= FAMILY_AT)


@cache
def _never_first() -> pl.Series:
    known = _words_where(lambda leaning: leaning > RATHER_FAMILY)
    return pl.concat([known, pl.Series(["", *ascii_lowercase])])


def _words_where(holds: Callable[[float], bool]) -> pl.Series:
    return pl.Series(sorted(word for word, leaning in _leanings().items() if holds(leaning)), dtype=pl.String)
