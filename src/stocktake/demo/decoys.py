"""Records that look like a listed work and are something else. A tool that confirms one has been fooled."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from stocktake.demo.cases import CASES
from stocktake.demo.isbns import IsbnMint
from stocktake.demo.people import FICTION, Person, draw_person
from stocktake.demo.records import book_row
from stocktake.demo.rows import Decoy, Row
from stocktake.demo.titles import main_title
from stocktake.demo.works import Library, Work, compose, families, unlisted_work

_STUDY_AIDS = (
    ("Study Guide: {title} by {author} (Bright Owl Guides)", "Bright Owl Guides"),
    ("{title} by {author}: Study Guide and Chapter Notes", "Nutshell Notes"),
)
_SUMMARIES = (
    ("Summary of {title} by {author}", "Pocket Digests"),
    ("Summary of {author}'s {title}: Key Ideas in Thirty Minutes", "Half-Hour Reads"),
)


def decoys_of(rng: Random, works: list[Work], library: Library, mint: IsbnMint) -> list[Decoy]:
    """The planted records of all works whose case asks for one."""
    return [_decoy(rng, work, library, mint) for work in works if work.case.decoy]


def _decoy(rng: Random, work: Work, library: Library, mint: IsbnMint) -> Decoy:
    kind = str(work.case.decoy)
    if kind in ("study_guide", "summary"):
        row = _derivative(rng, work, _STUDY_AIDS if kind == "study_guide" else _SUMMARIES)
    elif kind == "reused_isbn":
        row = _other_book_same_isbn(rng, work, library, mint)
    elif kind == "other_volume":
        sequel = compose(rng, work.number, work.case, work.spec, work.authors, mint)
        row = _record(rng, replace(sequel, number=0, volume=2))
    elif kind == "same_title_other_author":
        row = _record(rng, _double(rng, work, (_somebody_else(rng, work),), mint))
    else:
        row = _record(rng, _double(rng, work, (_namesake(work),), mint))
    return Decoy(row, kind, work)


def _record(rng: Random, work: Work) -> Row:
    """The row of a work nobody lists, from its first edition."""
    return book_row(rng, work, 0)


def _double(rng: Random, work: Work, authors: tuple[Person, ...], mint: IsbnMint) -> Work:
    """A different work with the same title specification, with editions of its own."""
    unlisted = tuple(replace(author, number=0) for author in authors)
    return compose(rng, 0, CASES["present"], work.spec, unlisted, mint)


def _derivative(rng: Random, work: Work, forms: tuple[tuple[str, str], ...]) -> Row:
    """A study guide or summary, written by nobody in particular and published by its own mill."""
    form, mill = rng.choice(forms)
    row = book_row(rng, replace(work, number=0), 0)
    title = main_title(work.spec, work.language)
    row.values["Title"] = form.format(title=title, author=work.authors[0].latin.direct())
    row.values |= {"Author": mill, "Publisher": mill, "Identifier": "", "Year": str(rng.randint(2012, 2023))}
    if row.table == "updated":
        row.values["IdentifierWODash"] = ""
    row.isbns, row.labels = frozenset(), ()
    return row


def _other_book_same_isbn(rng: Random, work: Work, library: Library, mint: IsbnMint) -> Row:
    """Another book by other people that carries the ISBN of the listed one."""
    listed = [isbn for edition in work.editions if edition.listed for _, isbn in edition.isbns]
    while True:
        other = unlisted_work(rng, (), library, mint)
        if not families(other.authors) & families(work.authors) and other.spec.core != work.spec.core:
            break
    row = _record(rng, other)
    row.values["Identifier"] = ",".join(listed)
    if row.table == "updated":
        row.values["IdentifierWODash"] = ",".join(listed)
    row.isbns = frozenset(listed)
    return row


def _somebody_else(rng: Random, work: Work) -> Person:
    """An author in the same language and field without any family name in common."""
    while True:
        person = draw_person(rng, work.language, work.authors[0].topic)
        if not families((person,)) & families(work.authors):
            return person


def _namesake(work: Work) -> Person:
    """Another person of the same name; the demo's poets share their names with many."""
    return replace(work.authors[0], topic=FICTION, pen_name=None)
