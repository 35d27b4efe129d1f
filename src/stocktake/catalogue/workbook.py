"""Workbooks → Grids, one a sheet. Numbers are read raw, so 9780306406157 stays whole whatever the cell
shows."""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
from stocktake.catalogue.sheet_xml import SheetFacts, sheet_facts
from stocktake.errors import BadInput

_MOST_CELLS = 100_000_000
_HIDDEN_ADVICE = 'Hidden rows are left out. Show them, or set `hidden_rows = "read"` in the profile.'
_FORMULA_ADVICE = "formula cells hold no value. Open the workbook in Excel, save it and give it again."


def read_workbook(path: Path, data: bytes, *, read_hidden: bool = False) -> list[Grid]:
    """Every worksheet of the workbook, hidden ones marked `left_out`; chart and macro sheets are no tables.

    Values inside a merged range are filled down into rows that have something of their own. Raises BadInput
    for a workbook that cannot be opened, or a sheet whose stray far cells would take all memory.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            facts = _facts(path, data)
            return [
                _grid(path, workbook.get_sheet_by_name, sheet, facts.get(sheet.name, SheetFacts()), read_hidden)
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError:
        raise BadInput(path, "is protected by a password.", "Save a copy without one and give that.") from None
    except CalamineError as error:
        raise BadInput(
            path, f"cannot be opened as a workbook ({error}).", "Save it again as XLSX, or export it as CSV."
        ) from error


def _facts(path: Path, data: bytes) -> dict[str, SheetFacts]:
    if not data.startswith(b"PK"):
        return {}
    try:
        return sheet_facts(data)
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


def _grid(path: Path, load: Any, sheet: SheetMetadata, facts: SheetFacts, read_hidden: bool) -> Grid:
    if facts.n_rows * facts.n_columns > _MOST_CELLS:
        raise BadInput(
            path,
            f"has a sheet {sheet.name!r} of {facts.n_rows:,} rows by {facts.n_columns:,} columns.",
            "Delete the stray cells far right of or below the list, and save it again.",
        )
    hidden = set() if read_hidden else facts.hidden_rows
    left_out = None if sheet.visible == SheetVisibleEnum.Visible or read_hidden else "hidden_sheet"
    return _read_sheet(load(sheet.name), hidden, facts, left_out)


def _read_sheet(sheet: CalamineSheet, hidden: set[int], facts: SheetFacts, left_out: str | None) -> Grid:
    top, left = sheet.start or (0, 0)
    rows: list[list[str | None]] = [[*[None] * left, *(cell_text(value) for value in row)] for row in sheet.to_python()]
    lines = [top + 1 + i for i in range(len(rows))]
    merged = sheet.merged_cell_ranges or []
    banners = set(_banners(rows, merged, top))
    _fill_down(rows, merged, top)
    flaws = ["hidden_row" if line in hidden else "banner" if line in banners else None for line in lines]
    return Grid(
        sheet.name,
        frame_of(rows, lines, flaws, [None] * len(rows)),
        remarks=tuple(_remarks(len(hidden & set(lines)), facts)),
        left_out=left_out,
        spans=tuple((first[0] + 1, first[1], last[1]) for first, last in merged if last[1] > first[1]),
    )


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


_Range = tuple[tuple[int, int], tuple[int, int]]


def _banners(rows: list[list[str | None]], merged: list[_Range], top: int) -> Iterator[int]:
    """Lines that hold nothing but one merged heading across columns ("FICTION")."""
    for (row, column), (_, last_column) in merged:
        inside = last_column > column and 0 <= row - top < len(rows)
        if inside and sum(cell is not None for cell in rows[row - top]) == 1:
            yield row + 1


def _fill_down(rows: list[list[str | None]], merged: list[_Range], top: int) -> None:
    """Copy the value of a merged range to its lower rows, in its first column, where a row has cells of its
    own."""
    own = {id(row) for row in rows if any(cell is not None for cell in row)}
    for (first, column), (last, _) in merged:
        if not 0 <= first - top < len(rows):
            continue
        value = rows[first - top][column]
        for row in rows[first - top + 1 : last - top + 1]:
            if id(row) in own and row[column] is None:
                row[column] = value
