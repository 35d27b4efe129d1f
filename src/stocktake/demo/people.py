"""The people of the demo: authors, namesakes, pen names and translators, drawn from lists of names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random

from stocktake.demo.words import table, topics, zipf_choice

FICTION = "fiction"
AGENCY_LANGUAGES = ("eng", "deu", "fra", "spa")  # what Windows-1252 can write
_LANGUAGE_SHARES = {"eng": 0.58, "deu": 0.14, "fra": 0.10, "spa": 0.09, "rus": 0.06, "zho": 0.03}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in two parts, in one script."""

    family: str
    given: str

    @property
    def is_han(self) -> bool:
        """Chinese characters: family name first and nothing between the parts."""
        return "一" <= self.family[0] <= "龥"

    def direct(self) -> str:
        """Given name first, as on a title page."""
        return self.family + self.given if self.is_han else f"{self.given} {self.family}".strip()

    def inverted(self) -> str:
        """Family name, comma, given name, as in a register."""
        if self.is_han:
            return self.direct()
        return f"{self.family}, {self.given}" if self.given else self.family

    def shortened(self) -> Name:
        """Given names cut to initials: "Jean-Luc Marie" → "J.-L. M."."""
        if self.is_han:
            return self
        words = ("-".join(f"{part[0]}." for part in word.split("-")) for word in self.given.split())
        return Name(self.family, " ".join(words))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes. Two people may bear one name; `number` and `topic` tell them apart."""

    number: int
    language: str
    name: Name
    latin: Name
    topic: str
    pen_name: Name | None = None

    @property
    def in_agency_list(self) -> bool:
        """Two in five are listed by the agency, the others by the publisher."""
        return self.language in AGENCY_LANGUAGES and self.number % 5 < 2


def draw_language(rng: Random) -> str:
    """A language with the shares of the demo's world."""
    return rng.choices(tuple(_LANGUAGE_SHARES), tuple(_LANGUAGE_SHARES.values()))[0]


def draw_topic(rng: Random) -> str:
    """Fiction for four in ten, else one of the subject areas."""
    return FICTION if rng.random() < 0.4 else rng.choice(topics())


def draw_person(rng: Random, language: str, topic: str, number: int = 0) -> Person:
    """A person with a name of the language; common names come often."""
    name, latin = draw_name(rng, language)
    return Person(number, language, name, latin, topic)


def draw_name(rng: Random, language: str) -> tuple[Name, Name]:
    """A name in its own script and in Latin letters (equal for the languages written in Latin letters)."""
    lists = _name_lists(language)
    sex = "female" if rng.random() < 0.46 else "male"
    family, given = zipf_choice(rng, lists["family"]), zipf_choice(rng, lists[sex])
    if language == "eng" and rng.random() < 0.22:
        given = f"{given} {_second_given(rng, given, lists[sex])}"
    if language == "spa" and rng.random() < 0.35:
        family = f"{family} {zipf_choice(rng, lists['family'])}"
    if language == "rus" and sex == "female":
        family = "/".join(f"{part}{ending}" for part, ending in zip(family.split("/"), "аa", strict=True))
    return _in_script(family, given, 0), _in_script(family, given, -1)


def _second_given(rng: Random, first: str, givens: tuple[str, ...]) -> str:
    second = rng.choice([given for given in givens if given != first])
    return f"{second[0]}." if rng.random() < 0.6 else second


def _in_script(family: str, given: str, part: int) -> Name:
    return Name(family.split("/")[part], given.split("/")[part])


def _name_lists(language: str) -> dict[str, tuple[str, ...]]:
    if language not in _LISTS:
        rows = [row for row in table("names") if row[0] == language]
        _LISTS[language] = {kind: _unfolded(names) for _, kind, names in rows}
    return _LISTS[language]


def _unfolded(names: str) -> tuple[str, ...]:
    return tuple(name.replace("_", " ") for name in names.split())


_LISTS: dict[str, dict[str, tuple[str, ...]]] = {}


# A small cast too needs somebody for every case: a scholar whom the agency lists, a Russian, two novelists.
_FIXED = {5: ("eng", "nature"), 7: ("rus", "past"), 8: ("eng", FICTION), 9: ("deu", FICTION)}


def cast(rng: Random, n_people: int) -> list[Person]:
    """The listed authors, most productive first.

    One in thirty is the namesake of somebody before, in the same catalogue: numbers ending in 3 and the
    people they are taken from stand in the publisher's backlist.
    """
    people: list[Person] = []
    for number in range(1, n_people + 1):
        doubles = [p for p in people if not p.in_agency_list] if number % 30 == 3 else []
        if doubles:
            people.append(_namesake(rng, rng.choice(doubles), number))
        else:
            language, topic = draw_language(rng), draw_topic(rng)
            people.append(draw_person(rng, *_FIXED.get(number, (language, topic)), number))
    return _with_pen_names(rng, people)


def _namesake(rng: Random, person: Person, number: int) -> Person:
    """Another person of the same name who writes about something else."""
    others = [topic for topic in (FICTION, *topics()) if topic != person.topic]
    return replace(person, number=number, topic=rng.choice(others), pen_name=None)


def _with_pen_names(rng: Random, people: list[Person]) -> list[Person]:
    """Gives each invented pen name to one writer of fiction of its language, while there are any."""
    free = {language: _writers(people, language) for language in ("eng", "deu", "fra", "spa")}
    named = dict(enumerate(people))
    for language, family, given in table("pen_names"):
        if free[language]:
            at = free[language].pop(rng.randrange(len(free[language])))
            named[at] = replace(people[at], pen_name=Name(family, given))
    return [named[n] for n in range(len(people))]


def _writers(people: Iterable[Person], language: str) -> list[int]:
    return [n for n, p in enumerate(people) if p.language == language and p.topic == FICTION]
