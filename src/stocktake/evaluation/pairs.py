"""Scoring given pairs of descriptions: what the evidence says of each, and how well that agrees with labels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from stocktake.errors import BadInput
from stocktake.matching.evidence import Frequencies, weigh
from stocktake.model import Relation, Verdict
from stocktake.settings import Rules
from stocktake.text.comparable import with_comparable_columns
from stocktake.text.contributors import contributors_frame

FIELDS = ("title", "authors", "year", "publisher", "edition", "volume", "pages", "language")
BINS = 10


@dataclass(frozen=True, slots=True)
class PairScore:
    """At the run's own threshold: counts and their ratios; over all thresholds: average precision; calibration: ECE."""

    n_pairs: int
    n_true: int
    n_found: int
    n_right: int
    average_precision: float
    calibration_error: float

    @property
    def precision(self) -> float:
        """Right pairs among those found; NaN when none was found."""
        return self.n_right / self.n_found if self.n_found else math.nan

    @property
    def recall(self) -> float:
        """True pairs that were found; NaN when there are none."""
        return self.n_right / self.n_true if self.n_true else math.nan

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.n_right / (self.n_found + self.n_true) if self.n_found + self.n_true else math.nan


def read_pairs(path: Path) -> pl.DataFrame:
    """A CSV or Parquet file with `left_title, right_title` and any other `left_…`/`right_…` field, all as text."""
    try:
        frame = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise BadInput(
            path, f"cannot be read as pairs: {problem}", "Give a CSV with left_title, right_title, …."
        ) from problem
    missing = {"left_title", "right_title"} - set(frame.columns)
    if missing:
        raise BadInput(
            path, f"lacks the columns {', '.join(sorted(missing))}.", "Pairs need left_title and right_title."
        )
    return frame


def score_pairs(pairs: pl.DataFrame, rules: Rules | None = None) -> pl.DataFrame:
    """The pairs with `probability`, `verdict` (PROBABLE, CHECK or NOT FOUND) and `relation`, in the order given."""
    rules = rules or Rules()
    sides = {side: _side(pairs, side) for side in ("left", "right")}
    names = {side: _names(pairs, side) for side in ("left", "right")}
    described = pl.concat([sides["left"], sides["right"]], how="horizontal").with_columns(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias(key) for key in ("pair_no", "left_no", "right_no")
    )
    described = described.with_columns(pl.lit(0).alias("n_identifiers"), pl.lit(False).alias("is_weak"))
    weighed = weigh(described, names["left"], names["right"], _frequencies(sides, names))
    probability = weighed["probability"]
    verdict = (
        pl.when(probability >= rules.probable_at)
        .then(pl.lit(Verdict.PROBABLE.value))
        .when(probability >= rules.check_at)
        .then(pl.lit(Verdict.CHECK.value))
        .otherwise(pl.lit(Verdict.NOT_FOUND.value))
    )
    relation = (
        pl.when(probability >= rules.check_at)
        .then(pl.lit(Relation.SAME_WORK.value))
        .otherwise(pl.lit(Relation.DIFFERENT.value))
    )
    return pairs.with_columns(probability, verdict.alias("verdict"), relation.alias("relation"))


def measure(scored: pl.DataFrame) -> PairScore:
    """Compare `probability` and `verdict` with `label` (1 or 0)."""
    truth = scored["label"].cast(pl.String).is_in(["1", "1.0", "true", "True"]).to_numpy()
    probability = scored["probability"].to_numpy()
    found = (scored["verdict"] == Verdict.PROBABLE.value).to_numpy()
    return PairScore(
        scored.height,
        int(truth.sum()),
        int(found.sum()),
        int((found & truth).sum()),
        average_precision(truth, probability),
        calibration_error(truth, probability),
    )


def average_precision(truth: np.ndarray, probability: np.ndarray) -> float:
    """Mean over the true pairs of the precision at their rank; pairs of equal probability share one rank."""
    if not truth.any():
        return math.nan
    order = np.argsort(-probability, kind="stable")
    sorted_truth, sorted_p = truth[order], probability[order]
    last_of_tie = np.append(np.diff(sorted_p) != 0, True)
    hits, seen = np.cumsum(sorted_truth)[last_of_tie], (np.arange(len(truth)) + 1)[last_of_tie]
    gains = np.diff(np.concatenate([[0], hits]))
    return float((gains * hits / seen).sum() / truth.sum())


def calibration_error(truth: np.ndarray, probability: np.ndarray) -> float:
    """Expected calibration error over ten equal-width bins: mean gap of stated and true share, weighted by size."""
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    gaps = [
        abs(probability[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean()
        for b in range(BINS)
        if (bins == b).any()
    ]
    return float(sum(gaps))


def _side(pairs: pl.DataFrame, side: str) -> pl.DataFrame:
    given = pairs.select(pl.col(f"{side}_{f}").alias(f) for f in FIELDS if f"{side}_{f}" in pairs.columns)
    comparable = with_comparable_columns(given).drop(given.columns)
    return comparable.rename({c: f"{c}_{side}" for c in comparable.columns})


def _names(pairs: pl.DataFrame, side: str) -> pl.DataFrame:
    column = f"{side}_authors"
    raw = pairs[column] if column in pairs.columns else pl.Series(column, [None] * pairs.height, dtype=pl.String)
    numbered = pl.DataFrame({"no": pl.int_range(pairs.height, dtype=pl.UInt32, eager=True), "raw": raw})
    return contributors_frame(numbered, "no", "raw", "auto").select("no", "position", "family_key", "given_key")


def _frequencies(sides: dict[str, pl.DataFrame], names: dict[str, pl.DataFrame]) -> Frequencies:
    """How common titles and names are among the given descriptions themselves: each distinct one counts once."""
    titles = pl.concat(
        [sides[s].select(pl.col(f"main_key_{s}").alias("main_key"), pl.col(f"title_key_{s}").alias("k")) for s in sides]
    )
    families = pl.concat(list(names.values())).unique(["no", "family_key"])
    return Frequencies(
        titles.height,
        titles.unique().group_by("main_key").agg(pl.len().alias("n_records")),
        families.group_by("family_key").agg(pl.len().alias("n_records")),
    )
