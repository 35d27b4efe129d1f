"""A review sheet that came back: its rows as text, each with its line, whatever program saved it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from stocktake.catalogue.workbook import cell_text
from stocktake.errors import BadInput
from stocktake.review.export import SHEET
from stocktake.review.sheet import ASKED, HIDDEN, row_check

_NEEDED = (*ASKED, *HIDDEN, "verdict", "listed_title", "record_title")
_AGAIN = "Export the pairs again, or give the file as it was saved by a spreadsheet."


@dataclass(frozen=True, slots=True)
class Returned:
    """One row with something in a column that the reviewer fills, and the line it stands on."""

    line: int
    cells: dict[str, str]


def read_returned(path: Path) -> list[Returned]:
    """Rows with a decision, reviewer or reason, all needed columns as text.

    Raises BadInput, with the line where there is one, for a file that is no review sheet, lacks a column, or holds a
    row whose keys no longer belong to its titles.
    """
    rows = _numbered_cells(path)
    line, header = next(rows, (1, []))
    missing = [c for c in _NEEDED if c not in header]
    if missing:
        raise BadInput(path, f"lacks the columns {', '.join(missing)}.", _AGAIN, line=line)
    filled = (Returned(line, _named(header, cells)) for line, cells in rows)
    answered = [row for row in filled if any(row.cells[c] for c in ("decision", "why"))]
    for row in answered:
        _check(path, row)
    return answered


def _named(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    padded = [*cells, *[""] * (len(header) - len(cells))]
    return {column: padded[header.index(column)] for column in _NEEDED}


def _check(path: Path, row: Returned) -> None:
    if row.cells["row_check"] != row_check(row.cells):
        raise BadInput(
            path,
            f"the hidden keys of {row.cells['listed_title']!r} are not those it was exported with.",
            "Perhaps only some columns were sorted, or a title was edited. Undo that, or empty the row's decision.",
            line=row.line,
        )


def _numbered_cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    if not path.is_file():
        raise BadInput(path, "there is no such file.", "Check the path.")
    readers = {".xlsx": _workbook_cells, ".csv": _csv_cells}
    if path.suffix.lower() not in readers:
        raise BadInput(path, "is neither .xlsx nor .csv.", "Save the review sheet as one of them.")
    return readers[path.suffix.lower()](path)


def _workbook_cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    rows, top = _sheet(path)
    for line, row in enumerate(rows, top + 1):
        yield line, [(cell_text(value) or "").strip() for value in row]


def _sheet(path: Path) -> tuple[Sequence[Sequence[object]], int]:
    try:
        with CalamineWorkbook.from_path(path) as book:
            if SHEET not in book.sheet_names:
                raise BadInput(path, f"has no sheet {SHEET!r}.", _AGAIN)
            sheet = book.get_sheet_by_name(SHEET)
            return sheet.to_python(), (sheet.start or (0, 0))[0]
    except PasswordError:
        raise BadInput(path, "is protected by a password.", "Save a copy without one and give that.") from None
    except CalamineError as problem:
        raise BadInput(path, f"cannot be opened as a workbook ({problem}).", _AGAIN) from problem


def _csv_cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(path)
    begins, reader = 1, csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for row in reader:
            yield begins, [cell.strip() for cell in row]
            begins = reader.line_num + 1
    except csv.Error as problem:
        raise BadInput(path, f"cannot be read as CSV ({problem}).", _AGAIN, line=begins) from problem


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadInput(path, f"is not UTF-8 ({problem.reason}).", 'Save it as "CSV UTF-8", or as XLSX.') from problem


def _delimiter(text: str) -> str:
    """Spreadsheets save with the separator of their country."""
    return max(",;\t", key=text.split("\n", 1)[0].count)
