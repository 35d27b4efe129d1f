"""Where the column names stand: in the first line, under title rows, in two storeys, or nowhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import polars as pl

from stocktake.catalogue.grid import Grid
from stocktake.catalogue.personal import personal_by_name
from stocktake.catalogue.synonyms import by_likeness, by_name, recognised
from stocktake.errors import UsageProblem
from stocktake.text.isbn import isbn13

_LOOK_AT = 50
_LONGEST_NAME = 80
Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Column names left to right (None where a column has none). `first`..`last` are its rows in the grid,
    counted from 0; `line` is its line in the file. A table without column names has first = 0, last = -1."""

    names: tuple[str | None, ...]
    line: int | None = None
    first: int = 0
    last: int = -1

    @property
    def width(self) -> int:
        """Columns up to the last named one."""
        return max((i + 1 for i, name in enumerate(self.names) if name), default=0)


def find_header(grid: Grid, header_line: int | None = None, *, alone: bool = True) -> Header:
    """The row with most known column names among the first 50 rows (the first of equals).

    A row that holds an ISBN is never it, nor one with a single filled cell in a wider table (a title row). If
    no row has a known name, the first row that is full of distinct words above fuller rows is taken; else
    there is no header. A declared `header_line` is obeyed: 0 means none. A sheet that
    is too short for it and not `alone` in its file has no header.
    """
    if header_line == 0:
        return _none(grid)
    if header_line is not None:
        return _declared(grid, header_line, alone)
    rows = _first_rows(grid)
    usual = _usual_width(rows)
    candidates = [(i, row) for i, row in enumerate(rows) if _may_be_header(row, usual)]
    scores = {i: _score(row, usual) for i, row in candidates}
    best = max(scores, key=lambda i: scores[i], default=None)
    if best is not None and scores[best] > 0:
        return _header(grid, best, rows)
    unknown = next((i for i, row in enumerate(rows) if _is_full_of_words(row, usual)), None)
    return _none(grid) if unknown is None else _header(grid, unknown, rows)


def _first_rows(grid: Grid) -> list[Row]:
    return grid.frame.select(grid.cells).head(_LOOK_AT).rows()


def _none(grid: Grid) -> Header:
    return Header((None,) * len(grid.cells))


def _declared(grid: Grid, line: int, alone: bool) -> Header:
    at = grid.frame.select((pl.col("line") == line).arg_true()).to_series()
    if at.is_empty() and not alone:
        return _none(grid)
    if at.is_empty():
        raise UsageProblem(f"The profile says header_line = {line}, but no row of the list starts on that line.")
    rows = grid.frame.select(grid.cells).slice(int(at[0]), 2).rows()
    names, storeys = _names(grid, line, rows[0], rows[1] if len(rows) > 1 else None)
    return Header(names, line, int(at[0]), int(at[0]) + storeys - 1)


def _usual_width(rows: list[Row]) -> int:
    widths = Counter(_filled(row) for row in rows if _filled(row))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _filled(row: Row) -> int:
    return sum(cell is not None for cell in row)


def _may_be_header(row: Row, usual: int) -> bool:
    cells = [cell for cell in row if cell is not None]
    wide_enough = len(cells) > 1 or usual <= 1
    return bool(cells) and wide_enough and not any(isbn13(cell) for cell in cells)


def _score(row: Row, usual: int) -> float:
    """Known names count one, personal ones a half. Only where there is no known name are likely ones asked
    for: two of them, or one in a table of one column."""
    named = [cell.strip() for cell in row if cell and len(cell) < _LONGEST_NAME]
    sure = recognised(named)
    if sure:
        return sure + sum(personal_by_name(name) and by_name(name) is None for name in named) / 2
    likely = sum(by_likeness(name) is not None for name in named)
    return likely / 10 if likely > 1 or (likely == 1 and usual <= 1) else 0.0


def _is_full_of_words(row: Row, usual: int) -> bool:
    cells = [cell for cell in row if cell is not None]
    words = all(any(c.isalpha() for c in cell) and len(cell) < _LONGEST_NAME for cell in cells)
    full = len(cells) >= max(usual, 2) and len(set(cells)) == len(cells)
    return full and words and not any(isbn13(cell) for cell in cells)


def _header(grid: Grid, at: int, rows: list[Row]) -> Header:
    line = int(grid.frame["line"][at])
    below = rows[at + 1] if at + 1 < len(rows) else None
    names, storeys = _names(grid, line, rows[at], below)
    return Header(names, line, at, at + storeys - 1)


def _names(grid: Grid, line: int, row: Row, below: Row | None) -> tuple[Row, int]:
    """The names of a header row; where merged names span several columns, joined with the row below them."""
    names = [" ".join(name.split()) if name else None for name in row]
    spans = [(first, last) for at, first, last in grid.spans if at == line and names[first]]
    under = [below[j] for first, last in spans for j in range(first, min(last + 1, len(names)))] if below else []
    if not any(under) or any(isbn13(name) or name.isdecimal() for name in under if name):
        return tuple(names), 1
    for first, last in spans:
        top = names[first]
        for j in range(first, min(last + 1, len(names))):
            names[j] = " ".join(filter(None, (top, below[j] if below else None)))
    return tuple(names), 2
