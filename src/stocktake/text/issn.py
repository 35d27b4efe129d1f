"""International Standard Serial Numbers."""

from __future__ import annotations

import re

import polars as pl

from stocktake.text.distinct import distinct_expr
from stocktake.text.isbn import plain_characters

_LABEL = re.compile(r"^\W*(?:[ep]-?)?issn(?:-?l)?\W*", re.IGNORECASE)
_QUALIFIER = re.compile(r" *\([^()]*\)")
_SHAPE = re.compile(r"([0-9]{4}) ?[-.]? ?([0-9]{3}) ?([0-9X])")
_EAN = re.compile(r"977([0-9]{7})[0-9]{3}")


def issn_check_digit(seven: str) -> str:
    """The eighth character for seven digits: weights 8 to 2, modulo 11, X for ten."""
    remainder = -sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), seven, strict=True)) % 11
    return "X" if remainder == 10 else str(remainder)


def issn(raw: str) -> str | None:
    """The ISSN as NNNN-NNNC if its check digit is right: "ISSN 0378-5955", "03785955", "977…" bar codes.

    All zeros are a placeholder and rejected.
    """
    text = _LABEL.sub("", _QUALIFIER.sub("", plain_characters(raw)).strip()).upper().strip(" .:;,()")
    ean = _EAN.fullmatch(text.replace("-", "").replace(" ", ""))
    if ean:
        return _written(ean[1], issn_check_digit(ean[1]))
    found = _SHAPE.fullmatch(text)
    if found is None or issn_check_digit(found[1] + found[2]) != found[3]:
        return None
    return _written(found[1] + found[2], found[3])


def _written(seven: str, check: str) -> str | None:
    return None if seven == "0000000" else f"{seven[:4]}-{seven[4:]}{check}"


def issn_expr(e: pl.Expr) -> pl.Expr:
    """`issn` for a text column; a column holds few distinct serials, so each is read once."""
    return distinct_expr(e, issn, pl.String)
