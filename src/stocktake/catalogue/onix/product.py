"""One product as entries: itself, and its content items."""

from __future__ import annotations

from dataclasses import replace

from stocktake.catalogue.entries import Entry, Number, Person, Related
from stocktake.catalogue.onix.composite import Composite
from stocktake.catalogue.onix.numbers import numbers_of
from stocktake.catalogue.onix.people import people_of
from stocktake.catalogue.onix.publishing import publishing_values, standing_of
from stocktake.catalogue.onix.related import related_of, work_id
from stocktake.catalogue.onix.reservations import reservations_of
from stocktake.catalogue.onix.titles import title_values

NOTHING_TO_GO_BY = "no_title_no_identifier"
OF_THE_BOOK = "content_item_of_the_book"
_ITEM_DOI = "06"
_INHERITED = ("publisher", "imprint", "year", "language", "original_language", "format")


def product_entry(found: Composite, line: int, key: str | None) -> Entry:
    """The product as an entry: used, or rejected when it has neither a title nor an identifier."""
    people, warnings = people_of(found)
    related = related_of(found)
    values = title_values(found) | publishing_values(found)
    own = {"row_id": found.first("RecordReference"), "work_id": work_id(related)}
    entry = Entry(
        line=line,
        key=key,
        values=values | {name: value for name, value in own.items() if value},
        people=people,
        numbers=numbers_of(found),
        related=related,
        reservations=reservations_of(found),
        standing=standing_of(found),
        warnings=warnings,
    )
    return entry if entry.numbers or "title" in values else _unusable(entry)


def _unusable(entry: Entry) -> Entry:
    advice = "Give the product a title or an identifier that is known (ISBN, DOI), or leave it out."
    return Entry(entry.line, entry.key, reason=NOTHING_TO_GO_BY, advice=advice, raw=entry.key or "")


def item_entries(found: Composite, book: Entry) -> list[Entry]:
    """The content items of a used product. Those with contributors or a DOI of their own are chapters; without own
    contributors they are by the book's authors. The rest (preface, index, chapters of a monograph) is the book itself.
    """
    items = enumerate(found.each("ContentItem"), 1)
    return [_item(item, book, number, book.line + item.line - 1) for number, item in items]


def _item(item: Composite, book: Entry, number: int, line: int) -> Entry:
    people, warnings = people_of(item)
    numbers, pages = _numbers_and_pages(item)
    values = title_values(item) | ({"pages": pages} if pages else {})
    entry = Entry(line, f"{book.key}#{number}", rule=OF_THE_BOOK)
    if not (people or numbers) or not (numbers or "title" in values):
        return entry
    values |= {name: book.values[name] for name in _INHERITED if name in book.values and name not in values}
    values |= {"contribution_type": "chapter"} | ({"host": book.values["title"]} if "title" in book.values else {})
    return replace(
        entry,
        rule=None,
        values=values,
        people=people or _authors(book.people),
        numbers=numbers,
        related=tuple(Related("part_of", each.field, each.raw) for each in book.numbers if not each.label),
        standing=book.standing,
        warnings=warnings,
    )


def _authors(people: tuple[Person, ...]) -> tuple[Person, ...]:
    return tuple(person for person in people if person.role == "author")


def _numbers_and_pages(item: Composite) -> tuple[tuple[Number, ...], str]:
    dois: dict[Number, None] = {}
    runs = []
    for part in (*item.each("TextItem"), *item.each("AVItem")):
        for identifier in (*part.each("TextItemIdentifier"), *part.each("AVItemIdentifier")):
            kind = identifier.code("TextItemIDType") or identifier.code("AVItemIDType")
            if kind == _ITEM_DOI and identifier.first("IDValue"):
                dois[Number("doi", identifier.first("IDValue"))] = None
        for run in (part, *part.each("PageRun")):
            if run.first("FirstPageNumber"):
                runs.append("-".join(filter(None, (run.first("FirstPageNumber"), run.first("LastPageNumber")))))
    return tuple(dois), ", ".join(runs)
