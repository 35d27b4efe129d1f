"""The two real runs of docs/real-runs.md: `python bench/real_runs.py FOLDER`. Needs ../shared/eval."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.pipeline import build_reference, reconcile
from stocktake.publication import PublishedRun

ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
LOC_MAPPING = ROOT / "docs" / "mappings" / "loc_books.toml"


def loc_books() -> list[Path]:
    """The Library of Congress records."""
    return sorted((EVAL / "loc_books").glob("*.parquet"))


def write_canonical_csv(target: Path, n_rows: int | None = None) -> Path:
    """The Library of Congress records as a canonical catalogue: row_id, title, subtitle, contributors, isbn, …"""
    frame = pl.read_parquet(loc_books(), n_rows=n_rows)

    def tidy(column: str) -> pl.Expr:
        return pl.col(column).str.strip_chars(" /:;,=")

    def people(column: str) -> pl.Expr:
        return pl.concat_list(pl.col(column)).list.drop_nulls().list.join("; ")

    frame.select(
        pl.col("lccn").str.strip_chars().alias("row_id"),
        tidy("title_a").alias("title"),
        tidy("title_b").alias("subtitle"),
        pl.concat_str(people("author_100"), people("added_700"), separator="; ")
        .str.strip_chars("; ")
        .alias("contributors"),
        pl.col("isbn_raw").list.join(" ; ").alias("isbn"),
        pl.col("edition_250").alias("edition"),
        pl.coalesce("year_008", "date_c").alias("year"),
        "publisher",
        pl.col("lang").alias("language"),
    ).write_csv(target)
    return target


def sample_against_loc(folder: Path) -> PublishedRun:
    """The 100 real dump rows as the reference, the Library of Congress records as the catalogue."""
    store = folder / "libgen_sample"
    build_reference(ReferenceJob((EVAL / "libgen_sample" / "libgenrs_updated.sql",), store))
    catalogue = write_canonical_csv(folder / "loc_books.csv")
    return reconcile(ReconcileJob((catalogue,), store, folder / "loc_out"))


def goodbooks_against_loc(folder: Path) -> PublishedRun:
    """The Library of Congress records as the reference, goodbooks as it is (mangled ISBNs) as the catalogue."""
    store = folder / "loc"
    build_reference(ReferenceJob(tuple(loc_books()), store, mapping=LOC_MAPPING))
    return reconcile(ReconcileJob((EVAL / "goodbooks" / "books.csv",), store, folder / "goodbooks_out"))


def show(name: str, run: PublishedRun) -> None:
    """Counts of a run by method, verdict and reason."""
    matches = pl.read_parquet(run.path / "tables" / "matches.parquet")
    counted = matches.group_by("method", "verdict", "reason").agg(
        pl.len().alias("pairs"), pl.col("title_id").n_unique().alias("titles")
    )
    with pl.Config(tbl_rows=50, tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True):
        print(f"\n{name}: {run.counts['titles']} titles, {run.counts['matches']} matches")
        print(counted.sort("pairs", "reason", descending=[True, False]))


def main() -> None:
    """Both runs."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    show("LibGen sample against Library of Congress", sample_against_loc(folder))
    show("Library of Congress against goodbooks", goodbooks_against_loc(folder))


if __name__ == "__main__":
    main()
