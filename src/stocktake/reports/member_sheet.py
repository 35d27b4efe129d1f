"""The workbook "Is this yours?": a row a candidate, with a list of answers to choose from."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from stocktake.reports.csv_safe import safe_column
from stocktake.reports.wording import ABSENCE, CANDIDATE, ERRORS

ANSWERS = ("yes", "no", "not sure")
MOST_ROWS = 100_000
ASKED = "is_this_yours"
_CREATED = datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # a fixed date: equal bytes each time
_OPTIONS = {
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "constant_memory": True,
}
_COLUMNS = {
    "list_code": 14,
    ASKED: 14,
    "note": 26,
    "name": 26,
    "title": 48,
    "names_on_record": 34,
    "year": 8,
    "publisher": 24,
    "language": 12,
    "agreement": 30,
    "credited_as": 12,
    "n_records_exact": 10,
    "n_given_names": 10,
    "record_id": 16,
}
_README = (
    "Is this yours?",
    "Each row of the sheet “Candidates” is a record of the data set that bears a name like the one looked up (name).",
    CANDIDATE,
    "Choose an answer under “is_this_yours”: yes, no, or not sure. Leave a row empty to leave it unanswered.",
    "list_code stands for the person who is asked. Filter by it, and give each person their own rows only.",
    "agreement: how the name on the record agrees with the one looked up; the likeliest records stand first.",
    "credited_as: author (also editor), or helper (translator, illustrator and the like).",
    "n_records_exact: records with exactly this name. n_given_names: given names that the data set has with this "
    "family name. The larger these are, the likelier it is that the record is a namesake's.",
    "What was answered with yes can be listed with its title and the member's number, and is then compared like any "
    "other work.",
    ABSENCE,
    ERRORS,
)


def write_member_sheet(candidates: pl.DataFrame, path: Path) -> Path:
    """Write the first MOST_ROWS candidates; the last line of the README says how many there are.

    Equal bytes for equal rows.
    """
    unanswered = [pl.lit("").alias(column) for column in (ASKED, "note")]
    shown = candidates.head(MOST_ROWS).with_columns(unanswered).select(*_COLUMNS)
    texts = [name for name, dtype in shown.schema.items() if dtype == pl.String]
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        book.set_properties({"title": _README[0], "created": _CREATED})
        _write_rows(book, shown.with_columns(safe_column(shown[name]) for name in texts))
        _write_readme(book, shown.height, candidates.height)
    return path


def _write_rows(book: xlsxwriter.Workbook, rows: pl.DataFrame) -> None:
    sheet, head = book.add_worksheet("Candidates"), book.add_format({"bold": True, "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    number = book.add_format({"valign": "top"})
    asked = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "bg_color": "#FFF7DA"})
    for place, (column, width) in enumerate(_COLUMNS.items()):
        sheet.set_column(place, place, width, asked if column in (ASKED, "note") else plain)
        sheet.write_string(0, place, column, head)
    for line, row in enumerate(rows.iter_rows(), 1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, place, value, number)
            elif value:
                sheet.write_string(line, place, value, plain)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(rows.height, 1), len(_COLUMNS) - 1)
    choice = {
        "validate": "list",
        "source": list(ANSWERS),
        "error_title": "Not an answer",
        "error_message": f"Choose one of: {', '.join(ANSWERS)}.",
    }
    place = list(_COLUMNS).index(ASKED)
    sheet.data_validation(1, place, max(rows.height, 1), place, choice)


def _write_readme(book: xlsxwriter.Workbook, n_shown: int, n_all: int) -> None:
    sheet = book.add_worksheet("README")
    sheet.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
    bold = book.add_format({"bold": True})
    more = "" if n_shown == n_all else " The others stand in exports/member_candidates.csv."
    for line, text in enumerate((*_README, f"{n_shown:,} of {n_all:,} candidates are in this workbook.{more}")):
        sheet.write_string(line, 0, text, bold if line == 0 else None)
