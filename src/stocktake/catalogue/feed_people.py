"""The people of a feed's entries: credits with the parts that the feed states, their numbers and further names."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stocktake.catalogue.feed_rows import Columns, Rows
from stocktake.text.clean import clean_series
from stocktake.text.fold import fold_expr
from stocktake.text.latin import latin_expr
from stocktake.text.names import NAME_COLUMNS, name_columns
from stocktake.text.person_ids import person_ids

_PERSON = {
    "row": pl.Int64,
    "role": pl.String,
    "name": pl.String,
    "family": pl.String,
    "given": pl.String,
    "suffix": pl.String,
    "is_corporate": pl.Boolean,
    "author_id": pl.String,
}


@dataclass(frozen=True, slots=True)
class FeedPeople:
    """Frames with `row`, the place of the entry, in order; `position` counts the credits of an entry from 1."""

    contributors: pl.DataFrame
    identifiers: pl.DataFrame
    other_names: pl.DataFrame


def people_of(rows: Rows) -> FeedPeople:
    """The people of every row. Credits that name nobody (Anon, Various) are left out with all that hangs on them."""
    contributors = _contributors(rows.people)
    places = contributors.select("person", "row", "position")
    return FeedPeople(
        contributors.drop("person"),
        _identifiers(rows.person_numbers).join(places, on="person", maintain_order="left"),
        _other_names(rows.other_names).join(places, on="person", maintain_order="left"),
    )


def _contributors(people: Columns) -> pl.DataFrame:
    """One row a credit of somebody, with `person`, its place among all credits."""
    frame = pl.DataFrame(people, schema=_PERSON)
    frame = frame.with_columns(clean_series(frame[name]).alias(name) for name in ("name", "family", "given", "suffix"))
    frame = frame.with_columns(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("person"),
        pl.concat_str(_filled("family"), _filled("given"), _filled("suffix"), separator=", ", ignore_nulls=True).alias(
            "parts"
        ),
    )
    frame = frame.with_columns(name_as_credited=pl.when(pl.col("name") != "").then("name").otherwise("parts"))
    stated = pl.col("family") != ""
    parsed = name_columns(frame.select(pl.when(stated).then("parts").otherwise("name")).to_series(), NAME_COLUMNS)
    read = frame.hstack(parsed.rename({name: f"{name}_read" for name in NAME_COLUMNS}))
    made = read.with_columns(_with_stated_parts(stated)).with_columns(_of_corporations())
    kept = made.filter(pl.col("family_key").is_not_null() & (pl.col("family_key") != ""))
    return kept.with_columns(position=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("row"))


def _filled(name: str) -> pl.Expr:
    return pl.when(pl.col(name) != "").then(pl.col(name))


def _with_stated_parts(stated: pl.Expr) -> list[pl.Expr]:
    parts = [pl.when(stated).then(name).otherwise(f"{name}_read").alias(name) for name in ("family", "given", "suffix")]
    return [*parts, *(pl.col(f"{name}_read").alias(name) for name in ("family_key", "given_key"))]


def _of_corporations() -> list[pl.Expr]:
    """An organisation is all family name, whatever a reader of personal names makes of it."""
    whole = {
        "family": pl.col("name_as_credited"),
        "given": pl.lit(""),
        "suffix": pl.lit(""),
        "family_key": latin_expr(fold_expr(pl.col("name_as_credited"))),
        "given_key": pl.lit(""),
    }
    return [pl.when("is_corporate").then(value).otherwise(name).alias(name) for name, value in whole.items()]


def contributors_text(contributors: pl.DataFrame) -> pl.DataFrame:
    """`contributors` of each row as one text: "Family, Given (role); …"; authors have no role."""
    name = pl.when(pl.col("given") != "").then(pl.format("{}, {}", "family", "given")).otherwise("family")
    role = pl.when(pl.col("role") == "author").then(pl.lit("")).otherwise(pl.format(" ({})", "role"))
    said = pl.concat_str(name, role).str.join("; ")
    return contributors.group_by("row", maintain_order=True).agg(said.alias("contributors"))


def _identifiers(stated: Columns) -> pl.DataFrame:
    """person, scheme, value_raw, value (null when its check digit is wrong)."""
    frame = pl.DataFrame(stated, schema={"person": pl.Int64, "scheme": pl.String, "value_raw": pl.String})
    return frame.with_columns(person_ids(frame["scheme"], frame["value_raw"]).alias("value"))


def _other_names(stated: Columns) -> pl.DataFrame:
    """person, kind, name and its parts; names of nobody are left out."""
    frame = pl.DataFrame(stated, schema={"person": pl.Int64, "kind": pl.String, "name": pl.String})
    frame = frame.with_columns(clean_series(frame["name"]).alias("name"))
    columns = ("family", "given", "family_key", "given_key")
    return frame.hstack(name_columns(frame["name"], columns)).filter(pl.col("family_key").is_not_null())
