"""The listed works with their editions, and the works nobody lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from stocktake.demo.cases import CASES, Case, plan
from stocktake.demo.isbns import IsbnMint
from stocktake.demo.papers import Paper, draw_paper_facts
from stocktake.demo.people import (
    AGENCY_LANGUAGES,
    FICTION,
    Person,
    draw_language,
    draw_person,
    draw_topic,
)
from stocktake.demo.titles import TitleSpec, draw_novel, draw_paper, draw_study
from stocktake.demo.words import LANGUAGES, Publisher, publishers, table, topics

FIRST_ISBN_YEAR = 1972


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition in one language; `isbns` are (format, ISBN-13) with the formats HB, PB and EB."""

    number: int
    year: int
    language: str
    publisher: Publisher
    isbns: tuple[tuple[str, str], ...]
    listed: bool
    translator: Person | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A work. `number` is 0 for one that no catalogue lists; its first edition is the original."""

    number: int
    case: Case
    spec: TitleSpec
    language: str
    authors: tuple[Person, ...]
    edited: bool
    editions: tuple[Edition, ...]
    volume: int | None = None
    paper: Paper | None = None

    @property
    def in_agency_list(self) -> bool:
        """True for the agency's list, False for the publisher's backlist: an author's works stay together."""
        return self.authors[0].in_agency_list

    @property
    def is_fiction(self) -> bool:
        """Fiction stands in a table of its own in the dump."""
        return self.paper is None and self.authors[0].topic == FICTION


class Library:
    """Every title given out: no two listed works share one, and no unlisted work copies a listed one."""

    def __init__(self) -> None:
        self._cores: set[tuple[str, tuple[int, ...]]] = set()
        self._claimed: set[tuple[tuple[str, tuple[int, ...]], str]] = set()

    def claim(self, spec: TitleSpec, authors: Sequence[Person], shared: bool) -> bool:
        """Reserves a title for its authors' families; False when taken (`shared`: only by such a family)."""
        pairs = {(spec.core, family) for family in families(authors)}
        if pairs & self._claimed or (not shared and spec.core in self._cores):
            return False
        self._cores.add(spec.core)
        self._claimed |= pairs
        return True

    def is_free(self, spec: TitleSpec, authors: Sequence[Person]) -> bool:
        """True when no listed work has this title and one of these family names."""
        return not any((spec.core, family) in self._claimed for family in families(authors))


def families(authors: Sequence[Person]) -> set[str]:
    """Every family name the authors may be credited under, in Latin letters, double names part by part."""
    names = {part for author in authors for part in author.latin.family.split()}
    return names | {author.pen_name.family for author in authors if author.pen_name}


def listed_works(rng: Random, people: Sequence[Person], n_works: int, mint: IsbnMint) -> tuple[list[Work], Library]:
    """The works both catalogues list, numbered from 1, and the library that knows their titles."""
    library = Library()
    works = [
        _listed_work(rng, number, CASES[name], people, library, mint)
        for number, name in enumerate(plan(rng, n_works), start=1)
    ]
    return works, library


def unlisted_work(rng: Random, people: Sequence[Person], library: Library, mint: IsbnMint) -> Work:
    """A work of no catalogue, one in seven by a namesake of a listed author.

    No title and family name together are those of a listed work: nobody could tell the two apart.
    """
    while True:
        author = _stranger(rng, people)
        authors = (author, *_co_authors(rng, author))
        spec = _generic_spec(rng) if rng.random() < 0.01 else _spec(rng, author.topic)
        if library.is_free(spec, authors):
            return compose(rng, 0, CASES["present"], spec, authors, mint)


def compose(rng: Random, number: int, case: Case, spec: TitleSpec, authors: tuple[Person, ...], mint: IsbnMint) -> Work:
    """A work with editions, made of its title and authors."""
    lead = authors[0]
    paper = draw_paper_facts(rng) if spec.pattern == "paper" else None
    house = number > 0 and not lead.in_agency_list
    return Work(
        number=number,
        case=case,
        spec=spec,
        language=lead.language,
        authors=authors,
        edited=len(authors) > 1 and rng.random() < 0.3 and paper is None,
        editions=() if paper else _editions(rng, case, lead.language, house, mint),
        volume=1 if case.volume else None,
        paper=paper,
    )


def _listed_work(
    rng: Random, number: int, case: Case, people: Sequence[Person], library: Library, mint: IsbnMint
) -> Work:
    while True:
        author = _author_for(rng, case, people)
        authors = (author, *([] if case.pen_name or case.generic else _co_authors(rng, author)))
        spec = _spec_for(rng, case, author.topic)
        if library.claim(spec, authors, shared=case.generic):
            return compose(rng, number, case, spec, authors, mint)


