"""What a run found, title by title and work by work, against records that are known to be of the work or not.

A link is a listed title and a work that was found for it; several records of one work are one link. Links that the
yardstick leaves undecided count neither as right nor as wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from bench.accuracy.result import Cell, share
from bench.accuracy.truth import DIFFERENT, SAME, UNDECIDED, Work, relation

FOUND = ("CONFIRMED", "PROBABLE")
TRIED = 200
Works = dict[str, Work]


@dataclass(frozen=True, slots=True)
class Titles:
    """Listed titles whose record is in the reference, those found, links by kind, and titles without a record."""

    n_there: int
    n_hit: int
    n_right: int
    n_wrong: int
    n_undecided: int
    n_absent: int
    n_absent_found: int

    @property
    def recall(self) -> float:
        """Titles whose own work was found, of those whose record is in the reference."""
        return self.n_hit / self.n_there if self.n_there else 0.0

    @property
    def precision(self) -> float:
        """Right links among those that are right or wrong; 0 when there is none."""
        judged = self.n_right + self.n_wrong
        return self.n_right / judged if judged else 0.0

    def shares(self) -> tuple[Cell, Cell]:
        """Precision and recall as cells."""
        return share(self.n_right, self.n_right + self.n_wrong), share(self.n_hit, self.n_there)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def run_links(run: Path, verdicts: Iterable[str] = FOUND) -> pl.DataFrame:
    """`left_id` (the listed row), `right_id` (the record) and `verdict` of a run's matches with these verdicts."""
    matches = pl.read_parquet(run / "tables" / "matches.parquet").filter(pl.col("verdict").is_in(list(verdicts)))
    rows = pl.read_parquet(run / "tables" / "titles.parquet", columns=["title_id", "row_id"])
    own_id = pl.col("record_id").str.strip_prefix(pl.col("source_table") + ":")
    return matches.join(rows, on="title_id", maintain_order="left").select(
        pl.col("row_id").alias("left_id"), own_id.alias("right_id"), "verdict"
    )


def judged(links: pl.DataFrame, listed: Works, recorded: Works) -> pl.DataFrame:
    """The links with `kind` (same, undecided, different) and `work`, one text for all records of a work.

    Listed rows and records are of one set: a row's own record has its id, and is of its work whatever the texts say.
    """
    pairs = list(links.select("left_id", "right_id").iter_rows())
    kinds = [SAME if row == record else relation(listed[row], recorded[record]) for row, record in pairs]
    names = (_name(recorded[record]) for _, record in pairs)
    works = [name if kind == DIFFERENT else kind for name, kind in zip(names, kinds, strict=True)]
    return links.with_columns(pl.Series("kind", kinds, pl.String), pl.Series("work", works, pl.String))


def count(links: pl.DataFrame, there: set[str], absent: set[str]) -> Titles:
    """Judged links against the rows whose record is in the reference, and those whose record was taken out."""
    works = links.select("left_id", "work", "kind").unique()
    wrong = works.filter(pl.col("kind") == DIFFERENT)
    hit = set(works.filter(pl.col("kind") == SAME)["left_id"])
    return Titles(
        len(there),
        len(hit & there),
        works.filter(pl.col("kind") == SAME).height,
        wrong.height,
        works.filter(pl.col("kind") == UNDECIDED).height,
        len(absent),
        len(set(wrong["left_id"]) & absent),
    )


def best_threshold(links: pl.DataFrame, there: set[str], absent: set[str]) -> tuple[float, Titles]:
    """The threshold on `score` with the highest F1, among 200 of those that occur: chosen on the gold."""
    scores = links["score"].unique().sort()
    places = sorted({round(n * (len(scores) - 1) / (TRIED - 1)) for n in range(TRIED)}) if len(scores) else []
    thresholds = [float(scores[place]) for place in places] or [1.0]
    tried = [(at, count(links.filter(pl.col("score") >= at), there, absent)) for at in thresholds]
    return max(tried, key=lambda one: (one[1].f1, -one[0]))


def _name(work: Work) -> str:
    return f"{work.title} / {min(work.people, default=('', ''))[0]}"
