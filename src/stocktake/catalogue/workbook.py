"""Workbooks → Grids, one a sheet. Numbers are read raw, so 9780306406157 stays whole whatever the cell
shows."""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import polars as pl
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from stocktake.catalogue.grid import Grid, Remark, frame_of
from stocktake.catalogue.sheet_facts import SheetFacts, Span
from stocktake.catalogue.sheet_ods import ods_facts
from stocktake.catalogue.sheet_xls import xls_facts
from stocktake.catalogue.sheet_xlsb import xlsb_facts
from stocktake.catalogue.sheet_xml import xlsx_facts
from stocktake.errors import BadInput

_BATCH = 20_000
"""Rows that stand in memory as Python lists at a time."""
_MOST_CELLS = 100_000_000
_HIDDEN_ADVICE = 'Hidden rows are left out. Show them, or set `hidden_rows = "read"` in the profile.'
_FORMULA_ADVICE = "formula cells hold no value. Open the workbook in Excel, save it and give it again."


def read_workbook(path: Path, data: bytes, *, read_hidden: bool = False) -> list[Grid]:
    """Every worksheet of the workbook, hidden ones marked `left_out`; chart and macro sheets are no tables.

    Values inside a merged range are filled down into rows that have something of their own. Raises BadInput
    for a workbook that cannot be opened, or a sheet whose stray far cells would take all memory.
    """
    try:
        facts = _facts(path, data)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return [
                _grid(workbook.get_sheet_by_name, sheet, facts.get(sheet.name, SheetFacts()), read_hidden)
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError:
        raise BadInput(path, "is protected by a password.", "Save a copy without one and give that.") from None
    except (CalamineError, OSError) as error:
        raise _refused(path, error) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise _refused(path, error) from error


_PANIC = "PanicException"
"""What the workbook reader, which is written in Rust, raises where it trusted a damaged file. It is no Exception."""


def _refused(path: Path, error: BaseException) -> BadInput:
    advice = "Save it again as XLSX, or export it as CSV."
    return BadInput(path, f"cannot be opened as a workbook ({error}).", advice)


def _facts(path: Path, data: bytes) -> dict[str, SheetFacts]:
    """The facts of every sheet. They are asked before the workbook is opened, which may take all memory."""
    try:
        facts = _scanned(data)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        KeyError,
        EOFError,
        RuntimeError,
        ValueError,
    ) as error:
        raise BadInput(path, f"is a damaged workbook ({error}).", "Fetch or export it again.") from error
    for name, sheet in facts.items():
        if sheet.n_rows * sheet.n_columns > _MOST_CELLS:
            raise BadInput(
                path,
                f"has a sheet {name!r} of {sheet.n_rows:,} rows by {sheet.n_columns:,} columns.",
                "Delete the stray cells far right of or below the list, and save it again.",
            )
    return facts


def _scanned(data: bytes) -> dict[str, SheetFacts]:
    if not data.startswith(b"PK"):
        return xls_facts(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _FACTS[_main_part(archive)](archive)


_FACTS: dict[str, Callable[[zipfile.ZipFile], dict[str, SheetFacts]]] = {
    "xl/workbook.xml": xlsx_facts,
    "xl/workbook.bin": xlsb_facts,
    "content.xml": ods_facts,
}


def _main_part(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    return next(name for name in _FACTS if name in names)


def _grid(load: Any, sheet: SheetMetadata, facts: SheetFacts, read_hidden: bool) -> Grid:
    hidden = set() if read_hidden else facts.hidden_rows
    left_out = None if sheet.visible == SheetVisibleEnum.Visible or read_hidden else "hidden_sheet"
    return _read_sheet(load(sheet.name), hidden, facts, left_out)


def _read_sheet(sheet: CalamineSheet, hidden: set[int], facts: SheetFacts, left_out: str | None) -> Grid:
    merged = [*(sheet.merged_cell_ranges or []), *facts.merged]
    frame = _frame(sheet)
    flaw = (
        pl.when(pl.col("line").is_in(sorted(hidden)))
        .then(pl.lit("hidden_row"))
        .when(pl.col("line").is_in(_banners(frame, merged)))
        .then(pl.lit("banner"))
    )
    frame = filled_down(frame.with_columns(flaw=flaw), merged)
    return Grid(
        sheet.name,
        frame,
        remarks=tuple(_remarks(int((frame["flaw"] == "hidden_row").sum()), facts)),
        left_out=left_out,
        spans=tuple((first[0] + 1, first[1], last[1]) for first, last in merged if last[1] > first[1]),
    )


def _frame(sheet: CalamineSheet) -> pl.DataFrame:
    """The rows from the first filled one on, with their line and their cells as text."""
    top, left = sheet.start or (0, 0)
    rows = islice(sheet.iter_rows(), top, None)
    frames = [frame_of([], [], [], [])]
    line = top + 1
    while batch := [[*[None] * left, *map(cell_text, row)] for row in islice(rows, _BATCH)]:
        empty: list[None] = [None] * len(batch)
        frames.append(frame_of(batch, range(line, line + len(batch)), empty, empty))
        line += len(batch)
    return pl.concat(frames, how="diagonal")


def _remarks(n_hidden: int, facts: SheetFacts) -> Iterator[Remark]:
    if n_hidden:
        yield Remark("hidden_rows", f"{n_hidden} rows are hidden. {_HIDDEN_ADVICE}")
    if facts.formulas_without_value:
        yield Remark("formulas_without_value", f"{facts.formulas_without_value} {_FORMULA_ADVICE}")


def cell_text(value: object) -> str | None:
    """A cell as text: whole numbers without ".0", dates as YYYY-MM-DD, an empty cell as None."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def _banners(frame: pl.DataFrame, merged: list[Span]) -> list[int]:
    """Lines that hold nothing but one merged heading across columns ("FICTION")."""
    headings = sorted({row + 1 for (row, column), (_, last) in merged if last > column})
    cells = [pl.col(name).is_not_null() for name in frame.columns if name[0] == "c"]
    alone = frame.filter(pl.col("line").is_in(headings) & (pl.sum_horizontal(cells) == 1)) if cells else frame.clear()
    return alone["line"].to_list()


def filled_down(frame: pl.DataFrame, merged: list[Span]) -> pl.DataFrame:
    """The value of a merged range copied to its lower rows, in its first column, where a row has cells of its own.

    Ranges never overlap in a sound file; one that begins inside another of its column is passed over.
    """
    upright = sorted((column, first, last) for (first, column), (last, _) in merged if last > first)
    if not upright or frame.is_empty():
        return frame
    top = int(frame["line"][0]) - 1
    own = frame.select(pl.any_horizontal(pl.col("^c[0-9]+$").is_not_null())).to_series().to_list()
    changed = []
    for column, ranges in groupby(upright, key=lambda found: found[0]):
        if f"c{column}" in frame.columns:
            rows = ((first - top, last - top) for _, first, last in ranges)
            changed.append(pl.Series(f"c{column}", _filled(frame[f"c{column}"].to_list(), own, rows), pl.String))
    return frame.with_columns(changed)


def _filled(cells: list[str | None], own: list[bool], ranges: Iterable[tuple[int, int]]) -> list[str | None]:
    done = -1
    for first, last in ranges:
        if first > done and 0 <= first < len(cells):
            for row in range(first + 1, min(last + 1, len(cells))):
                if own[row] and cells[row] is None:
                    cells[row] = cells[first]
            done = last
    return cells
