"""BibTeX and biblatex."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from stocktake.catalogue.bibliography.bibtex_blocks import Item, items
from stocktake.catalogue.bibliography.bibtex_names import people
from stocktake.catalogue.bibliography.identified import distinct, head_text, links, numbers
from stocktake.catalogue.bibliography.latex import UnreadableLatex, plain
from stocktake.catalogue.container import Source
from stocktake.catalogue.encoding import decode
from stocktake.catalogue.entries import Entry, Person
from stocktake.text.vocabulary import paired, words

KIND_OF_TYPE = paired(
    """
    article:article book:book mvbook:book collection:book mvcollection:book reference:book booklet:book manual:book
    proceedings:book mvproceedings:book inbook:chapter incollection:chapter bookinbook:chapter suppbook:chapter
    inreference:chapter thesis:thesis phdthesis:thesis mastersthesis:thesis report:report techreport:report
    periodical:serial
    """
) | {"inproceedings": "conference paper", "conference": "conference paper"}
ROLES = paired(
    """
    author:author editor:editor translator:translator annotator:contributor commentator:contributor
    introduction:introduction foreword:foreword afterword:foreword bookauthor:contributor
    """
)

_FIELDS = (
    ("title", ("title",)),
    ("subtitle", ("subtitle",)),
    ("original_title", ("origtitle",)),
    ("volume", ("volume", "part")),
    ("edition", ("edition",)),
    ("year", ("year", "date", "issue_date")),
    ("publisher", ("publisher", "institution", "school", "organization")),
    ("language", ("langid", "language")),
    ("series", ("series",)),
    ("pages", ("pages", "pagetotal", "numpages")),
)
_INHERITED = words(
    "editor publisher year date isbn issn volume series edition language langid journal journaltitle number"
)
_HEAD = re.compile(
    r"^[^\S\n]*@[^\S\n]*(?:article|book|in\w+|conference|collection|misc|manual|(?:phd|masters)?thesis|(?:tech)?report|"
    r"proceedings|online|unpublished|periodical|string|preamble|comment)[^\S\n]*[{(]",
    re.IGNORECASE | re.MULTILINE,
)
_DASHES = re.compile(r"\s*[-\u2010-\u2015]+\s*")


def looks_like(head: bytes) -> bool:
    """Whether a file that begins so is BibTeX: an "@type{" of a known type at the start of a line."""
    return _HEAD.search(head_text(head)) is not None


def entries(source: Source) -> Iterator[Entry]:
    """One entry a reference, in order; `line` is where it starts. A broken one is rejected by itself.

    A key that stands twice is two references: the second is "key#2". Fields that an entry lacks come from the one that
    its `crossref` names. Raises BadInput for bytes that are no text.
    """
    text = decode(source.path, source.read()).data.decode("utf-8", errors="replace").replace("\r\n", "\n")
    found = list(items(text))
    parents = {item.key.lower(): item for item in reversed(found) if item.key and not item.problem}
    yield from distinct(_entry(item, parents) for item in found)


def _entry(item: Item, parents: Mapping[str, Item]) -> Entry:
    key = item.key or None
    if item.problem:
        return _rejected(item, item.problem)
    of_kind = KIND_OF_TYPE.get(item.kind, "")
    fields = _with_inherited(item, parents)
    try:
        isbn = plain(fields.get("isbn", ""))
        return Entry(
            item.line,
            key,
            values={name: text for name, text in _values(item, fields, of_kind) if text},
            people=_people(fields, of_kind),
            numbers=numbers(of_kind, isbn=isbn, issn=plain(fields.get("issn", "")), doi=_doi(fields)),
            related=links(of_kind, isbn),
            warnings=tuple(("repeated_field", f"{name} stands twice; the first one counts.") for name in item.repeated),
        )
    except UnreadableLatex as error:
        return _rejected(item, f"it holds {error}")


def _rejected(item: Item, problem: str) -> Entry:
    advice = f"Line {item.line}: the entry {item.key!r} cannot be read: {problem}. Correct it there."
    return Entry(
        item.line, item.key or None, reason="entry_not_readable", advice=advice, raw=f"@{item.kind}{{{item.key}"
    )


def _with_inherited(item: Item, parents: Mapping[str, Item]) -> Mapping[str, str]:
    parent = parents.get(item.fields.get("crossref", "").strip().lower())
    if parent is None or parent is item:
        return item.fields
    taken = {name: text for name, text in parent.fields.items() if name in _INHERITED}
    return {**taken, "booktitle": parent.fields.get("title", ""), **item.fields}


def _values(item: Item, fields: Mapping[str, str], of_kind: str) -> Iterator[tuple[str, str]]:
    told = {name: next(filter(None, (plain(fields.get(one, "")) for one in names)), "") for name, names in _FIELDS}
    told["pages"] = _DASHES.sub("-", told["pages"])
    told["row_id"], told["contribution_type"] = item.key, of_kind
    book, journal = plain(fields.get("booktitle", "")), plain(fields.get("journaltitle") or fields.get("journal", ""))
    number = plain(fields.get("number") or fields.get("issue", ""))
    if of_kind == "chapter":
        told |= _in_book(told["title"], plain(fields.get("chapter", "")), book)
    elif of_kind != "book":
        told |= {"journal": journal or (book if of_kind == "conference paper" else ""), "issue": number}
    yield from told.items()


def _in_book(title: str, chapter: str, book: str) -> dict[str, str]:
    """The older @inbook has no booktitle: its title is the book's, and the chapter may have one of its own."""
    if book:
        return {"host": book}
    return {"host": title, "title": title if chapter.isdecimal() or not chapter else chapter}


def _people(fields: Mapping[str, str], of_kind: str) -> tuple[Person, ...]:
    """Everybody, in the order of the roles. The editors of a collection stand for it; those of a chapter's book too."""
    named = [one for name, role in ROLES.items() if fields.get(name) for one in people(fields[name], role)]
    return tuple(dict.fromkeys(named))


def _doi(fields: Mapping[str, str]) -> str:
    """As supplied; underscores are often escaped."""
    return fields.get("doi", "").replace("\\_", "_").replace("\\", "").strip("{} \n")
