"""Lines of a file in few words: "3, 40–46, 51"."""

from __future__ import annotations

import polars as pl

MOST_RANGES = 20


def with_line_ranges(rows: pl.LazyFrame, by: list[str]) -> pl.DataFrame:
    """One row a group of `by`: `n` rows, and `lines` as ranges of `source_line`, cut after MOST_RANGES of them."""
    line = pl.col("source_line")
    ordered = rows.select(*by, line).sort(*by, line, nulls_last=True)
    starts = (line != line.shift() + 1).fill_null(value=True)
    numbered = ordered.with_columns(run=starts.cast(pl.Int64).cum_sum().over(by))
    runs = numbered.group_by(*by, "run", maintain_order=True).agg(n=pl.len(), first=line.min(), last=line.max())
    word = (
        pl.when(pl.col("first") == pl.col("last"))
        .then(pl.col("first").cast(pl.String))
        .otherwise(pl.format("{}–{}", "first", "last"))
    )
    more = pl.when(pl.len() > MOST_RANGES).then(pl.lit(", …")).otherwise(pl.lit(""))
    lines = word.head(MOST_RANGES).str.join(", ") + more
    return runs.group_by(by, maintain_order=True).agg(pl.sum("n"), lines=lines.first()).collect(engine="streaming")
