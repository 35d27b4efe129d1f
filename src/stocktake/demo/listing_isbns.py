"""The ISBN cells of a catalogue line: lost zeros, dashes, qualifiers, misprints, several in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from stocktake.demo.damage import as_isbn10_number, dashed, misprint, scientific
from stocktake.demo.isbns import isbn10
from stocktake.demo.works import Edition, Work

Cells = tuple[dict[str, str | int], frozenset[str], tuple[str, ...]]
_QUALIFIERS = {"HB": "(hbk)", "PB": "(pbk)", "EB": "(ebook)"}
_LAST_YEAR_OF_ISBN10 = 2006


def isbn_cells(rng: Random, work: Work, edition: Edition) -> Cells:
    """Cells by format, the ISBN-13s that can still be read from them, and the damage.

    One line in twelve has no ISBN at all, but a line whose ISBN is the point of its case keeps it whole. One
    work in forty carries a misprinted check digit; half of the dump's records of such works repeat it.
    """
    if work.case.needs_isbn:
        return _whole(work, edition)
    if not edition.isbns or rng.random() < 0.08:
        return {}, frozenset(), ("isbn_missing",)
    if work.number % 40 == 7:
        name, isbn = edition.isbns[0]
        return {name: misprint(isbn)}, frozenset(), ("isbn_misprint",)
    if work.in_agency_list:
        return _single_cell(rng, edition)
    if len(edition.isbns) > 1 and rng.random() < 0.05:
        return {"PB": _joined(rng, edition.isbns)}, _all(edition.isbns), ("isbns_in_one_cell",)
    return _cell_by_format(rng, edition)


def _whole(work: Work, edition: Edition) -> Cells:
    """Undamaged cells: the first ISBN in the agency's single column, all of them in the backlist's three."""
    if work.in_agency_list:
        isbn = edition.isbns[0][1]
        return {"EAN": isbn}, frozenset((isbn,)), ()
    return dict(edition.isbns), _all(edition.isbns), ()


def _all(isbns: Sequence[tuple[str, str]]) -> frozenset[str]:
    return frozenset(isbn for _, isbn in isbns)


def _joined(rng: Random, isbns: Sequence[tuple[str, str]]) -> str:
    """Several ISBNs in one cell, with or without what each is for."""
    qualified = rng.random() < 0.5
    parts = [f"{isbn} {_QUALIFIERS[name]}" if qualified else isbn for name, isbn in isbns]
    return rng.choice(("; ", " / ", "\n")).join(parts)


def _cell_by_format(rng: Random, edition: Edition) -> Cells:
    """The backlist: a column a format, three in ten stored as numbers."""
    cells: dict[str, str | int] = {}
    labels: list[str] = []
    for name, isbn in edition.isbns:
        text, label = _written(rng, name, isbn, edition.year)
        is_number = text.isdigit() and (label == "isbn_zero_lost" or rng.random() < 0.3)
        cells[name] = int(text) if is_number and not text.startswith("0") else text
        labels += [label] if label else []
    return cells, _all(edition.isbns), tuple(dict.fromkeys(labels))


def _single_cell(rng: Random, edition: Edition) -> Cells:
    """The agency: one EAN column. Four in a hundred went through a spreadsheet that shortened the number."""
    chance = rng.random()
    if len(edition.isbns) > 1 and chance < 0.15:
        return {"EAN": _joined(rng, edition.isbns)}, _all(edition.isbns), ("isbns_in_one_cell",)
    name, isbn = edition.isbns[0]
    if chance > 0.96:
        return {"EAN": scientific(isbn)}, frozenset(), ("isbn_scientific",)
    text, label = _written(rng, name, isbn, edition.year)
    return {"EAN": text}, frozenset((isbn,)), (label,) if label else ()


def _written(rng: Random, name: str, isbn: str, year: int) -> tuple[str, str]:
    """One ISBN as text, and the name of its damage ('' when there is none)."""
    chance, short = rng.random(), isbn10(isbn)
    if year <= _LAST_YEAR_OF_ISBN10 and chance < 0.30:
        if short.startswith("0") and short.isdigit() and chance < 0.15:
            return as_isbn10_number(isbn), "isbn_zero_lost"
        return (short, "isbn10") if chance < 0.22 else (dashed(rng, short), "isbn10_dashed")
    if chance > 0.85:
        return dashed(rng, isbn), "isbn_dashed"
    if chance > 0.80:
        return f"{isbn} {_QUALIFIERS[name]}", "isbn_qualified"
    return isbn, ""
