"""The real runs of docs/real-runs.md: `python bench/real_runs.py FOLDER`. Needs ../shared/eval."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import zstandard

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


def marc_against_loc(folder: Path, held: Sequence[Path] = ()) -> PublishedRun:
    """5,000 MARC records as the catalogue; the same records, as others read them, among 250,000 (or `held`) as the
    reference.
    """
    store, feed = folder / "loc", folder / "loc_books.mrc"
    folder.mkdir(parents=True, exist_ok=True)
    build_reference(ReferenceJob(tuple(held or loc_books()), store, mapping=LOC_MAPPING))
    with (EVAL / "marc" / "loc_books_5000.mrc.zst").open("rb") as packed, feed.open("wb") as plain:
        zstandard.ZstdDecompressor().copy_stream(packed, plain)
    return reconcile(ReconcileJob((feed,), store, folder / "marc_out"))


def own_records(run: PublishedRun) -> pl.DataFrame:
    """One row a listed MARC record: row_id, verdict of its title, and whether its own record is a positive match."""
    tables = run.path / "tables"
    titles = pl.read_parquet(tables / "titles.parquet", columns=["title_id", "row_id"])
    verdicts = pl.read_parquet(tables / "title_exposure.parquet", columns=["title_id", "verdict"])
    matches = pl.read_parquet(tables / "matches.parquet").filter(verdict_is_positive())
    own = matches.join(titles, on="title_id").filter(pl.col("record_id") == pl.col("row_id"))
    return titles.join(verdicts, on="title_id").with_columns(found=pl.col("title_id").is_in(own["title_id"].implode()))


def papers(file: str) -> pl.DataFrame:
    """A list of DBLP–ACM as it is: id, title, authors, venue, year; or its gold pairs."""
    return pl.read_csv(EVAL / "dblp_acm" / file, separator="%", infer_schema=False, truncate_ragged_lines=True)


def dblp_against_acm(folder: Path, venue: str | None = "journal") -> PublishedRun:
    """DBLP as the catalogue, ACM as the reference; `venue` is the column in which both name the venue, if any."""
    folder.mkdir(parents=True, exist_ok=True)
    venues = [pl.col("venue").alias(venue)] if venue else []
    listed = papers("dblp.csv").select(
        pl.col("id").alias("row_id"), "title", pl.col("authors").alias("contributors"), "year", *venues
    )
    held = papers("acm.csv").select(pl.col("id").alias("record_id"), "title", "authors", "year", *venues)
    listed.write_csv(folder / "dblp.csv")
    held.write_csv(folder / "acm.csv")
    build_reference(ReferenceJob((folder / "acm.csv",), folder / "store"))
    return reconcile(ReconcileJob((folder / "dblp.csv",), folder / "store", folder / "out"))


def f1_of_papers(run: PublishedRun) -> float:
    """F1 of the CONFIRMED and PROBABLE pairs of a run of `dblp_against_acm`, pair by pair against the gold."""
    gold = papers("gt.csv").select(pl.col("D1").alias("row_id"), pl.col("D2").alias("record_id"))
    matches = pl.read_parquet(run.path / "tables" / "matches.parquet").filter(verdict_is_positive())
    titles = pl.read_parquet(run.path / "tables" / "titles.parquet", columns=["title_id", "row_id"])
    found = matches.join(titles, on="title_id").select("row_id", "record_id").unique()
    return 2 * found.join(gold, on=["row_id", "record_id"]).height / (found.height + gold.height)


def verdict_is_positive() -> pl.Expr:
    """CONFIRMED or PROBABLE."""
    return pl.col("verdict").is_in(["CONFIRMED", "PROBABLE"])


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
    """All runs."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    show("LibGen sample against Library of Congress", sample_against_loc(folder))
    show("Library of Congress against goodbooks", goodbooks_against_loc(folder))
    marc = marc_against_loc(folder)
    show(f"MARC against Library of Congress: {own_records(marc)['found'].sum()} find their own record", marc)
    for venue in ("journal", "publisher", None):
        run = dblp_against_acm(folder / f"papers_{venue}", venue)
        show(f"DBLP against ACM, venue as {venue}: F1 {f1_of_papers(run):.4f}", run)


if __name__ == "__main__":
    main()
