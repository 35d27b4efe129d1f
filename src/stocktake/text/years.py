"""The year of publication, from any of the eleven thousand ways it is written."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from stocktake.text.distinct import on_distinct

EARLIEST, LATEST = 1400, 2099

_PERSIAN_YEAR = re.compile("(?<![۰-۹])[۰-۹]{4}(?![۰-۹])")
_PERSIAN_OFFSET = 621
_DIGITS = re.compile(r"[0-9]+")
_COMPACT_DATE = re.compile(r"([0-9]{4})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")


def year(s: str) -> int | None:
    """The lowest plausible year (1400 to 2099) in the text: "1982 (2009)" is 1982, "200u/9999" has none.

    The lowest, because reprints are named beside the original. Digits of any script are read; 12xx to 14xx in
    Persian digits is the Persian calendar (۱۳۸۵ is 2006). "20010501" is a date of 2001; two-digit years are
    not guessed.
    """
    persian = [int(found) + _PERSIAN_OFFSET for found in _PERSIAN_YEAR.findall(s) if 1200 <= int(found) < 1480]
    text = _PERSIAN_YEAR.sub(" ", s) if persian else s
    candidates = persian + [value for run in _DIGITS.findall(_ascii_digits(text)) if (value := _run(run))]
    return min((value for value in candidates if EARLIEST <= value <= LATEST), default=None)


def _ascii_digits(s: str) -> str:
    if s.isascii():
        return s
    return "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in s)


def _run(digits: str) -> int | None:
    """The year a run of digits stands for: four digits, or the eight of a compact date."""
    if len(digits) == 4:
        return int(digits)
    date = _COMPACT_DATE.fullmatch(digits)
    return int(date[1]) if date else None


def year_expr(e: pl.Expr) -> pl.Expr:
    """`year` for a text column, Int16. Four plain digits are cast; the odd forms are few and each is read
    once.
    """
    return e.map_batches(_years, return_dtype=pl.Int16, is_elementwise=True)


def _years(column: pl.Series) -> pl.Series:
    plain = column.str.contains("^[0-9]{4}$").fill_null(value=False)
    number = column.set(~plain, None).cast(pl.Int16)
    answer = number.set((number < EARLIEST) | (number > LATEST), None)
    rows = (~plain & column.is_not_null()).arg_true()
    return answer.scatter(rows, on_distinct(column.gather(rows), year, pl.Int16)) if len(rows) else answer
