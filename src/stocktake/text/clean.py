"""Text as people meant it: no tags, entities, control or invisible characters, single blanks."""

from __future__ import annotations

import html
import re

import polars as pl

from stocktake.text.distinct import on_distinct, where_matching

INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Soft hyphen, zero-width and bidirectional marks, byte order mark: a character class without its
brackets."""

_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_BLANKS = "\t\n\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLOCK_TAG = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|td|h[1-6])\b[^<>]*>", re.IGNORECASE | re.ASCII)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_UNSEEN = re.compile(f"[{_CONTROL}{INVISIBLE}]+")
UNCLEAN_PATTERN = f"[{_CONTROL}{INVISIBLE}{_BLANKS}<]|&[#0-9A-Za-z]+;|  "
"""Found in every text that `clean_text` changes otherwise than by stripping blanks."""


def clean_text(s: str) -> str:
    """Strip HTML tags, decode entities, drop control, zero-width and bidi characters, collapse blanks.

    Entities are decoded twice at most (`&amp;#243;` is common, deeper nesting is not) and only with their
    semicolon, so "AT&T" and "a &lt b" stay. Line-breaking tags leave a blank, inline ones nothing:
    "H<sub>2</sub>O" is "H2O". A lone "<" stays: "a < b" is not a tag.
    """
    if s.isprintable() and "<" not in s and "&" not in s and "  " not in s:
        return s.strip(" ")
    s = without_entities(s)
    if "<" in s:
        s = _TAG.sub("", _BLOCK_TAG.sub(" ", s))
    return " ".join(_UNSEEN.sub("", s).split())


def without_entities(s: str) -> str:
    """Entities decoded, twice at most. Their semicolons part no names."""
    for _ in range(2):
        s = _ENTITY.sub(lambda found: html.unescape(found.group()), s)
    return s


def without_entities_series(column: pl.Series) -> pl.Series:
    """`without_entities` for a series."""
    return where_matching(column, "&[#0-9A-Za-z]+;", lambda odd: on_distinct(odd, without_entities, pl.String))


def clean_text_expr(e: pl.Expr) -> pl.Expr:
    """`clean_text` for a text column; null stays null. Only the odd cells go through the plain function."""
    return e.map_batches(clean_series, return_dtype=pl.String, is_elementwise=True)


def clean_series(column: pl.Series) -> pl.Series:
    """`clean_text` for a series."""
    return where_matching(
        column.str.strip_chars(" "), UNCLEAN_PATTERN, lambda odd: on_distinct(odd, clean_text, pl.String)
    )
