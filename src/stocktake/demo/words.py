"""The word lists the demo is written with, read from the text files beside this module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TypeVar

LANGUAGES = ("eng", "deu", "fra", "spa", "rus", "zho")
Pick = TypeVar("Pick")

_GERMAN = {"der": "des", "das": "des", "die": "der"}
_FRENCH = {"le": "du", "la": "de la"}
_SPANISH = {"el": "del", "la": "de la"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun as titles need it, by language: bare, with its article, "of the …", and its gender."""

    bare: dict[str, str]
    definite: dict[str, str]
    of: dict[str, str]
    gender: dict[str, str]


@dataclass(frozen=True, slots=True)
class Publisher:
    """An invented publisher; `prefix` is the group and registrant part of its ISBNs after 978."""

    language: str
    name: str
    prefix: str
    city: str
    house: bool


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of words/<name>.txt without its comment line, cut at the bars."""
    text = (Path(__file__).parent / "words" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(tuple(line.split("|")) for line in lines)


@cache
def by_language(name: str) -> tuple[dict[str, str], ...]:
    """A table whose columns are the six languages in order, as one dictionary a row."""
    return tuple(dict(zip(LANGUAGES, row, strict=True)) for row in table(name))


@cache
def nouns() -> tuple[Noun, ...]:
    """Every noun of nouns.txt with its forms derived: articles and genitives follow from the listed form."""
    return tuple(_noun(*row) for row in table("nouns"))


@cache
def publishers(language: str, house: bool) -> tuple[Publisher, ...]:
    """The publishers of a language, either the demo's own imprints or the rest of the trade."""
    rows = (
        Publisher(code, name, prefix, city, kind == "house") for code, name, prefix, city, kind in table("publishers")
    )
    return tuple(p for p in rows if p.language == language and p.house is house)


@cache
def topics() -> tuple[str, ...]:
    """The subject areas of subjects.txt in the order of the file."""
    return tuple(dict.fromkeys(row[0] for row in table("subjects")))


@cache
def subjects_of(topic: str) -> tuple[int, ...]:
    """Row numbers of the subjects of a topic."""
    return tuple(n for n, row in enumerate(table("subjects")) if row[0] == topic)


@cache
def _zipf_weights(n: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + 2.7) for rank in range(n)))


def zipf_choice(rng: Random, ranked: Sequence[Pick]) -> Pick:
    """One of the ranked values, the first far more often than the last, as family names are spread."""
    return rng.choices(ranked, cum_weights=_zipf_weights(len(ranked)))[0]


def _noun(eng: str, deu: str, ending: str, fra: str, spa: str, rus: str, rus_of: str, zho: str) -> Noun:
    german_article, german = deu.split(" ", 1)
    french, french_gender = _french(fra)
    spanish_article, spanish = spa.split(" ", 1)
    russian, russian_gender = _russian(rus)
    french_bare = french.split(" ", 1)[-1].removeprefix("l'")
    return Noun(
        bare=_keyed(eng.capitalize(), german, french_bare, spanish, russian, zho),
        definite=_keyed(f"the {eng.capitalize()}", deu, french, spa, russian, zho),
        of=_keyed(
            f"of the {eng.capitalize()}",
            f"{_GERMAN[german_article]} {german}{ending}",
            french_of(french),
            f"{_SPANISH[spanish_article]} {spanish}",
            rus_of,
            f"{zho}的",
        ),
        gender={"fra": french_gender, "spa": "f" if spanish_article == "la" else "m", "rus": russian_gender},
    )


def _keyed(*forms: str) -> dict[str, str]:
    return dict(zip(LANGUAGES, forms, strict=True))


def _french(listed: str) -> tuple[str, str]:
    """ "l'hiver,m" tells its gender after the comma; le and la tell it themselves."""
    form, _, told = listed.partition(",")
    return form, told or ("f" if form.startswith("la ") else "m")


def _russian(listed: str) -> tuple[str, str]:
    """Gender by the last letter (а, я: f; о, е: n; a consonant: m), or as told after the comma."""
    form, _, told = listed.partition(",")
    last = form[-1]
    return form, told or ("f" if last in "ая" else "n" if last in "ое" else "m")


def french_of(definite: str) -> str:
    """ "le port" → "du port", "l'hiver" → "de l'hiver"."""
    article, _, rest = definite.partition(" ")
    return f"{_FRENCH[article]} {rest}" if article in _FRENCH else f"de {definite}"
