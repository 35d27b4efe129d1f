"""One person's name in parts: family, given, suffix."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from stocktake.model import PersonName
from stocktake.text.clean import clean_text
from stocktake.text.fold import fold
from stocktake.text.nobody import NOBODY
from stocktake.text.person.brackets import bare_name, spelt_out, without_asides
from stocktake.text.person.direct import direct
from stocktake.text.person.headings import is_corporate
from stocktake.text.person.inverted import comma_slipped, generation_behind, inverted
from stocktake.text.person.keys import family_key, given_key, with_keys
from stocktake.text.person.letters import SURROUND, without_full_stop
from stocktake.text.person.ornaments import without_ornaments
from stocktake.text.person.plain import ordinary, plain_name
from stocktake.text.person.undivided import divided

__all__ = ["NAME_COLUMNS", "family_key", "given_key", "name_columns", "names_frame", "parse_name"]

NAME_COLUMNS = ("family", "given", "suffix", "family_key", "given_key")

_LOST_LETTERS = re.compile(r"\?+(?=[^\W\d_])")
"""What stands for letters that an export could not write: "Ren?e" is compared as "Rene", not as "Ren" and "e"."""


def parse_name(raw: str) -> PersonName | None:
    """Family and given name from "Family, Given", "Given Family", "Given van Family", "Family, Given, Jr"
    or "Family G".

    A comma decides the order, unless only a suffix or degree follows it ("Martin Luther King, Jr.").
    Without a comma the last word is the family name, with the particles before it; a first word followed by
    initials only ("Follett K", "Толстой Л.Н.") is the family name too, and so is the first of a Chinese, Korean,
    Vietnamese, Japanese or Hungarian name that shows it (`family_stands_first`), and of two or three words whose use
    as names tells it ("Cook Aaron": `family_leads`). Titles, offices, ranks, degrees, professions, dates, nicknames in
    quotes and brackets are left out, but a bracket that spells initials out takes their place: "Smith, J. A. (John
    Alexander), b. 1901". An organisation and the heading of a work ("Bible. N.T.") are all family name. None for
    nobody: Anon, Various, et al, [no author].
    """
    text = spelt_out(_LOST_LETTERS.sub("", clean_text(raw)))
    return plain_name(without_asides(text).strip(" ,;")) or full_name(text)


def full_name(text: str) -> PersonName | None:
    """The name in a cleaned text by all rules; the long way of `parse_name`."""
    pieces = [piece.split() for piece in bare_name(text).split(",")]
    whole = ", ".join(" ".join(piece) for piece in pieces if piece).strip(SURROUND)
    folded = fold(whole)
    if folded in NOBODY or fold(text) in NOBODY or not any(map(str.isalpha, folded)):
        return None
    return (None if is_corporate(pieces) else _person(pieces)) or PersonName(whole)


def _person(pieces: list[list[str]]) -> PersonName | None:
    suffix = ""
    kept: list[list[str]] = []
    for piece in pieces:
        words, generation = without_ornaments(piece, n_before=len(kept))
        suffix = suffix or generation
        if words:
            kept.append(words)
    if not kept:
        return None
    first, *behind = kept
    if behind and not suffix and (generation := generation_behind(first, behind[0])):
        suffix, behind = generation, behind[1:]
    family, given = _in_order(first, [word for piece in behind for word in piece])
    return PersonName(" ".join(family).strip(SURROUND), without_full_stop(" ".join(given).strip(" ,;:")), suffix)


def _in_order(first: list[str], behind: list[str]) -> tuple[Sequence[str], Sequence[str]]:
    """(family, given) from the words before the comma and those behind it."""
    if not behind:
        return (parts[:1], parts[1:]) if len(first) == 1 and (parts := divided(first[0])) else direct(first)
    return direct([*first, *behind]) if comma_slipped(first, behind) else inverted(first, behind)


def names_frame(credited: pl.Series) -> pl.DataFrame:
    """`parse_name`, `family_key` and `given_key` for a series of names; nobodies are left out.

    Columns: name_as_credited and NAME_COLUMNS.
    """
    parts = name_columns(credited, NAME_COLUMNS)
    return parts.insert_column(0, credited.alias("name_as_credited")).filter(pl.col("family").is_not_null())


def name_columns(credited: pl.Series, columns: Sequence[str]) -> pl.DataFrame:
    """The wanted ones of NAME_COLUMNS, one row for each name; all null where it names nobody.

    Names of ordinary words are taken apart by expressions, the others by the plain function, once for each
    distinct name.
    """
    is_ordinary, parts = ordinary(credited, columns)
    rows, others = is_ordinary.arg_true(), (~is_ordinary).arg_true()
    odd = credited.gather(others).alias("name_as_credited")
    parsed = odd.to_frame().join(
        with_keys(_parsed(odd.unique())), on="name_as_credited", how="left", maintain_order="left"
    )
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, len(credited))
    made = [nothing.clone().scatter(rows, parts[name]).scatter(others, parsed[name]) for name in columns]
    return pl.DataFrame(dict(zip(columns, made, strict=True)))


def _parsed(names: pl.Series) -> pl.DataFrame:
    parsed = [(name, person) for name in names.to_list() if (person := parse_name(name)) is not None]
    columns = {
        "name_as_credited": [name for name, _ in parsed],
        "family": [person.family for _, person in parsed],
        "given": [person.given for _, person in parsed],
        "suffix": [person.suffix for _, person in parsed],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
