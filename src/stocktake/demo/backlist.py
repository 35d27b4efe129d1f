"""backlist.xlsx: a publisher's sheet with everything around the table that such sheets have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby, pairwise
from pathlib import Path
from random import Random

import xlsxwriter

from stocktake.demo.listing import Listing, Placed

HEADER = (
    "Work no.", "Author no.", "Author Surname", "Author Forename", "Other contributors", "Title (full)",
    "Vol.", "Ed.", "ISBN (HB)", "ISBN (PB)", "eISBN", "Pub date", "Imprint", "Language", "Royalty code",
)  # fmt: skip
HEADER_LINE = 3
_LONGEST_MERGE = 6
_SURNAME, _FORENAME, _PUB_DATE, _IMPRINT = (HEADER.index(n) for n in HEADER[2:4] + HEADER[11:13])
_CREATED = datetime(2025, 3, 31, 9, 0, tzinfo=UTC).replace(tzinfo=None)  # a fixed date: equal bytes each time
_LANGUAGES = {
    "eng": "English", "deu": "German", "fra": "French", "spa": "Spanish", "rus": "Russian", "zho": "Chinese",
}  # fmt: skip

Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class _Line:
    """One sheet row: its cells, and the listing it holds (None for separators and repeated headers)."""

    cells: Sequence[Cell]
    listing: Listing | None = None


def write_backlist(path: Path, rng: Random, listings: Sequence[Listing]) -> list[Placed]:
    """Writes the workbook and tells on which sheet row each listing stands (1-based, as Excel counts)."""
    lines = list(_lines(rng, listings))
    first = HEADER_LINE + 1
    workbook = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    workbook.set_properties({"title": "Backlist", "created": _CREATED})
    _write_sheet(workbook, lines, first)
    _write_notes(workbook)
    workbook.close()
    return [Placed(line.listing, path.name, n) for n, line in enumerate(lines, first) if line.listing]


def _lines(rng: Random, listings: Sequence[Listing]) -> Iterator[_Line]:
    """Imprint by imprint with an empty row between; the header again half-way; a total at the end."""
    ordered = sorted(listings, key=_shelf)
    groups = [list(group) for _, group in groupby(ordered, key=_home_imprint)]
    for n, group in enumerate(groups):
        yield from (_Line(_cells(rng, listing), listing) for listing in group)
        yield _Line(())
        if n == len(groups) // 2:
            yield _Line(HEADER)
    yield _Line(("Total", None, None, None, None, None, None, None, len(ordered)))


def _home_imprint(listing: Listing) -> str:
    return listing.work.editions[0].publisher.name


def _shelf(listing: Listing) -> tuple[str, str, int, int]:
    author = listing.work.authors[0].latin
    return _home_imprint(listing), author.family, listing.work.number, listing.edition


def _cells(rng: Random, listing: Listing) -> list[Cell]:
    edition = listing.facts
    if edition is None:
        raise ValueError(f"work {listing.work.number} is an article; the backlist holds books only")
    return [
        listing.work_id,
        listing.author_id,
        listing.name.family,
        listing.name.given,
        _others(listing),
        listing.title,
        listing.volume,
        str(edition.number) if edition.number > 1 else "",
        listing.isbns.get("HB", ""),
        listing.isbns.get("PB", ""),
        listing.isbns.get("EB", ""),
        _pub_date(rng, edition.year),
        edition.publisher.name,
        _LANGUAGES[edition.language],
        f"R{rng.randint(1, 9)}{rng.choice('ABC')}",
    ]


def _others(listing: Listing) -> str:
    """Other contributors, and the pen name where the house noted it."""
    named = [f"{name.direct()} ({role})" if role else name.direct() for name, role in listing.others]
    return "; ".join([*named, *([f"writing as {listing.pseudonym}"] if listing.pseudonym else [])])


def _pub_date(rng: Random, year: int) -> Cell:
    """A date serial, a date as text, the year as number or as text, or nothing."""
    day, month, chance = rng.randint(1, 28), rng.randint(1, 12), rng.random()
    if chance < 0.55:
        return date(year, month, day)
    if chance < 0.70:
        return f"{day}/{month}/{year % 100:02d}"
    return year if chance < 0.85 else str(year) if chance < 0.96 else ""


def _write_sheet(workbook: xlsxwriter.Workbook, lines: Sequence[_Line], first: int) -> None:
    bold = workbook.add_format({"bold": True})
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    sheet = workbook.add_worksheet("Backlist 2025")
    sheet.merge_range(0, 0, 0, 5, "Harrow & Vale Publishing Group: backlist", bold)
    sheet.write_string(1, 0, "As at 31 March 2025. Not for circulation.")
    sheet.write_row(HEADER_LINE - 1, 0, HEADER, bold)
    for n, line in enumerate(lines, first - 1):
        for column, cell in enumerate(line.cells):
            _write_cell(sheet, n, column, cell, day)
    for column, top, bottom in _merges(lines, first - 1):
        sheet.merge_range(top, column, bottom, column, lines[top - first + 1].cells[column])


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, day: object) -> None:
    """Texts stay texts, even "=1": nothing in a title is a formula."""
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, cell)


def _merges(lines: Sequence[_Line], top_row: int) -> Iterator[tuple[int, int, int]]:
    """Merged ranges (column, first row, last row, from 0).

    Merged are the imprint of the first lines of each group, and the author of every fifth work that has two
    editions on two lines under one spelling.
    """
    imprint, start = "", 0
    for n, (line, below) in enumerate(pairwise(lines)):
        here, after = (str(one.cells[_IMPRINT]) if one.listing else "" for one in (line, below))
        if here != imprint:
            imprint, start = here, n
        if here and after != here and n > start:
            yield _IMPRINT, top_row + start, top_row + min(n, start + _LONGEST_MERGE - 1)
        if _same_work(line, below):
            yield _SURNAME, top_row + n, top_row + n + 1
            yield _FORENAME, top_row + n, top_row + n + 1


def _same_work(line: _Line, below: _Line) -> bool:
    a, b = line.listing, below.listing
    if a is None or b is None or a.work.number % 5 or len(a.work.editions) != 2:
        return False
    return a.work is b.work and a.name == b.name


def _write_notes(workbook: xlsxwriter.Workbook) -> None:
    notes = workbook.add_worksheet("Notes (internal)")
    notes.write_column(0, 0, ["Title", "Ask rights before any reversion", "The Hidden Sheet is no book"])
    notes.hide()
