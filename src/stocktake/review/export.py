"""Pairs out to reviewers: a workbook with a drop-down list and a page of instructions, or a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from stocktake.errors import UsageProblem
from stocktake.matching.decisions import ANSWERS
from stocktake.reports.csv_safe import csv_bytes
from stocktake.review.pair import Pair
from stocktake.review.sheet import ASKED, COLUMNS, HIDDEN, SHOWN, sheet_row

SHEET = "Review"
_CREATED = datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # a fixed date: equal bytes each time
_OPTIONS = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_WIDTHS = {"decision": 11, "reviewer": 12, "why": 28, "listed_title": 38, "record_title": 38, "reason_in_words": 40}
_README = (
    "How to review",
    "Each row of the sheet “Review” shows a listed title beside a record of the reference.",
    "Choose a decision from the list in the cell, and put your name under “reviewer”:",
    "    match: the record is of the listed work (any edition or format of it).",
    "    no_match: it is of another work, another volume, or a work about the listed one.",
    "    unsure: you looked and cannot tell. Nothing is overridden.",
    "Leave a row empty to leave it undecided. Under “why” say what decided it; it is kept with the decision.",
    "",
    "evidence_in_bits: one bit more for a field doubles the odds that both are the same work; a minus speaks against.",
    "Hidden columns name the pair. Do not change them; when you sort, sort the whole table (use the arrows in row 1).",
    "Save as XLSX and give the file back: stocktake review apply FILE.xlsx --decisions decisions.csv",
    "",
    "A match means that a record appears to describe the same work. It does not show that anybody copied or used it.",
)


def export(pairs: Sequence[Pair], path: Path) -> Path:
    """Write the pairs as .xlsx or .csv, equal bytes for equal pairs. Another suffix is a usage problem."""
    writers = {".xlsx": _write_workbook, ".csv": _write_csv}
    if path.suffix.lower() not in writers:
        raise UsageProblem(f"{path}: review sheets are written as .xlsx or .csv. Name the file so.")
    path.parent.mkdir(parents=True, exist_ok=True)
    writers[path.suffix.lower()]([sheet_row(pair) for pair in pairs], path)
    return path


def _write_csv(rows: Sequence[dict[str, str]], path: Path) -> None:
    path.write_bytes(csv_bytes(COLUMNS, [[row[c] for c in COLUMNS] for row in rows]))


def _write_workbook(rows: Sequence[dict[str, str]], path: Path) -> None:
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        book.set_properties({"title": "Pairs to review", "created": _CREATED})
        _write_pairs(book, rows)
        _write_readme(book)


def _write_pairs(book: xlsxwriter.Workbook, rows: Sequence[dict[str, str]]) -> None:
    sheet, head = book.add_worksheet(SHEET), book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    asked = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "bg_color": "#FFF7DA"})
    for place, column in enumerate(COLUMNS):
        kind, hidden = (asked if column in ASKED else wrapped), {"hidden": column in HIDDEN}
        sheet.set_column(place, place, _WIDTHS.get(column, 18), kind, hidden)
        sheet.write_string(0, place, column, head)
        for line, row in enumerate(rows, 1):
            _write_cell(sheet, line, place, row[column], kind)
    sheet.freeze_panes(1, len(ASKED) + 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    _add_list(sheet, len(rows))


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, line: int, place: int, text: str, kind: object) -> None:
    if text:
        sheet.write_string(line, place, text, kind)
    else:
        sheet.write_blank(line, place, None, kind)


def _add_list(sheet: xlsxwriter.worksheet.Worksheet, n_rows: int) -> None:
    choice = {
        "validate": "list",
        "source": list(ANSWERS),
        "error_title": "Not a decision",
        "error_message": f"Choose one of {', '.join(ANSWERS)}.",
    }
    place = SHOWN.index("decision")
    sheet.data_validation(1, place, max(n_rows, 1), place, choice)


def _write_readme(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("README")
    sheet.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
    bold = book.add_format({"bold": True})
    for line, text in enumerate(_README):
        sheet.write_string(line, 0, text, bold if line == 0 else None)
