"""One spelling for comparison: case, accents, punctuation and digits of any script levelled.

Two steps. `soften` levels letters and digits and leaves the punctuation, so that rules about commas, colons
and brackets can still be applied; `squeeze` then turns whatever is not a letter or digit into single
blanks. `fold` is both.
"""

from __future__ import annotations

import sys
import unicodedata

import polars as pl

from stocktake.text.clean import INVISIBLE
from stocktake.text.distinct import where_matching

ACCENTS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1ace\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
)
"""Marks dropped: accents, Hebrew points, Arabic vowel signs. The vowel signs of Indic scripts are spelling
and stay, as do the voicing marks of kana."""

APOSTROPHES = "'`\u2018\u2019\u201b\u02b9-\u02bf\u2032\u2035"
"""Left out without a blank: apostrophes, and the primes and rings that romanisation writes for soft signs
and ayn."""

LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ς": "σ",
    "&": " and ",
}


def _members(character_class: str) -> set[int]:
    """The code points of a regular-expression class written with plain characters and ranges."""
    points: set[int] = set()
    rest = list(character_class)
    while rest:
        first = rest.pop(0)
        last = rest[1] if rest[:1] == ["-"] else first
        if last is not first:
            del rest[:2]
        points.update(range(ord(first), ord(last) + 1))
    return points


_SPELLINGS = LETTERS | {chr(point): "'" for point in sorted(_members(APOSTROPHES))}
_DIGITS = {
    chr(point): str(unicodedata.digit(chr(point)))
    for point in range(128, sys.maxunicode + 1)
    if unicodedata.category(chr(point)) == "Nd"
}
_DROPPED = _members(ACCENTS) | _members(INVISIBLE)
_APOSTROPHES = _members(APOSTROPHES)


class _Softening(dict[int, str]):
    """What each code point becomes in `soften`, worked out when first met."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        if point in _DROPPED:
            answer = ""
        elif point in _APOSTROPHES:
            answer = "'"
        elif character in _DIGITS:
            answer = _DIGITS[character]
        else:
            answer = LETTERS.get(character, character)
        return self.setdefault(point, answer)


class _Squeezing(dict[int, str]):
    """What each code point becomes in `squeeze`, worked out when first met."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        keep = unicodedata.category(character)[0] in "LNM"
        return self.setdefault(point, character if keep else "" if character == "'" else " ")


_SOFTENING = _Softening()
_SQUEEZING = _Squeezing()


def soften(s: str) -> str:
    """Lower case without accents, ASCII digits, "&" spelt out, one kind of apostrophe; punctuation stays."""
    if not s.isascii():
        s = unicodedata.normalize("NFKD", s)
    return s.lower().translate(_SOFTENING)


def squeeze(softened: str) -> str:
    """Softened text with letters and digits only, one blank between words."""
    return " ".join(softened.translate(_SQUEEZING).split())


def fold(s: str) -> str:
    """Lower-case letters and digits of any script, one blank between words; '' if nothing is left.

    NFKD, accents dropped, ß→ss æ→ae œ→oe ø→o ł→l đ→d ð→d þ→th ı→i ς→σ, every script's digits → ASCII, "&" →
    "and". Apostrophes vanish without a blank ("O'Brien" is "obrien"); everything else becomes one blank.
    """
    return squeeze(soften(s))


def fold_expr(e: pl.Expr) -> pl.Expr:
    """`fold` for a text column; null stays null."""
    return e.map_batches(fold_series, return_dtype=pl.String, is_elementwise=True)


def fold_series(column: pl.Series) -> pl.Series:
    """`fold` for a series."""
    return squeeze_series(soften_series(column))


def soften_series(column: pl.Series) -> pl.Series:
    """`soften` for a series: the costly steps only where there is more than ASCII."""
    lower = where_matching(column, r"[^\x00-\x7f]", lambda odd: odd.str.normalize("NFKD")).str.to_lowercase()
    spelt = lower.str.replace_many(["&", "`"], [" and ", "'"])
    return where_matching(spelt, r"[^\x00-\x7f]", _soften_beyond_ascii)


def _soften_beyond_ascii(lower: pl.Series) -> pl.Series:
    bare = lower.str.replace_all(f"[{ACCENTS}{INVISIBLE}]+", "")
    spelt = bare.str.replace_many(list(_SPELLINGS), list(_SPELLINGS.values()))
    return where_matching(
        spelt, r"[\p{Nd}--[0-9]]", lambda odd: odd.str.replace_many(list(_DIGITS), list(_DIGITS.values()))
    )


def squeeze_series(softened: pl.Series) -> pl.Series:
    """`squeeze` for a series."""
    joined = softened.str.replace_all("'", "", literal=True)
    return joined.str.replace_all(r"[^\p{L}\p{N}\p{M}]+", " ").str.strip_chars(" ")
