"""What a table says of its people beside their names: public numbers (ISNI, IPI, ORCID iD) and other names.

Both belong to a credit, so each is given its place among the row's people. Of one person in a row everything is theirs.
Columns with a number ("Contributor 2 ISNI") belong to the person of that number. Otherwise as many values as people are
theirs in order, and a single value is the first person's, whom such a column is about. Any other count would be a
guess, and the values are left out.
"""

from __future__ import annotations

import polars as pl

from stocktake.catalogue.columns import Column, of_field
from stocktake.text.names import names_frame
from stocktake.text.person_ids import SCHEMES, person_ids

PEN_NAME = "pseudonym"
_PARTED = r"\s*[;|\n]\s*"
_VALUES = {"row": pl.UInt32, "field": pl.String, "nth": pl.Int32, "own_place": pl.Int32, "raw": pl.String}


def name_identifiers_of(cells: pl.DataFrame, columns: list[Column], contributors: pl.DataFrame) -> pl.DataFrame:
    """row, title_id, position, scheme, value_raw, value (null when the check digit is wrong).

    `cells` are the cleaned rows; `contributors` the credits of the used ones: row, title_id, position.
    """
    values = _placed(_values(cells, columns, SCHEMES), contributors).rename({"field": "scheme", "raw": "value_raw"})
    read = values.with_columns(person_ids(values["scheme"], values["value_raw"]).alias("value"))
    return read.unique(["row", "position", "scheme", "value_raw"], keep="first", maintain_order=True)


def other_names_of(cells: pl.DataFrame, columns: list[Column], contributors: pl.DataFrame) -> pl.DataFrame:
    """row, title_id, position, kind, name and its parts and keys; a name that is nobody's or the credited one is left
    out."""
    values = _placed(_values(cells, columns, ("pen_names",)), contributors).rename({"raw": "name"})
    named = values.join(
        names_frame(values["name"].unique(maintain_order=True)),
        left_on="name",
        right_on="name_as_credited",
        how="inner",
        maintain_order="left",
    )
    credited = contributors.select("row", "position", "family_key", "given_key")
    others = named.join(credited, on=credited.columns, how="anti", maintain_order="left")
    kept = others.unique(["row", "position", "family_key", "given_key"], keep="first", maintain_order=True)
    return kept.with_columns(kind=pl.lit(PEN_NAME))


def wrong_numbers(cells: pl.DataFrame, columns: list[Column], lines: pl.DataFrame) -> pl.DataFrame:
    """A warning for each number of the rows in `lines` (row, line) whose check digit is wrong."""
    values = _values(cells, columns, SCHEMES).rename({"field": "scheme"})
    read = values.with_columns(person_ids(values["scheme"], values["raw"]).alias("value"))
    wrong = read.filter(pl.col("value").is_null()).join(
        lines.with_columns(pl.col("row").cast(pl.UInt32)), on="row", maintain_order="left"
    )
    advice = pl.format("The check digit of the {} is wrong, so it is not used.", pl.col("scheme").str.to_uppercase())
    return wrong.select(
        pl.col("line").alias("source_line"), pl.lit("person_number_wrong").alias("code"), advice.alias("advice")
    )


def values_of(cells: pl.DataFrame, columns: list[Column], field: str) -> pl.DataFrame:
    """row and raw: every value of a field, cells cut at ; | and line breaks, from left to right."""
    return _values(cells, columns, (field,)).select("row", "raw")


def _values(cells: pl.DataFrame, columns: list[Column], fields: tuple[str, ...]) -> pl.DataFrame:
    """Every value, with the place of its person where its column is numbered (`own_place`; 0: cannot be told)."""
    parts = [
        cells.select(
            pl.col("row").cast(pl.UInt32),
            pl.lit(field).alias("field"),
            pl.lit(nth, pl.Int32).alias("nth"),
            _own_place(columns, column).alias("own_place"),
            pl.col(column.cell).str.replace_all(_PARTED, ";").str.split(";").alias("raw"),
        )
        for field in fields
        for nth, column in enumerate(sorted(of_field(columns, field), key=lambda c: int(c.cell[1:])))
    ]
    stacked = pl.concat([pl.DataFrame(schema=_VALUES | {"raw": pl.List(pl.String)}), *parts])
    values = stacked.explode("raw").with_columns(pl.col("raw").str.strip_chars()).filter(pl.col("raw") != "")
    return values.sort("row", maintain_order=True)


def _own_place(columns: list[Column], column: Column) -> pl.Expr:
    """The place of a numbered column's person among the named ones of the row; null for a column without a number."""
    number = column.target.number if column.target else 0
    if not number:
        return pl.lit(None, pl.Int32)
    groups = _name_cells(columns)
    if number not in groups:
        return pl.lit(0, pl.Int32)
    before = [_is_named(cells).cast(pl.Int32) for group, cells in groups.items() if group <= number]
    return pl.when(_is_named(groups[number])).then(pl.sum_horizontal(before)).otherwise(0).cast(pl.Int32)


def _name_cells(columns: list[Column]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for part in ("", "family", "given"):
        for column in of_field(columns, "contributors", part):
            groups.setdefault(column.target.number if column.target else 0, []).append(column.cell)
    return groups


def _is_named(cells: list[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col(cell).is_not_null() for cell in cells)


def _placed(values: pl.DataFrame, contributors: pl.DataFrame) -> pl.DataFrame:
    """The values that have a person, with title_id and position."""
    people = contributors.select(pl.col("row").cast(pl.UInt32), "title_id", "position").with_columns(
        n_people=pl.len().over("row")
    )
    n_people = people.unique("row").select("row", "n_people")
    counted = values.join(n_people, on="row", maintain_order="left").with_columns(
        n_values=pl.len().over("row", "field"),
        turn=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("row", "field"),
    )
    position = (
        pl.when(pl.col("n_people") == 1)
        .then(1)
        .when(pl.col("own_place").is_not_null())
        .then("own_place")
        .when(pl.col("n_values") == pl.col("n_people"))
        .then("turn")
        .when(pl.col("n_values") == 1)
        .then(1)
    )
    told = counted.with_columns(position.cast(pl.Int32).alias("position"))
    return told.join(people.drop("n_people"), on=["row", "position"], maintain_order="left")
