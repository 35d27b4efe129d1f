"""What is wrong with an identifier as it was supplied.

A correction is given only where no other number can be meant: ten digits to thirteen, a float's ".0", a typographer's
dash. A number that fits its check digit after zeros or letters were guessed is a suggestion; one whose check digit is
wrong gets neither, unless the same row holds the number it was meant to be.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl

from stocktake.catalogue.findings.tables import PLACE, Tables
from stocktake.model import Scheme
from stocktake.text.distinct import distinct_expr
from stocktake.text.isbn import is_placeholder, plain_characters, read_compact

_VALUE, _RAW, _REPAIR = pl.col("value"), pl.col("value_raw"), pl.col("repair")
_ENOUGH_DIGITS = 9  # of a rounded number, to tell that another number of the row is the same one


_SHORT = r"^(?:[0-9]-?){9}[0-9Xx]\s*(?:[:(\[].*)?$"
"""Ten digits, perhaps with a note behind them: "0783890958 (pbk.)"."""


def _found(tables: Tables, which: pl.Expr) -> pl.LazyFrame:
    """title_id, value_raw, value, repair of the numbers that fulfil a condition."""
    return tables.numbers.filter(which)


def _is(scheme: Scheme) -> pl.Expr:
    return pl.col("scheme") == scheme.value


def _told(found: pl.LazyFrame, **columns: pl.Expr) -> pl.LazyFrame:
    return found.select("title_id", pl.lit("isbn").alias("column"), _RAW.alias("value"), **columns)


def zero_filled(tables: Tables) -> pl.LazyFrame:
    """ "306406152": seven to nine digits that fit the check digit once filled with zeros."""
    found = _found(tables, _is(Scheme.ISBN13) & _REPAIR.is_in(["repaired_zero", "sbn"]))
    return _told(found, suggestion=_VALUE)


def lookalikes(tables: Tables) -> pl.LazyFrame:
    """Letters for digits are guesses; dashes, full-width digits and invisible characters can mean one number only.
    A small x for the last of ten is usual and no finding.
    """
    found = _found(tables, _is(Scheme.ISBN13) & (_REPAIR == "characters") & ~_RAW.str.contains(_SHORT))
    same = distinct_expr(_RAW, _number_without_guessing, pl.String) == _VALUE
    return _told(
        found, correction=pl.when(same).then(_VALUE), suggestion=pl.when(~same.fill_null(value=False)).then(_VALUE)
    )


def _number_without_guessing(raw: str) -> str | None:
    bare = re.split(r"[(\[]", plain_characters(raw))[0].strip(" :;,.")
    answer = read_compact(re.sub(r"[\s-]", "", bare).upper())
    return answer[0] if answer and answer[1] is None else None


def extra_digits(tables: Tables) -> pl.LazyFrame:
    """ "9780306406157.0" is certain; a price add-on or a carton's GTIN-14 most likely."""
    found = _found(tables, _is(Scheme.ISBN13) & _REPAIR.is_in(["float_tail", "gtin14", "addon_dropped"]))
    certain = _REPAIR == "float_tail"
    return _told(found, correction=pl.when(certain).then(_VALUE), suggestion=pl.when(~certain).then(_VALUE))


def ten_digits_only(tables: Tables) -> pl.LazyFrame:
    """Valid ISBN-10s whose thirteen digits stand nowhere in the row."""
    whole = _REPAIR.is_null() | (_REPAIR == "characters")
    found = _found(tables, _is(Scheme.ISBN13) & whole & _RAW.str.contains(_SHORT))
    cells = tables.titles.select("title_id", cell=pl.col("isbn").str.replace_all("[- ]", ""))
    joined = found.join(cells, on="title_id")
    return _told(joined.filter(~pl.col("cell").str.contains(_VALUE, literal=True)), correction=_VALUE)


def wrong_check_digit(tables: Tables) -> pl.LazyFrame:
    """Suggests another valid number of the same row when only the check digit differs, else nothing."""
    found = _found(tables, _is(Scheme.ISBN_MISPRINT)).with_columns(body=_body(_VALUE))
    valid = _found(tables, _is(Scheme.ISBN13)).select("title_id", body=_body(_VALUE), suggestion=_VALUE)
    others = valid.unique(["title_id", "body"], keep="first", maintain_order=True)
    return _told(found.join(others, on=["title_id", "body"], how="left"), suggestion=pl.col("suggestion"))


def _body(number: pl.Expr) -> pl.Expr:
    """The nine digits that name publisher and book."""
    return pl.when(number.str.len_bytes() == 13).then(number.str.slice(3, 9)).otherwise(number.str.head(9))


