"""Matches to be read by eye: `sample RUN` draws them, a person judges them, `summary FILE` counts.

    python -m bench.accuracy.by_eye sample data/out/latest --source "goodbooks" --out by_eye_goodbooks.csv
    python -m bench.accuracy.by_eye summary bench/accuracy/by_eye_goodbooks.csv

Runs on public evaluation sets only: no listed person's data; where the licence of a set asks for it, the texts are left
out of the file that is kept, and the ids of the run stand for them. A judgement is `right` (the listed work), `related`
(a part of it, a set with it, an adaptation), `wrong`, `unsure`, or empty (not read yet)."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import polars as pl

from bench.accuracy.cells import cell
from bench.accuracy.result import Cell, share

JUDGEMENTS = ("right", "related", "wrong", "unsure")
N_EACH = 100
SEED = 2026
VERDICTS = ("CONFIRMED", "PROBABLE")
COLUMNS = (
    "source", "verdict", "listed_title", "listed_subtitle", "listed_contributors", "listed_year", "listed_publisher",
    "record_title", "record_authors", "record_year", "record_publisher", "reason", "title_id", "record_id", "judgement",
)  # fmt: skip


def sample(run: Path, source: str, n_each: int = N_EACH, seed: int = SEED) -> pl.DataFrame:
    """`n_each` random CONFIRMED and as many random PROBABLE matches of a run, both sides side by side."""
    matches = _side_by_side(run).with_columns(pl.lit(source).alias("source"), pl.lit("").alias("judgement"))
    drawn = [_drawn(matches.filter(pl.col("verdict") == verdict), n_each, seed) for verdict in VERDICTS]
    return pl.concat(drawn).select(COLUMNS)


def summary(path: Path) -> list[list[Cell]]:
    """A row a verdict: sample, verdict, read, and shares of those read that are right, related, wrong, unsure."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    _check(path, rows)
    return [_counted(rows, verdict) for verdict in VERDICTS if any(row["verdict"] == verdict for row in rows)]


def summaries(folder: Path) -> list[list[Cell]]:
    """The rows of all judged samples of a folder (`by_eye_*.csv`), in the order of their names."""
    return [row for path in sorted(folder.glob("by_eye_*.csv")) for row in summary(path)]


def _side_by_side(run: Path) -> pl.DataFrame:
    tables = run / "tables"
    listed = pl.read_parquet(tables / "titles.parquet").select(
        "title_id",
        *(pl.col(name).alias(f"listed_{name}") for name in ("title", "subtitle", "year", "publisher")),
    )
    names = pl.read_parquet(tables / "contributors.parquet").sort("title_id", "position")
    people = names.group_by("title_id").agg(pl.col("name_as_credited").str.join("; ").alias("listed_contributors"))
    records = pl.read_parquet(tables / "matched_records.parquet").select(
        "record_id", *(pl.col(name).alias(f"record_{name}") for name in ("title", "authors", "year", "publisher"))
    )
    matches = pl.read_parquet(tables / "matches.parquet", columns=["title_id", "record_id", "verdict", "reason"])
    beside = matches.join(listed, on="title_id").join(people, on="title_id", how="left")
    return beside.join(records, on="record_id", how="left").sort("title_id", "record_id")


def _drawn(matches: pl.DataFrame, n: int, seed: int) -> pl.DataFrame:
    return matches.sample(min(n, matches.height), seed=seed, shuffle=True)


def _check(path: Path, rows: list[dict[str, str]]) -> None:
    for line, row in enumerate(rows, 2):
        if row["judgement"] not in ("", *JUDGEMENTS):
            raise SystemExit(
                f"{path.name}, row {line}: the judgement '{row['judgement']}' is none of {', '.join(JUDGEMENTS)}."
            )


def _counted(rows: list[dict[str, str]], verdict: str) -> list[Cell]:
    read = [row for row in rows if row["verdict"] == verdict and row["judgement"]]
    given = [row["judgement"] for row in read]
    source = next((row["source"] for row in rows), "")
    return [source, verdict, len(read), *(share(given.count(judgement), len(read)) for judgement in JUDGEMENTS)]


def main() -> None:
    """Draw a sample, or count a judged one."""
    asked = _arguments()
    if asked.task == "sample":
        sample(asked.run, asked.source, asked.n, asked.seed).write_csv(asked.out)
        print(f"To be judged: {asked.out} (column judgement: {', '.join(JUDGEMENTS)})")
        return
    for row in summary(asked.file):
        print(*map(cell, row), sep=" | ")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy.by_eye", description="Matches read by eye.")
    tasks = parser.add_subparsers(dest="task", required=True)
    draw = tasks.add_parser("sample", help="draw matches of a run")
    draw.add_argument("run", type=Path)
    draw.add_argument("--source", required=True, help="what the run compared, and under which licence it stands")
    draw.add_argument("--out", type=Path, required=True)
    draw.add_argument("--n", type=int, default=N_EACH, help="matches of each verdict")
    draw.add_argument("--seed", type=int, default=SEED)
    tasks.add_parser("summary", help="count a judged sample").add_argument("file", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
