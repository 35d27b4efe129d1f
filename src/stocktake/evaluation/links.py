"""End-to-end links against a gold list: pairwise, and title by title."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.errors import BadInput
from stocktake.intervals import wilson as wilson  # handed on: scores are shown with it

FOUND_VERDICTS = ("CONFIRMED", "PROBABLE")


@dataclass(frozen=True, slots=True)
class LinkScore:
    """Pairs: counts, precision, recall, F1. Titles: those with gold links whose found set holds one / equals it."""

    n_found: int
    n_gold: int
    n_right: int
    n_titles_with_gold: int
    n_titles_hit: int
    n_titles_exact: int

    @property
    def precision(self) -> float:
        """Right pairs among those found; NaN when nothing was found."""
        return self.n_right / self.n_found if self.n_found else math.nan

    @property
    def recall(self) -> float:
        """Gold pairs that were found; NaN when the gold list is empty."""
        return self.n_right / self.n_gold if self.n_gold else math.nan

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.n_right / (self.n_found + self.n_gold) if self.n_found + self.n_gold else math.nan


def score_links(found: pl.DataFrame, gold: pl.DataFrame) -> LinkScore:
    """Both frames have two text columns `left_id, right_id`; duplicates count once."""
    found, gold = found.unique(maintain_order=True), gold.unique(maintain_order=True)
    right = found.join(gold, on=["left_id", "right_id"], how="semi")
    by_title = (
        gold.group_by("left_id")
        .agg(pl.len().alias("n_gold"))
        .join(found.group_by("left_id").agg(pl.len().alias("n_found")), on="left_id", how="left")
        .join(right.group_by("left_id").agg(pl.len().alias("n_right")), on="left_id", how="left")
    )
    hit = by_title.filter(pl.col("n_right") > 0)
    exact = hit.filter((pl.col("n_right") == pl.col("n_gold")) & (pl.col("n_found") == pl.col("n_gold")))
    return LinkScore(found.height, gold.height, right.height, by_title.height, hit.height, exact.height)


def read_links(path: Path) -> pl.DataFrame:
    """Links from a CSV or Parquet file, or from a run's folder.

    A file's links are the columns `left_id, right_id`, else its first two columns; rows with a `verdict` other than
    CONFIRMED or PROBABLE are left out. A run's links are the user's `row_id` (else `title_id`) and the record's own id.
    """
    if path.is_dir():
        return _run_links(path)
    try:
        frame = pl.read_parquet(path) if path.suffix == ".parquet" else _read_csv(path)
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise BadInput(
            path, f"cannot be read as links: {problem}", "Give a CSV with left_id and right_id."
        ) from problem
    if frame.width < 2:
        raise BadInput(path, "has fewer than two columns.", "Links need left_id and right_id.")
    names = ["left_id", "right_id"] if {"left_id", "right_id"} <= set(frame.columns) else frame.columns[:2]
    if "verdict" in frame.columns:
        frame = frame.filter(pl.col("verdict").is_in(FOUND_VERDICTS))
    return frame.select(
        pl.col(names[0]).cast(pl.String).alias("left_id"), pl.col(names[1]).cast(pl.String).alias("right_id")
    )


def _read_csv(path: Path) -> pl.DataFrame:
    """Delimited text; the delimiter is the one that cuts the header most often."""
    with path.open(encoding="utf-8") as stream:
        header = stream.readline()
    return pl.read_csv(path, infer_schema=False, separator=max(",;\t%|", key=header.count))


def _run_links(run: Path) -> pl.DataFrame:
    matches = pl.read_parquet(run / "tables" / "matches.parquet").filter(pl.col("verdict").is_in(FOUND_VERDICTS))
    titles = pl.read_parquet(run / "tables" / "titles.parquet", columns=["title_id", "row_id"])
    return matches.join(titles, on="title_id", maintain_order="left").select(
        pl.coalesce("row_id", "title_id").alias("left_id"),
        pl.col("record_id").str.strip_prefix(pl.col("source_table") + ":").alias("right_id"),
    )
