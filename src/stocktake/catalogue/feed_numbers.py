"""The identifiers of a feed's entries."""

from __future__ import annotations

import polars as pl

from stocktake.catalogue.feed_rows import Columns, Rows
from stocktake.catalogue.identify import serials
from stocktake.model import Scheme
from stocktake.text.identifiers import identifiers_frame

CANCELLED = "cancelled"
"""The repair of a number that its own record calls cancelled, invalid or another's: read, but weaker evidence."""

_COLUMNS = ("row", "field", "label", "scheme", "value_raw", "value", "repair")


def numbers_of(rows: Rows) -> pl.DataFrame:
    """row, field, label, scheme, value_raw, value, repair: each identifier once a row, the sound
    ones first.
    """
    cells = _cells(rows.numbers)
    serial = cells["field"] == "issn"
    found = [identifiers_frame(cells.filter(~serial), "cell", "raw"), serials(_as_rows(cells.filter(serial)))]
    read = pl.concat(
        [found[0].select("cell", *_COLUMNS[3:]), found[1].select(pl.col("row").alias("cell"), *_COLUMNS[3:])]
    )
    told = read.sort("cell", maintain_order=True).join(cells.drop("raw"), on="cell", maintain_order="left")
    repair = pl.when("is_weak").then(pl.lit(CANCELLED)).otherwise("repair")
    ordered = told.with_columns(repair=repair).sort("row", "is_weak", "cell", maintain_order=True)
    return ordered.select(_COLUMNS).unique(["row", "scheme", "value"], keep="first", maintain_order=True)


def _cells(numbers: Columns) -> pl.DataFrame:
    schema = {"row": pl.Int64, "field": pl.String, "label": pl.String, "raw": pl.String, "is_weak": pl.Boolean}
    return pl.DataFrame(numbers, schema=schema).with_columns(cell=pl.int_range(pl.len(), dtype=pl.Int64))


def _as_rows(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.select(pl.col("cell").alias("row"), "raw")


def rows_with_a_number(identifiers: pl.DataFrame) -> set[int]:
    """The rows that have an identifier of a known class."""
    return set(identifiers.filter(pl.col("scheme") != Scheme.OTHER)["row"].to_list())
