"""`fix-list.xlsx`: one sheet a kind of fix for the metadata team to work through, the most worthwhile first.

Cells are text and never formulas; what a certain correction is stands in a column of its own, apart from suggestions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from stocktake.catalogue.findings import SHEETS, in_words
from stocktake.reports.csv_safe import without_address_column
from stocktake.reports.kinds_found import KindFound, kinds_found
from stocktake.reports.shown import shown_in_cell

MOST_ROWS = 100_000
DECISIONS = ("done", "right as it is", "later")
_MOST_LETTERS = 500
_CREATED = datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # a fixed date: equal bytes each time
_OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_FORMULA = r"^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])"
_ODD = r"[^\x20-\x7e\x{a1}-\x{ac}\x{ae}-\x{24f}\x{400}-\x{4ff}\x{2010}-\x{2027}]"

_DECISION = "Decision"
_COLUMNS = {
    _DECISION: 14,
    "File": 20,
    "Sheet": 14,
    "Line": 8,
    "Row id": 14,
    "What": 30,
    "Column": 18,
    "Stands there": 38,
    "Certain correction": 24,
    "Suggestion (not certain)": 28,
    "What to do": 70,
}
"""The headings of a sheet and the width of each in characters."""

_SOURCE = (
    "source_file",
    "sheet",
    "source_line",
    "row_id",
    "code",
    "column",
    "value",
    "correction",
    "suggestion",
    "advice",
)
_README = (
    "How to work through this list",
    "One sheet for each kind of fix, the most worthwhile first. Each row names file, sheet and line of your own list.",
    "“Certain correction” can be copied as it stands: no other value can be meant.",
    "“Suggestion” is likely and no more: look at the book or at your records before you take it.",
    "Choose a decision in the first column (done, right as it is, later), and filter that column to see what is left.",
    "Mend the source and export again; this workbook is not read back. Check again: stocktake catalogue check FILE",
    "mend: as it stands, the title may be lost or taken for another. check: probably wrong, somebody must look. "
    "note: worth knowing, and right in many catalogues.",
)
_COUNTED = ("Sheet", "How much it matters", "What", "Findings", "Certain corrections", "Suggestions", "What to do")
_COUNTED_WIDTHS = (20, 20, 52, 11, 20, 13, 90)


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Format
    head: Format
    text: Format
    asked: Format
    wrapped: Format


def write_fix_list(findings: Path, path: Path) -> Path:
    """Write the workbook from `findings.parquet`: the same findings give the same bytes.

    A sheet holds at most MOST_ROWS rows; the first sheet says how many were left out.
    """
    kinds = kinds_found(findings)
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        book.set_properties({"title": "Fix list", "created": _CREATED})
        formats = _formats(book)
        _write_readme(book, kinds, formats)
        for name in SHEETS:
            if any(kind.fix_sheet == name for kind in kinds):
                _write_sheet(book.add_worksheet(name), _rows(findings, name), formats)
    return path


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    plain = {"valign": "top", "num_format": "@"}
    return _Formats(
        title=book.add_format({"bold": True, "font_size": 14}),
        head=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        text=book.add_format(plain),
        asked=book.add_format({**plain, "bg_color": "#FFF7DA"}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
    )


def _write_readme(book: xlsxwriter.Workbook, kinds: Sequence[KindFound], formats: _Formats) -> None:
    sheet = book.add_worksheet("Read me")
    for place, width in enumerate(_COUNTED_WIDTHS):
        sheet.set_column(place, place, width)
    for line, text in enumerate((*_README, *_left_out(kinds))):
        sheet.write_string(line, 0, text, formats.title if line == 0 else None)
    first = len(_README) + len(_left_out(kinds)) + 1
    for place, heading in enumerate(_COUNTED):
        sheet.write_string(first, place, heading, formats.head)
    for line, kind in enumerate(kinds, first + 1):
        row = (kind.fix_sheet, kind.severity, kind.heading, kind.n, kind.n_certain, kind.n_suggested, kind.advice)
        for place, value in enumerate(row):
            sheet.write(line, place, value, formats.wrapped)
    if not kinds:
        sheet.write_string(first + 1, 0, "Nothing was found that needs mending.")


def _left_out(kinds: Sequence[KindFound]) -> list[str]:
    """One line for each sheet with more findings than it has room for."""
    totals = {name: sum(kind.n for kind in kinds if kind.fix_sheet == name) for name in SHEETS}
    return [
        f"The sheet “{name}” holds the first {MOST_ROWS:,} of {n:,} findings; all stand in the table findings.parquet."
        for name, n in totals.items()
        if n > MOST_ROWS
    ]


def _rows(findings: Path, name: str) -> pl.DataFrame:
    """The rows of one sheet as text that is safe to open."""
    found = pl.scan_parquet(findings).filter(pl.col("fix_sheet") == name).select(_SOURCE).head(MOST_ROWS).collect()
    words = {code: in_words(code) for code in found["code"].unique()}
    told = found.with_columns(pl.col("code").replace_strict(words, return_dtype=pl.String))
    return told.with_columns(_safe(told[name]) for name in told.columns if told.schema[name] == pl.String)


def _safe(cells: pl.Series) -> pl.Series:
    """No formula, no unseen character, no address, no cell longer than anybody reads. Digits stay as they are: a text
    cell of a workbook keeps them."""
    short = without_address_column(cells.str.head(_MOST_LETTERS))
    odd = short.filter(short.str.contains(_ODD).fill_null(value=False)).unique()
    seen = short.replace(odd, pl.Series([shown_in_cell(text) for text in odd], dtype=pl.String)) if len(odd) else short
    cell = pl.col(seen.name)
    safe = pl.when(cell == "").then(None).when(cell.str.contains(_FORMULA)).then("'" + cell).otherwise(cell)
    return seen.to_frame().select(safe.alias(cells.name)).to_series()


def _write_sheet(sheet: Worksheet, rows: pl.DataFrame, formats: _Formats) -> None:
    for place, (heading, width) in enumerate(_COLUMNS.items()):
        sheet.set_column(place, place, width, formats.asked if heading == _DECISION else formats.text)
        sheet.write_string(0, place, heading, formats.head)
    write, line_place = sheet.write_string, list(_COLUMNS).index("Line")
    for line, row in enumerate(rows.iter_rows(), 1):
        for place, value in enumerate(row, 1):
            if value is None:
                continue
            if place == line_place:
                sheet.write_number(line, place, value)
            else:
                write(line, place, value, formats.text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(_COLUMNS) - 1)
    choice = {"validate": "list", "source": list(DECISIONS), "error_title": "Not a decision"}
    sheet.data_validation(1, 0, max(len(rows), 1), 0, choice)
