"""Years that cannot be, or cannot be of the edition with this ISBN."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from stocktake.catalogue.findings.tables import PLACE, Tables
from stocktake.model import Scheme
from stocktake.settings import WORDING_AS_OF

FIRST_PRINTED, FIRST_ISBN, FIRST_979, FIRST_EBOOKS = 1450, 1967, 2007, 1990
LATEST = WORDING_AS_OF.year + 2
"""Announced titles carry years ahead. Not today's date: the same catalogue must give the same findings on any day."""

_YEAR = pl.col("year_number").cast(pl.Int64)
_WRITTEN = pl.col("year").str.extract(r"^\s*(-?[0-9]{1,5})(?:\.0+)?\s*$").cast(pl.Int64, strict=False)
_STATED = pl.coalesce(_WRITTEN, _YEAR)
DIGITAL = r"(?i)\b(?:e-?book|e-?pub|epub[23]?|pdf|kindle|mobi|azw3?|digital|online|e-?isbn|download|cd-rom)\b"


def _stated(which: pl.Expr) -> Callable[[Tables], pl.LazyFrame]:
    def find(tables: Tables) -> pl.LazyFrame:
        return tables.titles.filter(which).select(*PLACE, column=pl.lit("year"), value=pl.col("year"))

    return find


def _with_isbn(which: pl.Expr, number: str) -> Callable[[Tables], pl.LazyFrame]:
    """Titles with such a year and a valid ISBN that begins with `number`; the two are shown beside each other."""

    def find(tables: Tables) -> pl.LazyFrame:
        own = (pl.col("scheme") == Scheme.ISBN13) & pl.col("value").str.starts_with(number)
        numbers = tables.numbers.filter(own).group_by("title_id").agg(isbn13=pl.min("value"))
        found = tables.titles.filter(which).select(*PLACE, "year").join(numbers, on="title_id")
        return found.select(*PLACE, column=pl.lit("year"), value=pl.format("{} (ISBN {})", "year", "isbn13"))

    return find


FINDERS: dict[str, Callable[[Tables], pl.LazyFrame]] = {
    "year_future": _stated(_STATED > LATEST),
    "year_before_print": _stated(_STATED < FIRST_PRINTED),
    "year_unreadable": _stated(pl.col("year").is_not_null() & _STATED.is_null()),
    "year_before_979": _with_isbn(_YEAR.is_between(FIRST_PRINTED, FIRST_979 - 1), "979"),
    "year_before_ebooks": _stated(
        _YEAR.is_between(FIRST_PRINTED, FIRST_EBOOKS - 1) & pl.col("format").str.contains(DIGITAL)
    ),
    "year_before_isbn": _with_isbn(_YEAR.is_between(FIRST_PRINTED, FIRST_ISBN - 1), "97"),
}
