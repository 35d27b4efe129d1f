"""Invented titles: a pattern and the words in it, which can be written in any of the six languages.

A title is kept as its specification, so that a translation is the same specification in another language
and two works have the same title exactly when their specifications are equal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

from stocktake.demo.words import by_language, french_of, nouns, subjects_of, table

ARTICLES = {
    "eng": ("The", "A", "An"),
    "deu": ("Der", "Die", "Das"),
    "fra": ("Le", "La", "Les"),
    "spa": ("El", "La", "Los"),
}
VOLUME_WORDS = {"eng": "Volume", "deu": "Band", "fra": "Tome", "spa": "Tomo", "rus": "Том", "zho": "卷"}
_AND = {"eng": "and", "deu": "und", "fra": "et", "spa": "y", "rus": "и"}
_IN = {"eng": "in", "deu": "in", "fra": "à", "spa": "en", "rus": "в"}
_EVIDENCE = {
    "eng": "evidence from",
    "deu": "Befunde aus",
    "fra": "le cas de",
    "spa": "el caso de",
    "rus": "исследование в",
}


@dataclass(frozen=True, slots=True)
class TitleSpec:
    """A pattern, the row numbers of its words, and the row of its subtitle (None: it has none)."""

    pattern: str
    words: tuple[int, ...]
    subtitle: int | None = None

    @property
    def core(self) -> tuple[str, tuple[int, ...]]:
        """What makes it the same title: subtitles are left out of lists too often to count."""
        return self.pattern, self.words


def draw_novel(rng: Random) -> TitleSpec:
    """A title of fiction; one in forty is nothing but a year, as novels like to be."""
    n = len(nouns())
    chance = rng.random()
    if chance < 0.025:
        return TitleSpec("number", (rng.randrange(1205, 1950),))
    if chance < 0.42:
        return TitleSpec("adjective", (rng.randrange(len(table("adjectives"))), rng.randrange(n)))
    if chance < 0.68:
        return TitleSpec("of", tuple(rng.sample(range(n), 2)))
    if chance < 0.82:
        return TitleSpec("and", tuple(rng.sample(range(n), 2)))
    if chance < 0.97:
        return TitleSpec("in", (rng.randrange(n), rng.randrange(len(table("places")))))
    return TitleSpec("noun", (rng.randrange(n),))


def draw_study(rng: Random, topic: str) -> TitleSpec:
    """A title of non-fiction on a topic; half of them carry a subtitle."""
    subtitle = rng.randrange(len(table("subtitles"))) if rng.random() < 0.55 else None
    subject, noun = rng.choice(subjects_of(topic)), rng.randrange(len(nouns()))
    chance = rng.random()
    if chance < 0.06:
        return TitleSpec(rng.choice(("introduction", "handbook", "tongue")), (subject,), subtitle)
    if chance < 0.42:
        return TitleSpec("subject_in", (subject, rng.randrange(len(table("places")))), subtitle)
    if chance < 0.80:
        return TitleSpec("subject_and", (subject, noun), subtitle)
    if chance < 0.86:
        return TitleSpec("age", (noun,), subtitle)
    return TitleSpec("of", (noun, rng.randrange(len(nouns()))), subtitle)


def draw_paper(rng: Random, topic: str) -> TitleSpec:
    """A title of a journal article on a topic."""
    places = len(table("places"))
    return TitleSpec("paper", (rng.choice(subjects_of(topic)), rng.randrange(len(nouns())), rng.randrange(places)))


@cache
def main_title(spec: TitleSpec, language: str) -> str:
    """The title without its subtitle."""
    text = _PATTERNS[spec.pattern](language, *spec.words)
    return text[:1].upper() + text[1:]


def subtitle(spec: TitleSpec, language: str) -> str:
    """The subtitle, or '' when the title has none."""
    return "" if spec.subtitle is None else by_language("subtitles")[spec.subtitle][language]


def full_title(spec: TitleSpec, language: str) -> str:
    """Title and subtitle, parted by a colon."""
    second = subtitle(spec, language)
    return f"{main_title(spec, language)}: {second}" if second else main_title(spec, language)


def _adjective(language: str, adjective: int, noun: int) -> str:
    row, n = table("adjectives")[adjective], nouns()[noun]
    if language == "eng":
        return f"The {row[0].capitalize()} {n.bare['eng']}"
    if language == "deu":
        article, bare = n.definite["deu"].split(" ", 1)
        return f"{article} {row[1]} {bare}"
    if language in ("fra", "spa"):
        first = 2 if language == "fra" else 4
        return f"{n.definite[language]} {row[first + (n.gender[language] == 'f')]}"
    if language == "rus":
        return f"{row[6 + 'mfn'.index(n.gender['rus'])]} {n.bare['rus']}"
    return f"{row[9]}{n.bare['zho']}"


def _of(language: str, first: int, second: int) -> str:
    a, b = nouns()[first], nouns()[second]
    if language == "zho":
        return b.of["zho"] + a.bare["zho"]
    return f"{a.definite[language]} {b.of[language]}"


def _and(language: str, first: int, second: int) -> str:
    form = "definite" if language in ("fra", "spa") else "bare"
    a, b = (getattr(nouns()[n], form)[language] for n in (first, second))
    return f"{a}与{b}" if language == "zho" else f"{a} {_AND[language]} {b}"


def _noun_in(language: str, noun: int, place: int) -> str:
    return _in(nouns()[noun].definite[language], language, place)


def _in(what: str, language: str, place: int) -> str:
    where = by_language("places")[place][language]
    return f"{where}的{what}" if language == "zho" else f"{what} {_IN[language]} {where}"


def _subject(language: str, subject: int) -> str:
    """The subject as a heading: with its article only where the language cannot do without."""
    _, eng, deu, fra, spa, rus, _, zho = table("subjects")[subject]
    forms = {"eng": eng.capitalize(), "deu": deu, "fra": fra, "spa": spa, "rus": rus, "zho": zho}
    return forms[language]


def _subject_in(language: str, subject: int, place: int) -> str:
    return _in(_subject(language, subject), language, place)


def _subject_and(language: str, subject: int, noun: int) -> str:
    form = nouns()[noun].bare if language in ("deu", "rus", "zho") else nouns()[noun].definite
    what = _subject(language, subject)
    return f"{what}与{form['zho']}" if language == "zho" else f"{what} {_AND[language]} {form[language]}"


def _introduction(language: str, subject: int) -> str:
    _, eng, deu, fra, spa, rus, _, zho = table("subjects")[subject]
    return {
        "eng": f"Introduction to {eng.capitalize()}",
        "deu": f"Einführung in die {deu}",
        "fra": f"Introduction à {fra}",
        "spa": f"Introducción a {spa}".replace("a el ", "al "),
        "rus": f"Введение в науку: {rus}",
        "zho": f"{zho}导论",
    }[language]


def _handbook(language: str, subject: int) -> str:
    _, eng, deu, fra, spa, _, rus_of, zho = table("subjects")[subject]
    return {
        "eng": f"Handbook of {eng.capitalize()}",
        "deu": f"Handbuch der {deu}",
        "fra": f"Manuel {french_of(fra)}",
        "spa": f"Manual de {spa.split(' ', 1)[1]}",
        "rus": f"Основы {rus_of}",
        "zho": f"{zho}手册",
    }[language]


def _tongue(language: str, subject: int) -> str:
    _, eng, deu, fra, spa, _, rus_of, zho = table("subjects")[subject]
    return {
        "eng": f"The Language of {eng.capitalize()}",
        "deu": f"Die Sprache der {deu}",
        "fra": f"Le langage {french_of(fra)}",
        "spa": f"El lenguaje de {spa}".replace("de el ", "del "),
        "rus": f"Язык {rus_of}",
        "zho": f"{zho}的语言",
    }[language]


def _age(language: str, noun: int) -> str:
    heads = {"eng": "The Age", "deu": "Das Zeitalter", "fra": "L'âge", "spa": "La edad", "rus": "Век"}
    n = nouns()[noun]
    return f"{n.bare['zho']}时代" if language == "zho" else f"{heads[language]} {n.of[language]}"


def _paper(language: str, subject: int, noun: int, place: int) -> str:
    where = by_language("places")[place][language]
    what = _subject_and(language, subject, noun)
    return f"{what}:以{where}为例" if language == "zho" else f"{what}: {_EVIDENCE[language]} {where}"


_PATTERNS: dict[str, Callable[..., str]] = {
    "adjective": _adjective,
    "of": _of,
    "and": _and,
    "in": _noun_in,
    "noun": lambda language, noun: nouns()[noun].definite[language],
    "number": lambda _, year: str(year),
    "generic": lambda language, row: by_language("generics")[row][language],
    "introduction": _introduction,
    "handbook": _handbook,
    "tongue": _tongue,
    "age": _age,
    "subject_in": _subject_in,
    "subject_and": _subject_and,
    "paper": _paper,
}
