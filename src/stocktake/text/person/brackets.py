"""What stands in brackets or quotes inside a name, and the words behind which nobody is named."""

from __future__ import annotations

import re

import polars as pl

from stocktake.text.distinct import on_distinct

ASIDE_PATTERN = r" *\([^()]*\)"

_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?|[\])<>{}\"“”«»]")
_BRACKETED = re.compile(r" \(([^()]*[^() ][^()]*)\)")
_GLUED = re.compile(r"\.(?=\w)")
_ET_AL = re.compile(r"[ ,]+(?:et\.? al\b|et alii\b|and others\b|(?-i:u\. ?a\.)|и др\b).*$", re.IGNORECASE)
_QUOTED = re.compile(r"(?<=\S) (?:\"[^\"]+\"|“[^”]+”|''[^']+''|'[^' ]+')(?=[ ,]|$)")


def spelt_out(text: str) -> str:
    """Initials replaced by the names that a bracket behind them spells out: "J. A. (John Alexander)".

    As many words as the bracket has must begin with its letters, one of them a mere initial.
    """
    found = _BRACKETED.search(text) if "(" in text else None
    if found is None:
        return text
    fuller = found[1].split()
    head, comma, given = text[: found.start()].rpartition(",")
    words = _GLUED.sub(". ", given).split()
    kept, short = words[: -len(fuller)], words[-len(fuller) :]
    fits = [word[0].casefold() for word in short] == [word[0].casefold() for word in fuller]
    if not fits or all(len(word.rstrip(".")) > 1 for word in short):
        return text
    return f"{head}{comma} {' '.join([*kept, *fuller])}{text[found.end() :]}".strip()


def without_asides(text: str) -> str:
    """The text without its round brackets."""
    return re.sub(ASIDE_PATTERN, "", text)


def without_asides_series(credited: pl.Series) -> pl.Series:
    """`spelt_out`, then `without_asides`, for a series."""
    return on_distinct(credited, spelt_out, pl.String).str.replace_all(ASIDE_PATTERN, "")


def bare_name(text: str) -> str:
    """The text without brackets, nicknames in quotes and "et al"; a name that a cataloguer supplied stays."""
    bare = _ET_AL.sub("", _BRACKETS.sub(" ", _QUOTED.sub("", text)))
    return _supplied(text) if "[" in text and not any(c.isalpha() for c in bare) else bare


def _supplied(text: str) -> str:
    """A name that stands in square brackets as a whole is one that a cataloguer supplied."""
    inside = text.replace("[", " ").replace("]", " ")
    return _BRACKETS.sub(" ", inside) if len(inside.split()) > 1 else ""
