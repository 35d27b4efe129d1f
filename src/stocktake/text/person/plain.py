"""The short way for most names: ordinary words only, with one comma or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import polars as pl

from stocktake.model import PersonName
from stocktake.text.distinct import where
from stocktake.text.family_first import STANDS_FIRST
from stocktake.text.fold import fold, soften, soften_series
from stocktake.text.nobody import CORPORATE_WORDS, NOBODY
from stocktake.text.particles import (
    CAPITAL_PARTICLES,
    DEGREES,
    GENERATIONS,
    OFFICES,
    PARTICLES,
    PROFESSIONS,
    RANKS,
    SHORT_DEGREES,
    TITLES_BEFORE,
)
from stocktake.text.person.brackets import without_asides_series
from stocktake.text.person.direct import PATRONYMIC_PATTERN, is_patronymic
from stocktake.text.person.headings import SUBDIVISION_PATTERN, is_subdivided
from stocktake.text.person.keys import cut, ordinary_keys
from stocktake.text.person.letters import FULL_STOP_PATTERN, LETTERS, without_full_stop
from stocktake.text.person.word_order import family_leads, family_leads_series

_INNER = f"-{LETTERS}'\u2019\u02b9\u02bc\u0300-\u036f\ufe20\ufe21"
_WORD = f"[{LETTERS}][{_INNER}.]*"
_WHOLE_WORD = f"[{LETTERS}][{_INNER}]*[{LETTERS}\u0300-\u036f]"
_LONG_WORD = f"[{LETTERS}][{_INNER}]{{2,}}[{LETTERS}\u0300-\u036f]"
_UP_TO_FOUR = f"{_WORD}(?: {_WORD}){{0,3}}"
PLAIN_PATTERN = f"^(?:((?:{_WHOLE_WORD} ){{0,2}}{_WHOLE_WORD}), ({_UP_TO_FOUR})|({_UP_TO_FOUR}) ({_LONG_WORD}))$"
"""A name of ordinary words: family, given; or given, family."""

_PLAIN = re.compile(PLAIN_PATTERN)
_INSIDE_WORDS = ".'\u2019\u02b9\u02bc-"
_NOTHING_INSIDE = dict.fromkeys(map(ord, _INSIDE_WORDS + ","))

_STRIKING_WORDS = frozenset(
    word
    for words in (
        TITLES_BEFORE | RANKS | DEGREES | PROFESSIONS | CORPORATE_WORDS | frozenset(GENERATIONS) | {"of"},
        *(phrase.split() for phrase in NOBODY),
    )
    for word in words
    if len(word) > 1
)
TELLING_WORDS = _STRIKING_WORDS | PARTICLES | {word.lower() for word in CAPITAL_PARTICLES | SHORT_DEGREES}
"""Every word that the rules about ornaments and particles look for."""

_TELLING_IN_FRONT = STANDS_FIRST | OFFICES
_OF_IRELAND = " [OÓ](?: |$)"


def plain_name(text: str) -> PersonName | None:
    """The name if it has ordinary words only, and nothing is to be decided but its order; else None."""
    found = _PLAIN.match(text)
    if found is None or " y " in text or is_subdivided(text):
        return None
    family, given, given_first, family_last = found.groups()
    if not TELLING_WORDS.isdisjoint(_words_to_tell(text)):
        return None
    if family:
        return PersonName(family, without_full_stop(given))
    words = given_first.split(" ")
    if (
        " O " in text
        or is_patronymic(family_last)
        or fold(words[0]) in _TELLING_IN_FRONT
        or family_leads([*words, family_last])
    ):
        return None
    return PersonName(family_last, without_full_stop(given_first))


def _words_to_tell(text: str) -> list[str]:
    return text.lower().translate(_NOTHING_INSIDE).split(" ")


_MARKS = re.compile("[.'-]")


def _any_of(vocabulary: Iterable[str], around: str) -> str:
    """A pattern for whole words with marks between their letters or none: "phd" is in "Ph.D."."""
    spelt = sorted({"[.'-]*".join(_MARKS.sub("", word)) for word in vocabulary})
    return f"(?:^|{around})[.',-]*(?:{'|'.join(spelt)})[.',-]*(?:{around}|$)"


_TELLS = _any_of({soften(word) for word in TELLING_WORDS} - {"o"}, " ")
"""Found in every softened name that holds one of the telling words but "Ó", and in a few others."""

_TELLS_IN_FRONT = f", (?:{'|'.join(sorted(_TELLING_IN_FRONT))})(?:[ .,'-]|$)"
_TELLS_INVERTED = _any_of(map(soften, _STRIKING_WORDS), " ")
_TRAILING = f"(?: (?:{'|'.join(sorted(PARTICLES))})| u[.] ?a[.].*)$|{_any_of(SHORT_DEGREES, '[ ,]')}"
"""What else a name around a comma may hold that has to be decided: particles behind the given names, "u.a.",
and degrees, which only count in capitals.
"""

_CAPITALISED = "[A-Z][A-Za-z.'-]*"
_SHORT = f"^{_CAPITALISED}(?: {_CAPITALISED}){{0,3}} [A-Z][a-z]{{1,2}}$"
"""Given names and a family name too short for PLAIN_PATTERN, but no initials: "Wei Xu"."""


def ordinary(credited: pl.Series, columns: Sequence[str]) -> tuple[pl.Series, pl.DataFrame]:
    """Which names of a series `plain_name` takes (some may be missed), and the wanted columns of these: family, given,
    suffix, family_key, given_key.
    """
    aside = credited.str.contains("(", literal=True)
    bare = where(credited, aside, without_asides_series).str.strip_chars(" ,;")
    untouched = bare == credited
    plain = bare.str.contains(PLAIN_PATTERN)
    plain = where(plain, ~plain & untouched, lambda _: bare.filter(~plain & untouched).str.contains(_SHORT))
    rows = plain.arg_true()
    bare = bare.gather(rows)
    direct = ~bare.str.contains(",", literal=True)
    names = where(bare, direct, _family_first)
    soft = soften_series(names)
    told = _tells(bare, soft, inverted=~direct & untouched.gather(rows), direct=direct)
    return plain.scatter(rows.filter(told), False), _parts(names.filter(~told), soft.filter(~told), columns)


def _tells(names: pl.Series, soft: pl.Series, *, inverted: pl.Series, direct: pl.Series) -> pl.Series:
    """Whether more than the order is to be decided. Particles inside of `inverted` names change nothing."""
    rows, others = inverted.arg_true(), (~inverted).arg_true()
    behind, before = soft.gather(rows), soft.gather(others)
    told = before.str.contains(_TELLS) | before.str.contains(PATRONYMIC_PATTERN.replace("$", ","))
    told |= names.gather(others).str.contains(f" y |{_OF_IRELAND}") | before.str.contains(_TELLS_IN_FRONT)
    turned = direct.gather(others)
    told = where(told, turned, lambda settled: settled | family_leads_series(before.filter(turned)))
    told_behind = behind.str.contains(_TELLS_INVERTED) | names.gather(rows).str.contains(_TRAILING)
    told = inverted.clone().scatter(rows, told_behind).scatter(others, told)
    return told | names.str.contains(SUBDIVISION_PATTERN)


def _family_first(direct: pl.Series) -> pl.Series:
    """ "John Smith" as "Smith, John"."""
    given = direct.str.replace(" [^ ]+$", "")
    family = pl.lit(direct).str.slice(pl.lit(given).str.len_chars() + 1)
    return pl.select(pl.format("{}, {}", family, pl.lit(given))).to_series()


def _parts(names: pl.Series, soft: pl.Series, columns: Sequence[str]) -> pl.DataFrame:
    """The wanted columns of ordinary names, told as "family, given" and as the same softened."""
    made = pl.DataFrame({"suffix": pl.repeat("", len(names), eager=True)})
    if not {"family", "given"}.isdisjoint(columns):
        given = pl.col("given").str.replace(FULL_STOP_PATTERN, "$1")
        made = made.hstack(cut(names, ", ", "family", "given").with_columns(given))
    if not {"family_key", "given_key"}.isdisjoint(columns):
        made = made.hstack(ordinary_keys(names, soft))
    return made.select(columns)
