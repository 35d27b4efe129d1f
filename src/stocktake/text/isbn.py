"""International Standard Book Numbers: check digits, and one ISBN out of whatever form it has."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from stocktake.text.clean import INVISIBLE
from stocktake.text.distinct import beyond_ascii, on_distinct, where, where_matching
from stocktake.text.isbn_arithmetic import book_numbers, read_compacts

_INVISIBLE = re.compile(f"[{INVISIBLE}\x00]")
_DASH = "\u2010-\u2015\u2043\u2212\u30fc\ufe58\ufe63\uff0d"
_DASHES = re.compile(f"[{_DASH}\u00af_~]")
QUOTES = "=?[\"'`\u00b4\u2018\u2019\u201a\u201c-\u201e]"
"""Quotation marks, with the equals sign of ="…"."""
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "x": "X", "Х": "X", "х": "X", "О": "0", "о": "0"})
_LABEL = re.compile(
    r"^\W*(?:[ep]-?)?(?:isbn|sbn|ean|gtin)(?:[-_ ]?1[034](?=[:\s)=#]))?[\s:.#=)]*", re.IGNORECASE | re.ASCII
)
_QUALIFIER = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_FLOAT_TAIL = re.compile(r"([0-9]{7,13})[.,]0{1,2}")
_PLACEHOLDER = re.compile(r"(?:97[89])?([0-9])\1{8,9}[0-9X]?")


def isbn10_check_digit(nine: str) -> str:
    """The tenth character for nine digits: weights 10 to 2, modulo 11, X for ten."""
    remainder = -sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), nine, strict=True)) % 11
    return "X" if remainder == 10 else str(remainder)


def ean_check_digit(body: str) -> str:
    """The last digit of an EAN, UPC or GTIN body: weights 3 and 1 from the right, modulo 10."""
    return str(-sum((3 if i % 2 == 0 else 1) * int(digit) for i, digit in enumerate(reversed(body))) % 10)


def valid_ean(digits: str) -> bool:
    """Whether the last of the digits is the check digit of the others."""
    return ean_check_digit(digits[:-1]) == digits[-1]


def valid_isbn10(ten: str) -> bool:
    """Whether ten characters (X in capitals) end in the right check digit."""
    return bool(re.fullmatch(r"[0-9]{9}[0-9X]", ten)) and isbn10_check_digit(ten[:9]) == ten[9]


def valid_isbn13(thirteen: str) -> bool:
    """Whether thirteen digits are a book number: 978 or 979 in front (979-0 is music), check digit right."""
    shaped = re.fullmatch(r"97(?:8[0-9]|9[1-9])[0-9]{9}", thirteen)
    return shaped is not None and valid_ean(thirteen)


def isbn10_to_13(ten: str) -> str:
    """Ten characters to the thirteen digits of the same book. The tenth is not looked at."""
    body = "978" + ten[:9]
    return body + ean_check_digit(body)


def is_placeholder(compact: str) -> bool:
    """One digit repeated: 0000000000 and 1111111111 pass the check digit and mean "none"."""
    return _PLACEHOLDER.fullmatch(compact) is not None


def plain_characters(raw: str) -> str:
    """The text with ASCII digits, plain hyphens, no invisible characters and no quotation marks: spreadsheets mark a
    number as text by an apostrophe in front or as ="…"."""
    raw = re.sub(QUOTES, "", raw)
    if raw.isascii():
        return raw.replace("\x00", "").replace("_", "-")
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", raw))
    text = "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in text)
    return _DASHES.sub("-", text)


def read_compact(compact: str) -> tuple[str, str | None] | None:
    """Thirteen digits and the repair for a token without blanks and hyphens, or None if it is no valid ISBN.

    Prefers the token as it stands; then the bar-code forms (GTIN-14, add-on of two or five digits); then
    seven to nine characters filled with zeros, because spreadsheets eat leading zeros. A zero-filled number
    passes by chance once in eleven times, hence its repair is always named.
    """
    if is_placeholder(compact):
        return None
    if valid_isbn13(compact):
        return compact, None
    if valid_isbn10(compact):
        return isbn10_to_13(compact), None
    if len(compact) == 14 and compact.isdecimal():
        body = compact[1:13]
        inner = body + ean_check_digit(body)
        return (inner, "gtin14") if valid_ean(compact) and _is_book(inner) else None
    if len(compact) in (15, 18) and compact.isdecimal() and _is_book(compact[:13]):
        return compact[:13], "addon_dropped"
    if 7 <= len(compact) <= 9 and valid_isbn10(filled := compact.zfill(10)) and not is_placeholder(filled):
        return isbn10_to_13(filled), "repaired_zero"
    return None


def _is_book(thirteen: str) -> bool:
    return valid_isbn13(thirteen) and not is_placeholder(thirteen)


def repair_characters(token: str) -> str:
    """O for zero, l and I for one, small or Cyrillic x for X."""
    return token.translate(_LOOKALIKES)


def isbn13(raw: str) -> str | None:
    """The single valid ISBN in the text as 13 digits.

    Takes hyphens, blanks, labels, qualifiers "(pbk)", a float tail ".0", look-alike characters, seven to
    nine digits (zero-filled, because spreadsheets eat leading zeros), GTIN-14 and bar codes with an add-on.
    Rejects wrong check digits, all-same-digit placeholders, 979-0 (music) and cells with several numbers.
    """
    text = _QUALIFIER.sub(" ", _LABEL.sub("", plain_characters(raw))).strip(" .:;,")
    tail = _FLOAT_TAIL.fullmatch(text)
    compact = re.sub(r"[\s-]", "", tail[1] if tail else text)
    found = read_compact(compact) or read_compact(repair_characters(compact))
    return found[0] if found else None


def isbn13_expr(e: pl.Expr) -> pl.Expr:
    """`isbn13` for a text column: every form in known characters by expressions and arithmetic, the others once
    per distinct value.
    """
    return e.map_batches(_isbn13_series, return_dtype=pl.String, is_elementwise=True)


def _isbn13_series(column: pl.Series) -> pl.Series:
    compact = column.str.replace_all("-", "", literal=True)
    book = book_numbers(compact)
    rows = (column.is_not_null() & book.is_null() & ~_settled(compact)).arg_true()
    return book if rows.is_empty() else book.scatter(rows, _odd_forms(column.gather(rows)))


def _settled(compact: pl.Series) -> pl.Series:
    """Whether there is nothing to repair in a text that is no valid ISBN: ten to thirteen digits and nothing else, or
    six or fewer characters."""
    length = compact.str.len_bytes()
    digits = length.is_between(10, 13) & compact.str.contains("^[0-9]{9,12}[0-9X]$")
    return (length <= 6) | digits


def _odd_forms(cells: pl.Series) -> pl.Series:
    """`isbn13` for cells of any form."""
    certain = cells.str.contains(CERTAIN)
    book = pl.Series(cells.name, [None], dtype=pl.String).new_from_index(0, len(cells))
    book = book.scatter(certain.arg_true(), _certain_forms(cells.filter(certain)))
    return book.scatter((~certain).arg_true(), on_distinct(cells.filter(~certain), isbn13, pl.String))


def _certain_forms(cells: pl.Series) -> pl.Series:
    text = where_matching(plain_series(cells), "(?i)sbn|ean|gtin", lambda odd: odd.str.replace(_LABEL_COLUMN, ""))
    text = where_matching(text, r"[(\[]", lambda odd: odd.str.replace_all(_QUALIFIER.pattern, " "))
    text = text.str.strip_chars(" .:;,").str.replace(f"^{_FLOAT_TAIL.pattern}$", "${1}")
    compact = text.str.replace_all(r"[\s-]", "")
    book = read_compacts(compact)["book"]
    rows = (book.is_null() & compact.str.contains("[OolIx]")).arg_true()
    return book if rows.is_empty() else book.scatter(rows, read_compacts(repair_series(compact.gather(rows)))["book"])


CERTAIN = f"^[\t\n\r -~{INVISIBLE}\xa0\u2000-\u200a\u202f\u3000{_DASH}\uff01-\uff5e]*$"
"""Texts of characters whose plain form is the same in every version of Unicode."""
# The look-ahead of _LABEL is one of the characters that the label takes anyway.
_LABEL_COLUMN = r"(?i)^\W*(?:[ep]-?)?(?:isbn|sbn|ean|gtin)(?:[-_ ]?1[034][:\s)=#])?[\s:.#=)]*"


def plain_series(certain: pl.Series) -> pl.Series:
    """`plain_characters` for a series of CERTAIN texts."""
    bare = where_matching(certain, QUOTES, lambda odd: odd.str.replace_all(QUOTES, ""))
    return where(bare, beyond_ascii(bare), _to_ascii).str.replace_all("_", "-", literal=True)


def _to_ascii(cells: pl.Series) -> pl.Series:
    seen = cells.str.replace_all(_INVISIBLE.pattern, "")
    return seen.str.normalize("NFKC").str.replace_all(_DASHES.pattern, "-")


def repair_series(tokens: pl.Series) -> pl.Series:
    """`repair_characters` for a series."""
    return tokens.str.replace_many(list(map(chr, _LOOKALIKES)), list(_LOOKALIKES.values()))


def _weighted(number: pl.Expr, weights: list[int]) -> pl.Expr:
    """The sum of the last digits of an integer times the weights, the last digit first."""
    return pl.sum_horizontal(number // 10**place % 10 * weight for place, weight in enumerate(weights))


def valid_ean_expr(e: pl.Expr) -> pl.Expr:
    """`valid_ean` for a column of up to thirteen digits; null is not valid."""
    return e.is_not_null() & (_weighted(e.cast(pl.Int64), [1, 3] * 6 + [1]) % 10 == 0)


def valid_isbn13_expr(e: pl.Expr) -> pl.Expr:
    """`valid_isbn13` for a text column; null is not valid."""
    shaped = pl.when(e.str.contains("^97(?:8[0-9]|9[1-9])[0-9]{9}$")).then(e)
    return valid_ean_expr(shaped)


def valid_isbn10_expr(e: pl.Expr) -> pl.Expr:
    """`valid_isbn10` for a text column; null is not valid."""
    shaped = pl.when(e.str.contains("^[0-9]{9}[0-9X]$")).then(e)
    body = _weighted(shaped.str.head(9).cast(pl.Int64), list(range(2, 11)))
    check = shaped.str.tail(1).replace("X", "10").cast(pl.Int64)
    return shaped.is_not_null() & ((body + check) % 11 == 0)


def isbn10_to_13_expr(e: pl.Expr) -> pl.Expr:
    """`isbn10_to_13` for a text column of ten characters."""
    body = pl.lit("978") + e.str.head(9)
    check = (10 - _weighted(body.cast(pl.Int64), [3, 1] * 6) % 10) % 10
    return body + check.cast(pl.String)
