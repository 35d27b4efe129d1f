"""Mapped cells → the canonical columns of a title."""

from __future__ import annotations

import polars as pl

from stocktake.catalogue.columns import Column, of_field
from stocktake.catalogue.dates import with_plain_dates
from stocktake.catalogue.mojibake import repair_series
from stocktake.catalogue.people import People
from stocktake.catalogue.profile import Profile
from stocktake.catalogue.standing import standing_expr
from stocktake.catalogue.targets import FIELDS
from stocktake.text.clean import clean_series

_JOINED = ("isbn", "doi", "issn")


def cleaned(rows: pl.DataFrame, columns: list[Column], profile: Profile) -> pl.DataFrame:
    """The mapped cells through clean_text (after mojibake repair, if the profile asks for it); '' becomes
    null."""
    frame = rows
    for column in columns:
        if column.target is not None:
            cells = repair_series(frame[column.cell]) if profile.repair_mojibake else frame[column.cell]
            frame = frame.with_columns(clean_series(cells).alias(column.cell))
    mapped = [column.cell for column in columns if column.target is not None]
    return frame.with_columns(pl.when(pl.col(cell) != "").then(pl.col(cell)).alias(cell) for cell in mapped)


def canonical(rows: pl.DataFrame, columns: list[Column], people: People, profile: Profile) -> pl.DataFrame:
    """`row`, `line` and the canonical columns, all text, null where the file says nothing.

    Where a row has no title, its original title is the title too."""
    frame = rows.with_columns(people.text.alias("contributors"))
    single = {field: _single(columns, field) for field in FIELDS if field not in (*_JOINED, "contributors")}
    if people.ids is not None and not of_field(columns, "author_id"):
        frame = frame.with_columns(people.ids.alias("_ids"))
        single["author_id"] = pl.col("_ids")
    single["title"] = pl.coalesce(_with_prefix(columns, single["title"]), single["original_title"])
    single["standing"] = standing_expr(single["standing"])
    single["year"] = with_plain_dates(single["year"], profile.date_locale)
    single["pages"] = pl.coalesce(single["pages"], _page_range(columns))
    joined = {field: _labelled(of_field(columns, field)) for field in _JOINED}
    named = {"contributors": pl.col("contributors"), **single, **joined}
    return frame.select("row", "line", *(named[field].alias(field) for field in FIELDS))


def _single(columns: list[Column], field: str, part: str = "") -> pl.Expr:
    """The first filled cell among the columns of a field, or of a part of it, the best column first."""
    cells = [pl.col(column.cell) for column in of_field(columns, field, part)]
    return pl.coalesce(cells) if cells else pl.lit(None, pl.String)


def _with_prefix(columns: list[Column], title: pl.Expr) -> pl.Expr:
    """The article of a column of its own put back in front: "The" + "Hobbit"; "L'" takes no blank."""
    prefixes = of_field(columns, "title", "prefix")
    if not prefixes:
        return title
    prefix = pl.col(prefixes[0].cell)
    spaced = pl.when(prefix.str.contains("['’]$")).then(prefix).otherwise(pl.concat_str(prefix, pl.lit(" ")))
    starts = title.str.to_lowercase().str.starts_with(pl.concat_str(prefix.str.to_lowercase(), pl.lit(" ")))
    return pl.when(prefix.is_null() | starts).then(title).otherwise(pl.concat_str(spaced, title))


def _page_range(columns: list[Column]) -> pl.Expr:
    """ "117-125" from a column of first and one of last pages; "117-" where the last one is not given."""
    first, last = (_single(columns, "pages", part) for part in ("first", "last"))
    return pl.concat_str(first, pl.lit("-"), last.fill_null(""))


def _labelled(columns: list[Column]) -> pl.Expr:
    """All cells of a kind joined by " ; ", each with its column's format in brackets; null when all are
    empty."""
    cells = [_with_label(column) for column in sorted(columns, key=lambda c: int(c.cell[1:]))]
    if len(cells) < 2:
        return cells[0] if cells else pl.lit(None, pl.String)
    joined = pl.concat_str(cells, separator=" ; ", ignore_nulls=True)
    return pl.when(joined != "").then(joined)


def _with_label(column: Column) -> pl.Expr:
    label = column.target.label if column.target else ""
    cell = pl.col(column.cell)
    return pl.concat_str(cell, pl.lit(f" ({label})")) if label else cell
