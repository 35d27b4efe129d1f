"""The runs of docs/real-runs.md, where the real data is at hand."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from bench.real_runs import (
    EVAL,
    LOC_MAPPING,
    dblp_against_acm,
    f1_of_papers,
    goodbooks_against_loc,
    loc_books,
    marc_against_loc,
    own_records,
    write_canonical_csv,
)
from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.pipeline import build_reference, reconcile

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the real sets (../shared/eval) are not beside this checkout")
SHARED = {  # record → listed title (LCCN), each looked at
    "updated:1",
    "updated:31",
    "updated:37",
    "updated:53",
    "updated:87",
    "updated:91",
}


def test_the_shared_isbns_of_the_dump_sample_are_confirmed(tmp_path: Path) -> None:
    """The 100 real dump rows, against the listed titles that share an ISBN with them and 3,000 others."""
    build_reference(ReferenceJob((EVAL / "libgen_sample" / "libgenrs_updated.sql",), tmp_path / "store"))
    known = pl.read_parquet(tmp_path / "store" / "identifiers" / "*.parquet")["value"].unique()
    listed = pl.read_csv(write_canonical_csv(tmp_path / "all.csv"), infer_schema=False)
    isbns = pl.read_parquet(loc_books(), columns=["isbn13"])["isbn13"]
    shares = isbns.list.set_intersection(known.implode().gather([0] * len(isbns))).list.len() > 0
    chosen = pl.concat([listed.filter(shares.fill_null(False)), listed.head(3000)]).unique(maintain_order=True)
    chosen.write_csv(tmp_path / "some.csv")
    run = reconcile(ReconcileJob((tmp_path / "some.csv",), tmp_path / "store", tmp_path / "out"))
    matches = pl.read_parquet(run.path / "tables" / "matches.parquet")
    confirmed = matches.filter(pl.col("verdict") == "CONFIRMED")
    assert set(confirmed["record_id"]) == SHARED
    assert set(confirmed["method"]) == {"identifier"}


def test_goodbooks_finds_its_shared_isbns_after_repair(tmp_path: Path) -> None:
    run = goodbooks_against_loc(tmp_path)
    assert LOC_MAPPING.is_file()
    matches = pl.read_parquet(run.path / "tables" / "matches.parquet")
    by_identifier = matches.filter(pl.col("method") == "identifier")
    assert by_identifier.height == 79
    assert by_identifier.filter(pl.col("verdict") == "CONFIRMED").height >= 65
    found = matches.filter(pl.col("verdict").is_in(["CONFIRMED", "PROBABLE"]))
    assert found["title_id"].n_unique() >= 550
    identifiers = pl.read_parquet(run.path / "tables" / "identifiers.parquet")
    assert identifiers.filter(pl.col("repair") == "repaired_zero").height == 6587


@pytest.mark.parametrize(("venue", "least"), [("journal", 0.99), ("publisher", 0.99), (None, 0.985)])
def test_papers_are_told_apart_by_year_and_venue(tmp_path: Path, venue: str | None, least: float) -> None:
    """A paper that was printed as a conference and a journal article, or a column: no labels, no tuning."""
    assert f1_of_papers(dblp_against_acm(tmp_path, venue)) >= least


def test_marc_records_find_themselves_among_records_that_others_read(tmp_path: Path) -> None:
    """Every one with an ISBN is CONFIRMED; none finds another record instead of its own."""
    pl.read_parquet(loc_books()).gather_every(25).write_parquet(tmp_path / "loc_books_part.parquet")
    run = marc_against_loc(tmp_path, [tmp_path / "loc_books_part.parquet"])
    listed = own_records(run)
    assert listed.height == 5_000
    assert listed["found"].mean() >= 0.94
    identified = pl.read_parquet(run.path / "tables" / "identifiers.parquet").filter(pl.col("scheme") == "isbn13")
    with_isbn = listed.filter(pl.col("title_id").is_in(identified["title_id"].implode()))
    assert with_isbn.filter(pl.col("verdict") == "CONFIRMED").height >= 0.995 * with_isbn.height
