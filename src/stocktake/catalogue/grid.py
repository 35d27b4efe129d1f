"""A table as it stands in a file, before anyone has asked what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

MAX_CELLS = 1000
"""Cells of a row that are kept. A wider row is no list of titles; its true width is kept beside it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth telling about a file or one of its rows. It carries no cell content."""

    code: str
    advice: str
    line: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, or one text file, row by row.

    `frame` has `line` (Int64, 1 = first line of the file), `width` (Int32, cells as written; null in
    workbooks), `flaw` (text: hidden_row, banner, unbalanced_quote; null for a sound row) and the cells `c0`,
    `c1`, … as text, null for an empty one. `left_out` names the rule under which a whole sheet is not read;
    `spans` are the merged ranges over several columns (line, first and last column from 0), which a header
    row in two storeys needs.
    """

    sheet: str
    frame: pl.DataFrame
    encoding: str | None = None
    delimiter: str | None = None
    remarks: tuple[Remark, ...] = ()
    left_out: str | None = None
    spans: tuple[tuple[int, int, int], ...] = ()

    @property
    def cells(self) -> list[str]:
        """The names of the cell columns, left to right."""
        return [name for name in self.frame.columns if name[0] == "c"]


def frame_of(
    rows: Sequence[Sequence[str | None]],
    lines: Sequence[int],
    flaws: Sequence[str | None],
    widths: Sequence[int | None],
) -> pl.DataFrame:
    """Rows of any length → the frame of a Grid: short rows are filled with nulls, blank cells become null."""
    n_columns = min(max((len(row) for row in rows), default=0), MAX_CELLS)
    cells = {f"c{j}": _column(rows, j) for j in range(n_columns)}
    frame = pl.DataFrame(
        {"line": lines, "width": widths, "flaw": flaws, **cells},
        schema={"line": pl.Int64, "width": pl.Int32, "flaw": pl.String, **dict.fromkeys(cells, pl.String)},
    )
    return blank_to_null(frame)


def _column(rows: Sequence[Sequence[str | None]], j: int) -> list[str | None]:
    return [row[j] if j < len(row) else None for row in rows]


def blank_to_null(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells stripped of blanks at both ends; a cell with nothing left is null."""
    cells = [pl.col(name).str.strip_chars() for name in frame.columns if name[0] == "c"]
    stripped = frame.with_columns(cells)
    return stripped.with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in stripped.columns if name[0] == "c"
    )
