"""Whether a listed title is still its sender's, told from a column of publishing status."""

from __future__ import annotations

import polars as pl

from stocktake.catalogue.words import words
from stocktake.text.distinct import distinct_expr
from stocktake.text.fold import fold

STANDINGS = ("cancelled", "sold")
_CODES = {"01": "cancelled", "05": "sold"}
"""ONIX code list 64: cancelled; no longer our product. Always two digits: a bare 1 may be anyone's "active"."""


def standing(status: str) -> str | None:
    """ "cancelled" for a title that never came out ("Abandoned"), "sold" for one that went to somebody else ("Rights
    reverted"), None for all others: a title that is out of print, remaindered or postponed is still the sender's.

    The words are those of `words.toml`, compared folded, alone or with more after them ("Cancelled
    12/2020", "Sold to Acme"). "Not cancelled", "sold out" and an unknown word are None.
    """
    if (code := _CODES.get(status.strip())) is not None:
        return code
    folded = fold(status)
    return next((kind for kind in STANDINGS if _says(folded, kind)), None)


def _says(folded: str, kind: str) -> bool:
    if folded in words(kind):
        return True
    return any(folded.startswith(f"{phrase} ") for phrase in words(f"{kind}_with_more"))


def standing_expr(e: pl.Expr) -> pl.Expr:
    """`standing` for a text column, once per distinct value."""
    return distinct_expr(e, standing, pl.String)
