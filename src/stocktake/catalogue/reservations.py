"""What the products of ONIX feeds say about text and data mining, title by title; silence is told as silence."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stocktake.catalogue.container import Kind

STATUSES = ("reserved", "contradictory", "unclear", "permitted", "silent")
"""From what protects most to what says nothing. Contradictory: one statement reserves and another permits."""


def reservation_audit(tables: Path) -> pl.DataFrame:
    """One row a used product of an ONIX feed, in the order of file and line: source_file, source_line, title_id, title,
    imprint, isbn, status (of STATUSES), basis and statement (all of them, parted by " | "). Empty without any feed.

    `tables` is a folder of canonical tables. Other formats have no place for a reservation, so they are not asked.
    """
    feeds = pl.scan_parquet(tables / "files.parquet").filter(pl.col("format") == Kind.ONIX.value)
    said = pl.scan_parquet(tables / "reservations.parquet").group_by("title_id", maintain_order=True)
    told = said.agg(
        *[(pl.col("status") == status).any().alias(status) for status in ("reserved", "permitted")],
        *[pl.col(name).drop_nulls().str.join(" | ").alias(name) for name in ("basis", "statement")],
    )
    titles = pl.scan_parquet(tables / "titles.parquet").filter(pl.col("contribution_type").ne_missing("chapter"))
    of_feeds = titles.join(feeds.select("source_file"), on="source_file", how="semi", maintain_order="left")
    joined = of_feeds.join(told, on="title_id", how="left", maintain_order="left")
    columns = ["source_file", "source_line", "title_id", "title", "imprint", "isbn"]
    return joined.select(*columns, _status().alias("status"), "basis", "statement").collect()


def _status() -> pl.Expr:
    return (
        pl.when(pl.col("basis").is_null())
        .then(pl.lit("silent"))
        .when(pl.col("reserved") & pl.col("permitted"))
        .then(pl.lit("contradictory"))
        .when("reserved")
        .then(pl.lit("reserved"))
        .when("permitted")
        .then(pl.lit("permitted"))
        .otherwise(pl.lit("unclear"))
    )


def counts_of(audit: pl.DataFrame) -> list[tuple[str, int]]:
    """How many titles have each status, in the order of STATUSES; statuses of none are left out."""
    counts = dict(audit["status"].value_counts().iter_rows())
    return [(status, int(counts[status])) for status in STATUSES if status in counts]
