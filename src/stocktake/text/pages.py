"""The first page of an article, as a page range or a page column names it."""

from __future__ import annotations

import re

import polars as pl

from stocktake.text.distinct import distinct_expr

_LABEL = re.compile(r"^(?:pages?|pp?|seiten?|ss?|с|стр)\b\.?\s*", re.IGNORECASE)
_FIRST = r"([A-Za-z]{0,2})0*([1-9][0-9]{0,6})([A-Za-z]?)"
_RANGE = re.compile(_FIRST + r"\s*[-\u2010-\u2015\u2212+:/]+\s*(?:[A-Za-z]{0,2}[0-9]+[A-Za-z]?)?(?:[^0-9A-Za-z].*)?")
_ALONE = re.compile(_FIRST)


def first_page(s: str) -> str | None:
    """The page on which a range begins, in small letters without leading zeros: "S117-S125" is "s117".

    "117-" (an open range) and "p. 117" name it too. A bare number may be a count of pages and is none, but for
    article numbers, which hold a letter ("e0156").
    """
    text = s.strip()
    plain = _LABEL.sub("", text)
    found = _RANGE.fullmatch(plain)
    alone = _ALONE.fullmatch(plain)
    if found is None and alone is not None and (plain != text or alone[1] or alone[3]):
        found = alone
    return "".join(found.groups()[:3]).lower() if found else None


def first_page_expr(e: pl.Expr) -> pl.Expr:
    """`first_page` for a text column."""
    return distinct_expr(e, first_page, pl.String)
