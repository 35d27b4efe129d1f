"""How right a run over the demo was, against the truth that was kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.intervals import wilson
from stocktake.model import Verdict

FOUND = (Verdict.CONFIRMED.value, Verdict.PROBABLE.value)
_LINE = ("source_file", "source_line")


@dataclass(frozen=True, slots=True)
class DemoScore:
    """The figures of one run. Shares are None when nothing was there to be counted.

    A work counts as found when one of its true records is CONFIRMED or PROBABLE for one of its lines. A pair
    is right when the record belongs to the work of the line, in whatever edition, format or language.
    `recall_low` and `recall_high` are the 95 % Wilson interval of `recall`.
    """

    n_true_works: int
    works_found: int
    recall: float | None
    recall_low: float
    recall_high: float
    confirmed_pairs: int
    confirmed_correct: int
    confirmed_precision: float | None
    probable_pairs: int
    probable_correct: int
    probable_precision: float | None
    n_absent_works: int
    absent_works_found: int
    n_decoys: int
    decoys_confirmed: int
    decoys_probable: int


def score(matches: pl.DataFrame, titles: pl.DataFrame, truth: Path, decoys: Path) -> DemoScore:
    """Scores `matches` (title_id, record_id, verdict) of `titles` (title_id, source_file, source_line).

    `source_file` may be a path: its last part is compared. A line that the truth does not know (a totals row
    read as a title, say) makes all its pairs wrong; a line that was never read makes its work harder to find.
    """
    known = _read(truth)
    judged = judge(matches, titles, known)
    works = known.group_by("work_id").agg(present=pl.col("record_id").is_not_null().any())
    present, absent = (works.filter(pl.col("present") == is_present)["work_id"] for is_present in (True, False))
    found = judged.filter("is_right")["work_id"].unique()
    n_found = found.len()
    low, high = wilson(n_found, present.len())
    confirmed, probable = (judged.filter(pl.col("verdict") == verdict) for verdict in FOUND)
    planted = _read(decoys)["record_id"].unique()
    return DemoScore(
        n_true_works=present.len(),
        works_found=n_found,
        recall=_share(n_found, present.len()),
        recall_low=low,
        recall_high=high,
        confirmed_pairs=confirmed.height,
        confirmed_correct=_right(confirmed),
        confirmed_precision=_share(_right(confirmed), confirmed.height),
        probable_pairs=probable.height,
        probable_correct=_right(probable),
        probable_precision=_share(_right(probable), probable.height),
        n_absent_works=absent.len(),
        absent_works_found=judged.filter(pl.col("work_id").is_in(absent.implode()))["work_id"].n_unique(),
        n_decoys=planted.len(),
        decoys_confirmed=_taken_in(confirmed, planted),
        decoys_probable=_taken_in(probable, planted),
    )


def judge(matches: pl.DataFrame, titles: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """The CONFIRMED and PROBABLE pairs with the work of their line and whether they are right.

    Columns: title_id, record_id, verdict, source_file, source_line, work_id (null: unknown line), is_right.
    """
    lines = truth.select(*_LINE, "work_id").unique()
    placed = titles.select(
        "title_id",
        pl.col("source_file").str.split("/").list.last(),
        pl.col("source_line").cast(pl.Int64),
    ).join(lines, on=list(_LINE), how="left")
    pairs = truth.filter(pl.col("record_id").is_not_null()).select("work_id", "record_id").unique()
    return (
        matches.select("title_id", "record_id", "verdict")
        .filter(pl.col("verdict").is_in(FOUND))
        .join(placed, on="title_id", how="left")
        .join(pairs.with_columns(is_right=pl.lit(True)), on=["work_id", "record_id"], how="left")
        .with_columns(pl.col("is_right").fill_null(False))
        .sort("title_id", "record_id")
    )


def _read(path: Path) -> pl.DataFrame:
    """A truth or decoy table: text columns, empty is null, line numbers as numbers."""
    return pl.read_csv(path, infer_schema=False).with_columns(pl.col("source_line").cast(pl.Int64))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _right(pairs: pl.DataFrame) -> int:
    return pairs.filter("is_right").height


def _taken_in(pairs: pl.DataFrame, planted: pl.Series) -> int:
    return pairs.filter(pl.col("record_id").is_in(planted.implode()))["record_id"].n_unique()
