"""A line of a catalogue as its owner typed it: one edition of a work, with whatever went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from stocktake.demo.damage import article_moved, mojibake, truncated, typo, without_diacritics
from stocktake.demo.listing_isbns import isbn_cells
from stocktake.demo.people import Name
from stocktake.demo.titles import VOLUME_WORDS, main_title, subtitle
from stocktake.demo.transliteration import latin_letters
from stocktake.demo.works import Edition, Work


@dataclass(frozen=True, slots=True)
class Listing:
    """One catalogue line. `isbns` are cells by format (a number where the spreadsheet holds one); `readable`
    are the ISBN-13s that can still be had from them; `labels` name the damage."""

    work: Work
    edition: int
    name: Name
    others: tuple[tuple[Name, str], ...]
    pseudonym: str
    title: str
    volume: str
    isbns: dict[str, str | int]
    readable: frozenset[str]
    doi: str
    labels: tuple[str, ...]

    @property
    def facts(self) -> Edition | None:
        """The edition on the line; None for an article."""
        return self.work.editions[self.edition] if self.work.editions else None

    @property
    def language(self) -> str:
        """The language of the edition, or of the article."""
        return self.facts.language if self.facts else self.work.language

    @property
    def work_id(self) -> str:
        """The work's number in its catalogue."""
        return f"AG-{self.work.number:04d}" if self.work.in_agency_list else f"W{self.work.number:05d}"

    @property
    def author_id(self) -> str:
        """The first author's number in the catalogue: what tells namesakes apart."""
        return f"{self.work.authors[0].number:05d}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A listing and where it stands: the file's name and the line (the row of the sheet), counted from 1."""

    listing: Listing
    source_file: str
    source_line: int


def listings_of(rng: Random, work: Work) -> list[Listing]:
    """One line an edition that its catalogue lists; an article has one line."""
    if work.paper:
        return [_paper_listing(rng, work)]
    return [_listing(rng, work, at) for at, edition in enumerate(work.editions) if edition.listed]


def _listing(rng: Random, work: Work, at: int) -> Listing:
    edition = work.editions[at]
    title, volume, title_labels = _title(rng, work, edition)
    name, name_labels = _lead(rng, work, edition.language)
    isbns, readable, isbn_labels = isbn_cells(rng, work, edition)
    others = tuple((author.name, "ed." if work.edited else "") for author in work.authors[1:])
    if edition.translator:
        others = (*others, (edition.translator.name, "trans."))
    return Listing(
        work=work,
        edition=at,
        name=name,
        others=others,
        pseudonym=_pseudonym(rng, work),
        title=title,
        volume=volume,
        isbns=isbns,
        readable=readable,
        doi="",
        labels=(*title_labels, *name_labels, *isbn_labels),
    )


def _paper_listing(rng: Random, work: Work) -> Listing:
    """Two in three papers are listed with their DOI, some of them as a link."""
    name, name_labels = _lead(rng, work, work.language)
    doi, labels = "", ["doi_missing"]
    if work.paper and rng.random() < 0.67:
        doi, labels = rng.choice(("", "", "https://doi.org/", "doi:")) + work.paper.doi, []
    return Listing(
        work=work,
        edition=0,
        name=name,
        others=tuple((author.name, "") for author in work.authors[1:]),
        pseudonym="",
        title=main_title(work.spec, work.language),
        volume="",
        isbns={},
        readable=frozenset(),
        doi=doi,
        labels=(*name_labels, *labels),
    )


def _pseudonym(rng: Random, work: Work) -> str:
    pen_name = work.authors[0].pen_name
    return pen_name.direct() if work.case.pen_name and pen_name and rng.random() < 0.7 else ""


def _lead(rng: Random, work: Work, language: str) -> tuple[Name, tuple[str, ...]]:
    """The first author as listed: the legal name, sometimes in initials or without its accents."""
    author = work.authors[0]
    if work.case.transliterated:
        return author.latin, ("transliterated",)
    name = author.name if language == author.language else author.latin
    pen = ("pen_name",) if work.case.pen_name and author.pen_name else ()
    chance = rng.random()
    if chance < 0.12 and not name.is_han:
        return name.shortened(), (*pen, "author_initials")
    plain = Name(without_diacritics(name.family), without_diacritics(name.given))
    if chance < 0.24 and plain != name:
        return plain, (*pen, "author_diacritics_lost")
    return name, pen


def _title(rng: Random, work: Work, edition: Edition) -> tuple[str, str, tuple[str, ...]]:
    """Title, volume and labels. In the backlist the volume has a column of its own."""
    labels: list[str] = []
    text, second = main_title(work.spec, edition.language), subtitle(work.spec, edition.language)
    if work.volume and work.in_agency_list:
        text = f"{text}, {VOLUME_WORDS[edition.language]} {work.volume}"
    if second and rng.random() < 0.72:
        text = f"{text}: {second}"
    elif second:
        labels.append("subtitle_missing")
    if work.case.transliterated:
        text = latin_letters(text)
    else:
        text, label = _damaged_title(rng, text, edition.language, work.in_agency_list)
        labels += [label] if label else []
    return text, str(work.volume or ""), tuple(labels)


def _damaged_title(rng: Random, text: str, language: str, in_csv: bool) -> tuple[str, str]:
    """At most one damage a title: the first of the drawn kind that changes anything."""
    chance = rng.random()
    if chance < 0.12:
        kind, damaged = "article_moved", article_moved(text, language)
    elif chance < 0.16:
        kind, damaged = "typo", typo(rng, text)
    elif chance < 0.20:
        kind, damaged = "truncated", truncated(text)
    elif chance < 0.24:
        kind, damaged = "upper_case", text.upper()
    elif chance < 0.30:
        kind, damaged = "ampersand", text.replace(" and ", " & ").replace(" und ", " u. ")
    elif chance < 0.42:
        kind, damaged = "title_diacritics_lost", without_diacritics(text)
    elif chance < 0.52 and language in ("deu", "fra", "spa") and not in_csv:
        kind, damaged = "mojibake", mojibake(text)
    else:
        return text, ""
    return (damaged, kind) if damaged != text else (text, "")
