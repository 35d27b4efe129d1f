"""The identifiers of the titles, from the ISBN, DOI and ISSN columns."""

from __future__ import annotations

import polars as pl

from stocktake.catalogue.columns import Column, of_field
from stocktake.model import Scheme
from stocktake.text.clean import INVISIBLE
from stocktake.text.identifiers import identifiers_frame
from stocktake.text.issn import issn_expr

_COLUMNS = ("row", "scheme", "value_raw", "value", "repair")
LOST = "digits_lost"


def identifiers_of(rows: pl.DataFrame, columns: list[Column], uncleaned: pl.DataFrame) -> pl.DataFrame:
    """row, scheme, value_raw, value, repair: each identifier once a row, in the order ISBN, DOI, ISSN column.

    `uncleaned` are the same rows as they stand in the file: cleaning took invisible characters out of their numbers,
    which counts as a repair.
    """
    numbers = [column for field in ("isbn", "doi") for column in of_field(columns, field)]
    of_serials = of_field(columns, "issn")
    found = [identifiers_frame(_cells(rows, numbers), "row", "raw"), serials(_cells(rows, of_serials))]
    stacked = pl.concat([frame.select(_COLUMNS) for frame in found]).sort("row", maintain_order=True)
    unique = stacked.unique(["row", "scheme", "value"], keep="first", maintain_order=True)
    marked = pl.col("row").is_in(_with_invisible_characters(uncleaned, [*numbers, *of_serials]).implode())
    return unique.with_columns(repair=pl.coalesce("repair", pl.when(marked).then(pl.lit("characters"))))


def _with_invisible_characters(rows: pl.DataFrame, columns: list[Column]) -> pl.Series:
    """The rows with a zero-width or bidirectional mark in one of the columns."""
    found = (pl.col(column.cell).str.contains(f"[{INVISIBLE}]") for column in columns)
    return rows.filter(pl.any_horizontal(pl.lit(value=False), *found))["row"]


def _cells(rows: pl.DataFrame, columns: list[Column]) -> pl.DataFrame:
    """The filled cells of several columns under each other: row, raw. Cell by cell, so that clean ones stay
    so."""
    empty = pl.DataFrame(schema={"row": rows.schema["row"], "raw": pl.String})
    parts = [rows.select("row", pl.col(column.cell).alias("raw")) for column in columns]
    return pl.concat([empty, *parts]).drop_nulls("raw").sort("row", maintain_order=True)


def serials(cells: pl.DataFrame) -> pl.DataFrame:
    """ISSN cells by themselves: read as a book number, a bare ISSN passes for a damaged ISBN by chance."""
    pieces = cells.select("row", pl.col("raw").str.split(";").alias("value_raw")).explode("value_raw")
    pieces = pieces.with_columns(pl.col("value_raw").str.strip_chars()).filter(pl.col("value_raw") != "")
    read = pieces.with_columns(value=issn_expr(pl.col("value_raw")))
    is_serial = pl.col("value").is_not_null()
    return read.select(
        "row",
        pl.when(is_serial).then(pl.lit(Scheme.ISSN.value)).otherwise(pl.lit(Scheme.OTHER.value)).alias("scheme"),
        "value_raw",
        pl.coalesce("value", "value_raw").alias("value"),
        pl.lit(None, pl.String).alias("repair"),
    )


def rows_with_identifier(identifiers: pl.DataFrame) -> pl.Series:
    """The rows that have an identifier of a known class; leftovers such as a lost number do not count."""
    return identifiers.filter(pl.col("scheme") != Scheme.OTHER)["row"].unique()


def rows_with_lost_digits(identifiers: pl.DataFrame) -> pl.Series:
    """The rows in which a spreadsheet has rounded an ISBN away (9.78E+12)."""
    return identifiers.filter(pl.col("repair") == LOST)["row"].unique()
