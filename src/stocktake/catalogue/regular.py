"""Delimited text → Grid. A regular file goes straight through Polars; any oddity sends it to the careful
reader.

Regular means: every quote opens or closes a whole cell or is doubled, every record has the same number of
cells, two or more, no record spans more lines than the careful reader allows, and no CR stands alone. On such
a file both readers give the same Grid (tests hold them to it), and Polars is about ten times faster.
"""

from __future__ import annotations

from itertools import islice
from typing import TypeAlias

import numpy as np
import polars as pl

from stocktake.catalogue.grid import MAX_CELLS, Grid, blank_to_null, frame_of
from stocktake.catalogue.records import MAX_LINES, Record, records

_Positions: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"
_Bytes: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.uint8]]"
_QUOTE, _LF, _CR = 34, 10, 13
_BATCH = 20_000
"""Records that stand in memory as Python lists at a time, which take ten times the room of a column."""
NO_DELIMITER = "\x1f"
"""Stands for "one column": the ASCII unit separator, which no list contains."""


def read_delimited(data: bytes, delimiter: str) -> Grid:
    """UTF-8 bytes → every record of the file as a row of the Grid, header and title rows included."""
    layout = regular_layout(data, delimiter)
    return careful_grid(data, delimiter) if layout is None else _fast_grid(data, delimiter, *layout)


def careful_grid(data: bytes, delimiter: str) -> Grid:
    """The slow reader: the oracle of the fast one, and the only one for odd files."""
    read = records(data.decode(), delimiter)
    frames = [_frame([])]
    while batch := list(islice(read, _BATCH)):
        frames.append(_frame(batch))
    return Grid("", pl.concat(frames, how="diagonal"), delimiter=delimiter)


def _frame(found: list[Record]) -> pl.DataFrame:
    return frame_of(
        [record.cells for record in found],
        [record.line for record in found],
        [_flaw(record) for record in found],
        [len(record.cells) for record in found],
    )


def _flaw(record: Record) -> str | None:
    return "unbalanced_quote" if record.broken else None


def _fast_grid(data: bytes, delimiter: str, lines: _Positions, width: int) -> Grid:
    table = pl.read_csv(data, has_header=False, infer_schema=False, separator=delimiter, quote_char='"')
    table = table.rename(dict(zip(table.columns, (f"c{j}" for j in range(width)), strict=True)))
    frame = table.select(
        pl.Series("line", lines, pl.Int64),
        pl.lit(width, pl.Int32).alias("width"),
        pl.lit(None, pl.String).alias("flaw"),
        pl.all(),
    )
    return Grid("", blank_to_null(frame), delimiter=delimiter)


def regular_layout(data: bytes, delimiter: str) -> tuple[_Positions, int] | None:
    """The first line of each record and the number of cells they all have; None when the file is not
    regular."""
    if delimiter == NO_DELIMITER or data.count(b"\r") != data.count(b"\r\n"):
        return None
    text = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(text == _QUOTE)
    if not _quotes_are_regular(text, quotes, ord(delimiter)):
        return None
    line_feeds = np.flatnonzero(text == _LF)
    ends = _outside(line_feeds, quotes)
    if not data.endswith(b"\n"):
        ends = np.append(ends, len(data))
    width = _common_width(_outside(np.flatnonzero(text == ord(delimiter)), quotes), ends)
    lines = _first_lines(ends, line_feeds)
    too_long = len(lines) > 1 and int(np.diff(lines).max()) > MAX_LINES
    return None if width is None or too_long else (lines, width)


def _quotes_are_regular(text: _Bytes, quotes: _Positions, delimiter: int) -> bool:
    """Odd quotes open (after a delimiter, a line end or a quote), even ones close (before the same or a
    CR)."""
    if len(quotes) % 2:
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    before = text[opening[opening > 0] - 1]
    after = text[closing[closing < len(text) - 1] + 1]
    return bool(
        np.isin(before, (delimiter, _LF, _QUOTE)).all()
        and np.isin(after, (delimiter, _LF, _CR, _QUOTE)).all()
        and (before == _QUOTE).sum() == (after == _QUOTE).sum()
    )


def _outside(positions: _Positions, quotes: _Positions) -> _Positions:
    """Those positions that no quoted cell holds."""
    if not len(quotes):
        return positions
    kept: _Positions = positions[np.searchsorted(quotes, positions) % 2 == 0]
    return kept


def _common_width(delimiters: _Positions, ends: _Positions) -> int | None:
    upto = np.searchsorted(delimiters, ends)
    counts = np.diff(upto, prepend=0)
    same = len(counts) > 0 and 1 <= counts[0] < MAX_CELLS and bool((counts == counts[0]).all())
    return int(counts[0]) + 1 if same else None


def _first_lines(ends: _Positions, line_feeds: _Positions) -> _Positions:
    starts = np.concatenate(([0], ends[:-1] + 1))
    lines: _Positions = np.searchsorted(line_feeds, starts) + 1
    return lines
