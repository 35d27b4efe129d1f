"""Other editions that a list names beside a title: "Replaced by ISBN", Nielsen's EPRIS13."""

from __future__ import annotations

import polars as pl

from stocktake.catalogue.columns import Column
from stocktake.model import Scheme
from stocktake.text.identifiers import identifiers_frame

SCHEMES = {Scheme.ISBN13: "isbn", Scheme.ISBN_MISPRINT: "isbn", Scheme.DOI: "doi"}


def related_of(rows: pl.DataFrame, columns: list[Column]) -> pl.DataFrame:
    """row, relation, scheme (isbn or doi), value_raw, value: one row a number in a `related:…` column, in order of row
    and column. `value` is null for a wrong check digit; numbers of other classes are left out.
    """
    found = [
        _numbers(rows, column).with_columns(relation=pl.lit(column.target.label))
        for column in columns
        if column.target is not None and column.target.field == "related"
    ]
    empty = pl.DataFrame(schema={"row": rows.schema["row"], **dict.fromkeys(_TEXT, pl.String)})
    stacked = pl.concat([empty, *(frame.select(empty.columns) for frame in found)])
    return stacked.sort("row", maintain_order=True).unique(maintain_order=True)


_TEXT = ("relation", "scheme", "value_raw", "value")


def _numbers(rows: pl.DataFrame, column: Column) -> pl.DataFrame:
    read = identifiers_frame(rows.select("row", column.cell), "row", column.cell)
    value = pl.when(pl.col("scheme") != Scheme.ISBN_MISPRINT.value).then("value")
    scheme = pl.col("scheme").replace_strict(SCHEMES, default=None, return_dtype=pl.String)
    return read.with_columns(value=value, scheme=scheme).drop_nulls("scheme")