def _author_for(rng: Random, case: Case, people: Sequence[Person]) -> Person:
    """An author whom the case can happen to; a small cast without one falls back on anybody."""
    fitting: Sequence[Person] = people
    if case.pen_name:
        fitting = [p for p in people if p.pen_name]
    elif case.transliterated:
        fitting = [p for p in people if p.language == "rus"]
    elif case.paper:
        fitting = [p for p in people if p.topic != FICTION and p.in_agency_list]
    elif case.generic:
        fitting = _common_names(people)
    elif case.needs_latin_title:
        fitting = [p for p in people if p.language in AGENCY_LANGUAGES]
    return _productive(rng, fitting or people)


def _productive(rng: Random, people: Sequence[Person]) -> Person:
    """The first are chosen most often: of 500 authors the first writes about one work in a hundred."""
    return people[int(len(people) * rng.random() ** 1.3)]


def _common_names(people: Sequence[Person]) -> list[Person]:
    common = {name for row in table("names") if row[1] == "family" for name in row[2].split()[:12]}
    return [p for p in people if p.name.family in common]


def _spec_for(rng: Random, case: Case, topic: str) -> TitleSpec:
    if case.paper:
        return draw_paper(rng, topic if topic != FICTION else rng.choice(topics()))
    if case.generic:
        return _generic_spec(rng)
    spec = _spec(rng, topic)
    return TitleSpec("of", (spec.words[0] % 70, 70)) if case.volume and spec.pattern == "number" else spec


def _spec(rng: Random, topic: str) -> TitleSpec:
    return draw_novel(rng) if topic == FICTION else draw_study(rng, topic)


def _generic_spec(rng: Random) -> TitleSpec:
    return TitleSpec("generic", (rng.randrange(len(table("generics"))),))


def _stranger(rng: Random, people: Sequence[Person]) -> Person:
    """Somebody who is not listed, now and then with the very name of somebody who is."""
    topic = draw_topic(rng)
    if people and rng.random() < 0.14:
        double = rng.choice(people)
        return Person(0, double.language, double.name, double.latin, topic)
    return draw_person(rng, draw_language(rng), topic)


def _co_authors(rng: Random, author: Person) -> list[Person]:
    """Nobody for fiction; one more for a third of the rest, two for a few."""
    if author.topic == FICTION:
        return []
    n = rng.choices((0, 1, 2, 3), (62, 25, 10, 3))[0]
    return [draw_person(rng, author.language, author.topic) for _ in range(n)]


def _editions(rng: Random, case: Case, language: str, house: bool, mint: IsbnMint) -> tuple[Edition, ...]:
    """The original, perhaps later editions, perhaps a translation. Not all of them are listed."""
    publisher = rng.choice(publishers(language, house))
    year = int(rng.triangular(FIRST_ISBN_YEAR if case.needs_isbn else 1951, 2022, 2004))
    editions = [_edition(rng, 1, year, language, publisher, True, mint)]
    while len(editions) < 4 and year < 2018 and rng.random() < 0.28:
        year += rng.randint(2, 9)
        number, listed = len(editions) + 1, rng.random() < 0.7
        editions.append(_edition(rng, number, min(year, 2023), language, publisher, listed, mint))
    if case.translation_only or rng.random() < 0.07:
        editions.append(_translation(rng, language, editions[0].year, case, mint))
    return tuple(editions)


def _edition(
    rng: Random, number: int, year: int, language: str, publisher: Publisher, listed: bool, mint: IsbnMint
) -> Edition:
    formats = [name for name, share in (("HB", 0.55), ("PB", 0.75)) if rng.random() < share] or ["PB"]
    if year >= 2008 and rng.random() < 0.6:
        formats.append("EB")
    has_isbn = year >= FIRST_ISBN_YEAR
    isbns = tuple((name, mint.issue(publisher.prefix)) for name in formats) if has_isbn else ()
    return Edition(number, year, language, publisher, isbns, listed)


def _translation(rng: Random, language: str, year: int, case: Case, mint: IsbnMint) -> Edition:
    """A foreign edition by another publisher; some stand in the catalogue under the same work number."""
    foreign = rng.choice([code for code in LANGUAGES if code != language])
    translator = draw_person(rng, foreign, FICTION)
    year = min(max(year + rng.randint(1, 12), FIRST_ISBN_YEAR), 2023)
    publisher = rng.choice(publishers(foreign, False))
    isbns = (("PB", mint.issue(publisher.prefix)),)
    listed = rng.random() < (0.8 if case.translation_only else 0.4) and foreign in AGENCY_LANGUAGES
    return Edition(1, year, foreign, publisher, isbns, listed, translator)
