"""Dates in the year column that only a spreadsheet understands: serial numbers and 1/2/21."""

from __future__ import annotations

import polars as pl

_SERIAL = r"^[2-6]\d{4}(?:\.0+)?$"
_FLOAT_YEAR = r"^1[4-9]\d\d\.0+$|^20\d\d\.0+$"
_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
_MONTH_YEAR = rf"(?i)^(?:{_MONTHS}|(?:nov|dec)(?:ember)?)[-. ']+(\d{{2}})$"
_SHORT = r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})$"
_YEAR_PLACE = {"dmy": 3, "mdy": 3, "ymd": 1}
_PIVOT = 30


def with_plain_dates(cells: pl.Expr, locale: str | None) -> pl.Expr:
    """Excel serials (five digits, 1954–2091) as YYYY-MM-DD; two-digit years, only with a declared order of
    day, month and year, as YYYY/rest (up to 30 = 20xx); "Mar-99", as spreadsheets show a month, as 1999; 1999.0 as
    1999. Every other cell stays as it is."""
    serial = cells.str.extract(r"^(\d{5})").cast(pl.Int32, strict=False)
    as_date = (pl.date(1899, 12, 30) + pl.duration(days=serial)).dt.strftime("%Y-%m-%d")
    whole = pl.when(cells.str.contains(_FLOAT_YEAR)).then(cells.str.head(4)).otherwise(cells)
    month_year = _with_century(cells.str.extract(_MONTH_YEAR)).cast(pl.String)
    plain = (
        pl.when(cells.str.contains(_SERIAL))
        .then(as_date)
        .when(cells.str.contains(_MONTH_YEAR))
        .then(month_year)
        .otherwise(whole)
    )
    return plain if locale is None else pl.when(cells.str.contains(_SHORT)).then(_full(cells, locale)).otherwise(plain)


def _full(cells: pl.Expr, locale: str) -> pl.Expr:
    year = _with_century(cells.str.extract(_SHORT, _YEAR_PLACE[locale]))
    day, month = {"dmy": (1, 2), "mdy": (2, 1), "ymd": (3, 2)}[locale]
    parts = [year.cast(pl.String)]
    parts += [cells.str.extract(_SHORT, place).str.zfill(2) for place in (month, day)]
    return pl.concat_str(parts, separator="-")


def _with_century(two_digits: pl.Expr) -> pl.Expr:
    year = two_digits.cast(pl.Int32, strict=False)
    return pl.when(year <= _PIVOT).then(2000 + year).otherwise(1900 + year)
