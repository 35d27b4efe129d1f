"""CSV that a spreadsheet can open without running a formula or damaging a number.

* A text cell that starts with `= + - @`, tab, CR or LF (blanks before it, or the full-width signs, make no
  difference to some programs, so none here) gets a leading apostrophe. The raw value stays in Parquet.
* A text cell of digits only that a spreadsheet would round or strip (12 digits or more, or a leading zero)
  gets the same apostrophe.
* ISBN-13 are written `978-0306406157`: still an ISBN, and never read as 9.78E+12.
* Numbers are written as numbers; there a leading minus is arithmetic and no formula.
* UTF-8 with a byte-order mark, CRLF, so that a double click shows Kyrgyz as Kyrgyz.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from stocktake.reports.shown import shown_in_cell, without_addresses

_RISKY = r"^(?:[\t\r\n]|\s*[=+\-@＝＋－＠]|0[0-9]+$|[0-9]{12,}$)"
_risky = re.compile(_RISKY)
_UNSEEN_EXPR = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}\x{061c}\x{180e}\x{200b}\x{200e}\x{200f}\x{2028}-\x{202e}"
    r"\x{2060}-\x{206f}\x{feff}\x{fff9}-\x{fffb}\x{e0000}-\x{e007f}]"
)
_ADDRESS_EXPR = r"(?i)://|magnet:|urn:btih|bafy|Qm|:\s*/"


def safe_cell(value: object) -> str:
    """One value as the text of a CSV cell; None is an empty cell, and only text is ever neutralised."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    text = shown_in_cell(value)
    if text[:1].isalpha():
        return text
    return f"'{text}" if _risky.match(text) else text


def isbn_text(isbn13: str) -> str:
    """`9780306406157` → `978-0306406157`, which no spreadsheet takes for a number."""
    return f"{isbn13[:3]}-{isbn13[3:]}"


def safe_row(values: Iterable[object]) -> list[str]:
    """`safe_cell` for each value of a row, or of a part of one that several rows share."""
    return [safe_cell(v) for v in values]


def csv_bytes(header: Sequence[str], safe_rows: Iterable[Sequence[str]]) -> bytes:
    """A whole file, for tables of a few rows (an author's copy). Rows come from `safe_row` only."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(safe_rows)
    return text.getvalue().encode("utf-8-sig")


def _shown_where_needed(column: pl.Series) -> pl.Series:
    """Signs for unseen characters, computed on the distinct odd values only."""
    odd = column.filter(column.str.contains(_UNSEEN_EXPR)).unique()
    return column.replace(odd, pl.Series([shown_in_cell(v) for v in odd], dtype=pl.String)) if len(odd) else column


def without_address_column(column: pl.Series) -> pl.Series:
    """`without_addresses` for a column; only values that can hold an address are looked at one by one."""
    odd = column.filter(column.str.contains(_ADDRESS_EXPR)).unique()
    return column.replace(odd, pl.Series([without_addresses(v) for v in odd], dtype=pl.String)) if len(odd) else column


def safe_column(column: pl.Series) -> pl.Series:
    """The vectorised twin of `safe_cell` for a text column (null stays null)."""
    text = _shown_where_needed(column)
    return (
        pl.select(pl.when(text.str.contains(_RISKY)).then(pl.concat_str(pl.lit("'"), text)).otherwise(text))
        .to_series()
        .alias(column.name)
    )


def write_csv(frame: pl.DataFrame, path: Path) -> Path:
    """A frame of text and numbers → a CSV file, every text column made safe."""
    text = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    safe = frame.with_columns([safe_column(frame[name]) for name in text])
    safe.write_csv(path, include_bom=True, line_terminator="\r\n")
    return path
