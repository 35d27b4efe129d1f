"""What was read and what was not: files, columns, and every row set aside, with the reason and what to do."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stocktake.reports.marts import Marts
from stocktake.reports.pages import write_page
from stocktake.reports.provenance import Provenance

MOST_ROWS = 500
MOST_LETTERS = 240


def write_quality(marts: Marts, into: Path, provenance: Provenance) -> Path:
    """`data-quality.html`. The first rows of each reason are shown; all of them stand in the export."""
    rejected = marts.rejected_rows.sort("source_file", "source_line", "reason", nulls_last=True)
    return write_page(
        into / "data-quality.html",
        "data_quality",
        provenance=provenance,
        files=marts.source_files.sort("source_file", "sheet", nulls_last=True).to_dicts(),
        columns=marts.columns_read.sort("source_file", "sheet", maintain_order=True, nulls_last=True).to_dicts(),
        reasons=_reasons(rejected),
        rejected=rejected.head(MOST_ROWS).with_columns(_cut("raw")).to_dicts(),
        n_rejected=rejected.height,
        totals=marts.source_files.select(pl.col("rows_in", "rows_used", "rows_rejected", "rows_ignored").sum()).row(
            0, named=True
        ),
    )


def _reasons(rejected: pl.DataFrame) -> list[dict[str, object]]:
    counted = rejected.group_by("reason", "advice").agg(pl.len().alias("rows"))
    return counted.sort("rows", "reason", "advice", descending=[True, False, False]).to_dicts()


def _cut(column: str) -> pl.Expr:
    whole = pl.col(column)
    return pl.when(whole.str.len_chars() > MOST_LETTERS).then(whole.str.head(MOST_LETTERS) + "…").otherwise(whole)
