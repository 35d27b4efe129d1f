"""agency_list.csv: a literary agency's export in Windows-1252: semicolons, one EAN column, some papers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from stocktake.demo.listing import Listing, Placed
from stocktake.demo.people import Name

HEADER = (
    "Work ref.", "Author no.", "Contributor(s)", "Title", "EAN", "DOI", "Language", "Edition", "Year",
    "Publisher",
)  # fmt: skip
_LANGUAGES = {"eng": "en", "deu": "de", "fra": "fr", "spa": "es"}
_SEPARATOR_EVERY = 150


def write_agency_list(path: Path, listings: Sequence[Listing]) -> list[Placed]:
    """Writes the list and tells on which line of the file each listing starts (1-based).

    A cell may hold line ends, so a row may fill several lines: its first one counts.
    """
    placed: list[Placed] = []
    text = _row(HEADER)
    line = 2
    for n, listing in enumerate(sorted(listings, key=_order), start=1):
        placed.append(Placed(listing, path.name, line))
        rows = _row(_cells(listing)) + (_row([""] * len(HEADER)) if n % _SEPARATOR_EVERY == 0 else "")
        line += rows.count("\n")
        text += rows
    path.write_bytes(text.encode("cp1252"))
    return placed


def _order(listing: Listing) -> tuple[int, int, int]:
    return listing.work.authors[0].number, listing.work.number, listing.edition


def _row(cells: Sequence[str]) -> str:
    """One row with its line end; a line end inside a cell is a bare "\\n", as spreadsheets write it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cells(listing: Listing) -> list[str]:
    edition, paper = listing.facts, listing.work.paper
    year = paper.year if paper else edition.year if edition else ""
    publisher = paper.publisher if paper else edition.publisher.name if edition else ""
    cells = (
        listing.work_id,
        listing.author_id,
        _contributors(listing),
        listing.title,
        str(listing.isbns.get("EAN", "")),
        listing.doi,
        _LANGUAGES[listing.language],
        str(edition.number) if edition and edition.number > 1 else "",
        str(year),
        publisher,
    )
    return [cell.replace("\u2011", "-") for cell in cells]  # Windows-1252 has no such hyphen


def _contributors(listing: Listing) -> str:
    """Most often "Family, Given; …"; every fifth line "Given Family & …"; every eleventh one name a line."""
    number = listing.work.number
    people = [(listing.name, "ed." if listing.work.edited else ""), *listing.others]
    if number % 5 == 0:
        text = " & ".join(_with_role(name.direct(), role) for name, role in people)
    else:
        text = ("\n" if number % 11 == 0 else "; ").join(_inverted(people))
    return f"{text} (alias {listing.pseudonym})" if listing.pseudonym else text


def _inverted(people: Sequence[tuple[Name, str]]) -> Iterator[str]:
    for name, role in people:
        yield _with_role(name.inverted(), role)


def _with_role(name: str, role: str) -> str:
    return f"{name} ({role})" if role else name
