"""Other names of one person: a table of the user's, by which a listed author also matches."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stocktake.errors import BadInput
from stocktake.text.names import names_frame

COLUMNS = ("name", "alias", "kind")
KINDS = ("pen", "married", "other")
_KEYS = ("family_key", "given_key")
TABLE = (
    *_KEYS,
    "alias",
    "alias_family",
    "alias_given",
    "alias_family_key",
    "alias_given_key",
    "alias_kind",
)


def read_aliases(path: Path | None) -> pl.DataFrame:
    """The columns of TABLE, one row a name and another name of its bearer, both ways; none when there is no file.

    The file is a CSV with `name, alias, kind` (pen, married or other) and, if wished, `note`; empty rows are none. A
    name must be that of somebody, in any order of its parts. Two aliases of one name are not joined to each other.
    Raises BadInput with the line: a name or alias that names nobody, an unknown kind, a name that is its own alias.
    """
    if path is None:
        return pl.DataFrame(schema=dict.fromkeys(TABLE, pl.String))
    rows = _filled_rows(path)
    named = _with_parts(_with_parts(rows, "name"), "alias")
    _refuse(path, named)
    one_way = named.select(
        pl.col("name_family_key").alias("family_key"),
        pl.col("name_given_key").alias("given_key"),
        *TABLE[2:-1],
        pl.col("kind").alias("alias_kind"),
    )
    other_way = named.select(
        pl.col("alias_family_key").alias("family_key"),
        pl.col("alias_given_key").alias("given_key"),
        *[pl.col(column.replace("alias", "name", 1)).alias(column) for column in TABLE[2:-1]],
        pl.col("kind").alias("alias_kind"),
    )
    both = pl.concat([one_way, other_way])
    return both.unique([*_KEYS, "alias_family_key", "alias_given_key"], keep="first", maintain_order=True)


def _filled_rows(path: Path) -> pl.DataFrame:
    try:
        frame = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise BadInput(
            path, f"cannot be read as an alias table: {problem}", f"Its columns are {', '.join(COLUMNS)} and note."
        ) from problem
    missing = [c for c in COLUMNS if c not in frame.columns]
    if missing:
        raise BadInput(path, f"lacks the columns {', '.join(missing)}.", f"An alias table has {', '.join(COLUMNS)}.")
    breaks = pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0))
    line = (pl.int_range(pl.len()) + 2 + breaks.cum_sum().shift(1, fill_value=0)).alias("line")
    texts = [pl.col(c).fill_null("").str.strip_chars() for c in COLUMNS]
    return frame.with_columns(line).select(*texts, "line").filter(pl.any_horizontal(pl.col(COLUMNS) != ""))


def _with_parts(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Family, given and keys of a column of names beside it; null where it names nobody."""
    parts = names_frame(rows[column].unique(maintain_order=True)).drop("suffix")
    renamed = parts.rename({c: f"{column}_{c}" for c in parts.columns if c != "name_as_credited"})
    return rows.join(renamed, left_on=column, right_on="name_as_credited", how="left", maintain_order="left")


def _refuse(path: Path, named: pl.DataFrame) -> None:
    same = (pl.col("name_family_key") == pl.col("alias_family_key")) & (
        pl.col("name_given_key") == pl.col("alias_given_key")
    )
    faults = {
        "name": (pl.col("name_family_key").is_null(), "the name {!r} is nobody's.", "Give a family name at least."),
        "alias": (pl.col("alias_family_key").is_null(), "the alias {!r} is nobody's.", "Give a family name at least."),
        "kind": (~pl.col("kind").is_in(KINDS), "the kind {!r} is not known.", f"Use one of {', '.join(KINDS)}."),
        "alias ": (same.fill_null(False), "the alias {!r} is the name itself.", "Leave the row out."),
    }
    for column, (holds, problem, advice) in faults.items():
        wrong = named.filter(holds)
        if wrong.height:
            line, value = wrong.select("line", column.strip()).row(0)
            raise BadInput(path, problem.format(value), advice, line=line)
