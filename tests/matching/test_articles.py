"""Articles: the same publication is asked for, not the same work."""

from __future__ import annotations

import polars as pl
import pytest

from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.matching.articles import compare_places, venue_outcomes
from stocktake.pipeline import build_reference, reconcile

PLACE = ("venue_outcome", "page_outcome", "issue_outcome")
NOTHING = dict.fromkeys(f"{name}_{side}" for name in ("venue", "pages", "issue") for side in ("left", "right"))
SURE: dict[str, str | int | None] = {"title_outcome": "exact", "author_outcome": "same", "year_gap": 0}

LISTED = """row_id,title,contributors,year,journal,volume,issue,pages,issn,isbn,host title
conference,Lazy indexes for moving objects,"Ada Quill, Bo Tarn",1998,ICDE,,,,,,
journal,Lazy indexes for moving objects,"Ada Quill, Bo Tarn",2000,IEEE Trans. Knowl. Data Eng.,12,3,233-250,,,
alone,A calculus of slow queries,"Cyd Marl, Dov Penn",1999,ICDE,,,,,,
renamed,Sampling strategies for sparse graphs,"Eva Loam, Finn Oake",2001,ICDE,,,,,,
column1,Editor's Notes,Gil Hart,2002,SIGMOD Record,,,,,,
column2,Editor's Notes,Gil Hart,2002,SIGMOD Record,,,,,,
serial,Vanishing gradients of taste,Ira Moss,1987,Ann. Statist.,15,2,580-597,0090-5364,,
chapter,On the mending of nets,Jo Vale,1991,,,,,,9780306406157,Handbook of Coastal Crafts
"""
HELD = """record_id,title,authors,year,journal,volume,issue,pages,issn,isbns
r_conference,Lazy indexes for moving objects,"Ada Quill, Bo Tarn",1998,Int. Conference on Data Engineering,,,,,
r_journal,Lazy Indexes for Moving Objects,"A. Quill, B. Tarn",2000,IEEE Trans. on Knowledge & Data Eng.,12,3,233-250,,
r_alone,A calculus of slow queries,"Cyd Marl, Dov Penn",2002,IEEE Trans. on Knowledge & Data Eng.,14,,11-30,,
r_renamed,Strategies of sampling very sparse graphs,"Eva Loam, Finn Oake",2001,Int. Conference on Data Engineering,,,,,
r_column1,Editor's notes,Gil Hart,2002,ACM SIGMOD Record,,,,,
r_column2,Editor's notes,Gil Hart,2002,ACM SIGMOD Record,,,,,
r_serial,On vanishing gradients,I. Moss,1987,Annals of Statistics,15,2,580-597,00905364,
r_host,Handbook of Coastal Crafts,"Kim Orr, Lee Pym",1991,,,,,,9780306406157
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[str, str]]:
    """(listed row, record) → verdict and reason, of a whole run."""
    folder = tmp_path_factory.mktemp("papers")
    (folder / "listed.csv").write_text(LISTED, "utf-8")
    (folder / "held.csv").write_text(HELD, "utf-8")
    build_reference(ReferenceJob((folder / "held.csv",), folder / "store"))
    run = reconcile(ReconcileJob((folder / "listed.csv",), folder / "store", folder / "out"))
    matches = pl.read_parquet(run.path / "tables" / "matches.parquet")
    titles = pl.read_parquet(run.path / "tables" / "titles.parquet", columns=["title_id", "row_id"])
    rows = matches.join(titles, on="title_id").select("row_id", "record_id", "verdict", "reason").rows()
    return {(row, record): (verdict, reason) for row, record, verdict, reason in rows}


def test_conference_and_journal_version_find_their_own_records(told: dict[tuple[str, str], tuple[str, str]]) -> None:
    assert told["conference", "r_conference"][0] == told["journal", "r_journal"][0] == "PROBABLE"


def test_the_other_version_is_to_be_checked(told: dict[tuple[str, str], tuple[str, str]]) -> None:
    other = ("CHECK", "other_version")
    found = {told.get(pair) for pair in [("conference", "r_journal"), ("journal", "r_conference")]}
    assert found <= {other, None}
    assert told["alone", "r_alone"] == other


def test_a_reworded_title_is_taken_where_authors_year_and_meeting_agree(
    told: dict[tuple[str, str], tuple[str, str]],
) -> None:
    assert told["renamed", "r_renamed"][0] == "PROBABLE"


def test_a_column_of_one_title_is_not_told_apart(told: dict[tuple[str, str], tuple[str, str]]) -> None:
    columns = {told[row, record] for row, record in told if row.startswith("column")}
    assert columns == {("CHECK", "recurring_title")}


def test_issn_volume_and_first_page_are_an_identifier(told: dict[tuple[str, str], tuple[str, str]]) -> None:
    verdict, reason = told["serial", "r_serial"]
    assert verdict == "CONFIRMED"
    assert reason.startswith("identifier")


def test_a_chapter_is_found_through_its_host_volume(told: dict[tuple[str, str], tuple[str, str]]) -> None:
    assert told["chapter", "r_host"] == ("PROBABLE", "host_volume")


def compared(**given: str | int | None) -> tuple[str, ...]:
    schema = {name: pl.Int64 if name == "year_gap" else pl.String for name in NOTHING | SURE}
    pair = pl.DataFrame([NOTHING | SURE | given], schema=schema)
    return compare_places(pair).select(PLACE).row(0)


def test_nothing_to_compare_is_missing() -> None:
    assert compared() == ("missing", "missing", "missing")


def test_first_pages_are_compared_and_a_last_page_is_not() -> None:
    assert compared(pages_left="117-125", pages_right="117")[1] == "missing"
    assert compared(pages_left="117-125", pages_right="0117-5")[1] == "same"
    assert compared(pages_left="117-125", pages_right="118-125")[1] == "different"


def test_issues_are_compared_without_leading_zeros() -> None:
    assert compared(issue_left="03", issue_right="3")[2] == "same"
    assert compared(issue_left="3", issue_right="4")[2] == "different"


def test_sure_pairs_teach_what_the_other_side_calls_a_venue() -> None:
    pair = NOTHING | SURE | {"venue_left": "Nordic Retrieval", "venue_right": "Research in Retrieval"}
    schema = {name: pl.Int64 if name == "year_gap" else pl.String for name in pair}
    assert venue_outcomes(pl.DataFrame([pair], schema=schema))["venue_outcome"].to_list() == ["different"]
    assert venue_outcomes(pl.DataFrame([pair] * 5, schema=schema))["venue_outcome"].to_list() == ["same"]
