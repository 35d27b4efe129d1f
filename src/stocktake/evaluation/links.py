"""End-to-end links against a gold list: pairwise, and title by title."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.errors import BadInput
from stocktake.evaluation.figures import Cut
from stocktake.intervals import wilson as wilson  # handed on: scores are shown with it
from stocktake.model import Verdict

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


def by_verdict(judged: pl.DataFrame, gold: pl.DataFrame) -> list[tuple[str, Cut]]:
    """Each verdict against the gold list, the strongest first; judged: `left_id, right_id, verdict`.

    A pair that is given several times counts once, with its strongest verdict. Recall is the share of all gold pairs.
    """
    strength = {verdict.value: rank for rank, verdict in enumerate(Verdict)}
    rank = pl.col("verdict").replace_strict(strength, default=len(strength), return_dtype=pl.Int32)
    once = judged.sort(rank, maintain_order=True).unique(["left_id", "right_id"], keep="first", maintain_order=True)
    gold = gold.unique(maintain_order=True)
    right = once.join(gold, on=["left_id", "right_id"], how="semi")
    cuts = {name: Cut(gold.height, _count(once, name), _count(right, name)) for name in once["verdict"].unique()}
    return sorted(cuts.items(), key=lambda each: (strength.get(each[0], len(strength)), each[0]))


def _count(judged: pl.DataFrame, verdict: str) -> int:
    return judged.filter(pl.col("verdict") == verdict).height


def read_verdicts(path: Path) -> pl.DataFrame:
    """`left_id, right_id, verdict` of all pairs of a links file or a run's folder; no row where it has no verdicts."""
    if path.is_dir():
        return _run_links(path)
    frame = _links_file(path)
    judged = frame if "verdict" in frame.columns else frame.clear().with_columns(verdict=pl.lit(None, pl.String))
    return _named(judged, "verdict").drop_nulls("verdict")


def read_links(path: Path) -> pl.DataFrame:
    """Links from a CSV or Parquet file, or from a run's folder.

    A file's links are the columns `left_id, right_id`, else its first two columns; rows with a `verdict` other than
    CONFIRMED or PROBABLE are left out. A run's links are the user's `row_id` (else `title_id`) and the record's own id.
    """
    frame = _run_links(path) if path.is_dir() else _links_file(path)
    found = frame.filter(pl.col("verdict").is_in(FOUND_VERDICTS)) if "verdict" in frame.columns else frame
    return _named(found)


def _links_file(path: Path) -> pl.DataFrame:
    try:
        frame = pl.read_parquet(path) if path.suffix == ".parquet" else _read_csv(path)
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as problem:
        raise BadInput(
            path, f"cannot be read as links: {problem}", "Give a CSV with left_id and right_id."
        ) from problem
    if frame.width < 2:
        raise BadInput(path, "has fewer than two columns.", "Links need left_id and right_id.")
    return frame


def _named(frame: pl.DataFrame, *kept: str) -> pl.DataFrame:
    names = ["left_id", "right_id"] if {"left_id", "right_id"} <= set(frame.columns) else frame.columns[:2]
    sides = zip(names, ("left_id", "right_id"), strict=True)
    return frame.select(*[pl.col(name).cast(pl.String).alias(side) for name, side in sides], *kept)


def _read_csv(path: Path) -> pl.DataFrame:
    """Delimited text; the delimiter is the one that cuts the header most often."""
    with path.open(encoding="utf-8") as stream:
        header = stream.readline()
    return pl.read_csv(path, infer_schema=False, separator=max(",;\t%|", key=header.count))


def _run_links(run: Path) -> pl.DataFrame:
    matches = pl.read_parquet(
        run / "tables" / "matches.parquet", columns=["title_id", "record_id", "source_table", "verdict"]
    )
    titles = pl.read_parquet(run / "tables" / "titles.parquet", columns=["title_id", "row_id"])
    return matches.join(titles, on="title_id", maintain_order="left").select(
        pl.coalesce("row_id", "title_id").alias("left_id"),
        pl.col("record_id").str.strip_prefix(pl.col("source_table") + ":").alias("right_id"),
        "verdict",
    )
