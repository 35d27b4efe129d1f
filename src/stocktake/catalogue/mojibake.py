"""UTF-8 that was once read as Windows-1252 ("CafÃ©"): found and offered for repair, never repaired
unasked."""

from __future__ import annotations

import re

import polars as pl

from stocktake.text.distinct import on_distinct

_CONTINUATION = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122"
SIGNS = f"[ÂÃÄÅÐÑØÙ][{_CONTINUATION}]|â(?:€|„)."
_SIGNS = re.compile(SIGNS)


def is_mojibake(cell: str) -> bool:
    """True when some run of the cell shows the signs and is valid UTF-8 once the wrong reading is undone."""
    return repaired(cell) != cell


def repaired(cell: str) -> str:
    """The cell with each such run undone; the rest, and runs that give no valid UTF-8 ("Ã la"), stay."""
    return _SIGNS.sub(lambda found: _undone(found[0]), cell)


def _undone(run: str) -> str:
    try:
        return _bytes(run).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return run


def _bytes(cell: str) -> bytes:
    """The bytes as they were before; the five bytes Windows-1252 leaves unassigned come back as they went."""
    return b"".join(char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode("cp1252") for char in cell)


def count_mojibake(cells: pl.Series) -> int:
    """How many cells of a text column are mojibake."""
    suspects = cells.filter(cells.str.contains(SIGNS).fill_null(value=False))
    return sum(is_mojibake(cell) for cell in suspects.to_list())


def repair_series(cells: pl.Series) -> pl.Series:
    """The column with every mojibake cell repaired."""
    return on_distinct(cells, repaired, pl.String)
