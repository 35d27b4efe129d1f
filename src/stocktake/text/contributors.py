"""The people on a title: a cell of names cut into credits, each with its role."""

from __future__ import annotations

import polars as pl

from stocktake.model import Credit
from stocktake.text.aliases import with_aliases_apart
from stocktake.text.clean import clean_text, without_entities
from stocktake.text.credit_lists import list_separators, names_of, segments
from stocktake.text.credit_roles import leading_role, trailing_role
from stocktake.text.names import names_frame


def split_credits(raw: str, convention: str) -> list[Credit]:
    """The names of a cell in order, each with its role.

    Conventions: "semicolon" (Family, Given (role); …), "comma" (Given Family, Given Family, with inverted
    names such as "Peter, K.V." recognised), "auto" (either, also "&", "and", " / " and line breaks). A
    singular role marker belongs to its name; a plural one ("(eds)") to every name before it that has no
    role; "edited by" to every name after it up to the next such phrase.
    """
    credited: list[tuple[str, str | None]] = []
    ahead: str | None = None
    parts = segments(with_aliases_apart(without_entities(raw)))
    for segment in parts:
        for piece in names_of(clean_text(segment), convention, several=len(parts) > 1):
            after_phrase, ahead = leading_role(piece, ahead)
            name, role, plural = trailing_role(after_phrase)
            if name:
                credited.append((name, role or ahead))
            if plural:
                credited = [(each, known or role) for each, known in credited]
    return [Credit(name, role or "author") for name, role in credited]


def contributors_frame(df: pl.DataFrame, key: str, raw: str, convention: str) -> pl.DataFrame:
    """The credits of a text column, one row each: key, position, role, name_as_credited, family, given,
    suffix and the two folded keys; in order of key and position (from 1).

    Each distinct cell is split once and each distinct name parsed once. Credits that name nobody (Anon, et
    al) are left out and take no position.
    """
    cells = df.select(pl.col(key), pl.col(raw).alias("_cell")).drop_nulls("_cell").with_row_index("_row")
    credited = _distinct_credits(cells["_cell"].unique(), convention)
    names = names_frame(credited["name_as_credited"].unique())
    found = cells.join(credited, on="_cell").join(names, on="name_as_credited").sort(key, "_row", "_nth")
    return found.select(
        key,
        pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over(key).alias("position"),
        "role",
        "name_as_credited",
        "family",
        "given",
        "suffix",
        "family_key",
        "given_key",
    )


def _distinct_credits(cells: pl.Series, convention: str) -> pl.DataFrame:
    """`split_credits` for a series of distinct cells: lists without roles or riddles are cut by one
    expression.
    """
    separators = list_separators(cells, convention)
    plain = pl.DataFrame({"_cell": cells, "_at": separators}).drop_nulls("_at")
    pieces = [_cut(plain.filter(pl.col("_at") == at)["_cell"], at) for at in (";", ",", "")]
    return pl.concat([*pieces, _split_one_by_one(cells.filter(separators.is_null()), convention)])


def _cut(cells: pl.Series, separator: str) -> pl.DataFrame:
    """Each cell cut at the separator ("" for a single name), every name an author."""
    listed = pl.col("_cell").str.split(separator) if separator else pl.concat_list("_cell")
    cut = cells.alias("_cell").to_frame().with_columns(listed.alias("name_as_credited"))
    cut = cut.with_columns(pl.int_ranges(pl.col("name_as_credited").list.len(), dtype=pl.Int32).alias("_nth"))
    named = cut.explode("name_as_credited", "_nth")
    named = named.with_columns(pl.col("name_as_credited").str.strip_chars(" ,"))
    named = named.filter(pl.col("name_as_credited") != "")
    return named.select("_cell", "_nth", pl.lit("author").alias("role"), "name_as_credited")


def _split_one_by_one(cells: pl.Series, convention: str) -> pl.DataFrame:
    found = [
        (cell, nth, credit) for cell in cells.to_list() for nth, credit in enumerate(split_credits(cell, convention))
    ]
    columns = {
        "_cell": [cell for cell, _, _ in found],
        "_nth": [nth for _, nth, _ in found],
        "role": [credit.role for _, _, credit in found],
        "name_as_credited": [credit.credited for _, _, credit in found],
    }
    return pl.DataFrame(columns, schema={name: pl.Int32 if name == "_nth" else pl.String for name in columns})