def digits_lost(tables: Tables) -> pl.LazyFrame:
    """ "9.78043902348E+12". Suggests another number of the row that begins with the digits that are left."""
    found = _found(tables, _REPAIR == "digits_lost").with_columns(
        digits=_RAW.str.to_uppercase().str.extract("^([0-9.,]+)E").str.replace_all("[.,]", "")
    )
    valid = _found(tables, _is(Scheme.ISBN13)).select("title_id", whole=_VALUE)
    pairs = found.join(valid, on="title_id").filter(pl.col("digits").str.len_bytes() >= _ENOUGH_DIGITS)
    # The last digit that is left was rounded, so it does not count.
    kept = pl.col("digits").str.head(pl.col("digits").str.len_bytes() - 1)
    fitting = pairs.filter(pl.col("whole").str.starts_with(kept)).group_by("title_id").agg(suggestion=pl.min("whole"))
    return _told(found.join(fitting, on="title_id", how="left"), suggestion=pl.col("suggestion"))


def placeholder(tables: Tables) -> pl.LazyFrame:
    """0000000000, 9781111111111."""
    return _of_no_kind(tables, distinct_expr(_VALUE, _is_one_digit, pl.Boolean))


def unreadable(tables: Tables) -> pl.LazyFrame:
    """Numbers of no known kind that are no placeholders either."""
    return _of_no_kind(tables, ~distinct_expr(_VALUE, _is_one_digit, pl.Boolean))


def _is_one_digit(value: str) -> bool:
    return is_placeholder(re.sub(r"[\s-]", "", value))


def _of_no_kind(tables: Tables, which: pl.Expr) -> pl.LazyFrame:
    found = _found(tables, _is(Scheme.OTHER) & _REPAIR.ne_missing("digits_lost") & which)
    cells = tables.titles.select("title_id", "doi", "issn")
    column = pl.coalesce(
        pl.when(pl.col(name).str.contains(_RAW, literal=True)).then(pl.lit(name)) for name in ("issn", "doi")
    ).fill_null("isbn")
    return found.join(cells, on="title_id").select("title_id", column.alias("column"), _RAW.alias("value"))


def serial_among_books(tables: Tables) -> pl.LazyFrame:
    """ISSNs that do not come from a column of ISSNs."""
    found = _found(tables, _is(Scheme.ISSN)).join(tables.titles.select("title_id", "isbn"), on="title_id")
    among = pl.col("isbn").str.contains(_RAW, literal=True).fill_null(value=False)
    return _told(found.filter(among), suggestion=pl.format("ISSN {}", _VALUE))


_NAMES = {
    Scheme.ISMN.value: "ISMN, printed music",
    Scheme.UPC.value: "UPC, any goods",
    Scheme.ASIN.value: "ASIN, a number of Amazon's",
    Scheme.CSBN.value: "CSBN, a Chinese number before the ISBN",
}


def of_another_kind(tables: Tables) -> pl.LazyFrame:
    """Music, bar codes of goods, Amazon's numbers, old Chinese numbers; the suggestion says which."""
    found = _found(tables, pl.col("scheme").is_in(list(_NAMES)))
    return _told(found, suggestion=pl.col("scheme").replace_strict(_NAMES, return_dtype=pl.String))


_LABELLED = r"([0-9Xx][0-9Xx-]{8,16}) \(([^()]+)\)"


def same_in_row(tables: Tables) -> pl.LazyFrame:
    """The same number under two formats of one row: "9780306406157 (PB) ; 9780306406157 (eISBN)"."""
    wide = tables.titles.filter(pl.col("isbn").str.count_matches(_LABELLED) > 1).select(*PLACE, "isbn")
    parts = wide.with_columns(part=pl.col("isbn").str.extract_all(_LABELLED)).explode("part")
    parts = parts.with_columns(
        number=pl.col("part").str.extract(_LABELLED, 1).str.replace_all("-", "", literal=True),
        label=pl.col("part").str.extract(_LABELLED, 2),
    )
    alike = (
        parts.group_by(*PLACE, "isbn", "number")
        .agg(n=pl.col("label").str.to_lowercase().n_unique())
        .filter(pl.col("n") > 1)
    )
    return alike.unique("title_id").select(*PLACE, column=pl.lit("isbn"), value=pl.col("isbn"))


FINDERS: dict[str, Callable[[Tables], pl.LazyFrame]] = {
    "isbn_digits_lost": digits_lost,
    "isbn_check_digit": wrong_check_digit,
    "identifier_unreadable": unreadable,
    "identifier_placeholder": placeholder,
    "isbn_zero_filled": zero_filled,
    "issn_in_isbn_column": serial_among_books,
    "not_a_book_number": of_another_kind,
    "isbn_lookalikes": lookalikes,
    "isbn_extra_digits": extra_digits,
    "isbn10_only": ten_digits_only,
    "isbn_same_in_row": same_in_row,
}
