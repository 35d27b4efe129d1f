"""What is left out of a store comes back the same, in Polars and in SQL."""

from __future__ import annotations

import duckdb
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.reference.prepared.stored import as_stored, with_keys
from stocktake.text.comparable import with_comparable_columns
from stocktake.warehouse.models import load_models
from tests.sql.given import empty_sources

TITLES = [
    "The Sky Pilot: a tale",
    "A treatise, 2nd ed.",
    "An  odd -- title!",
    "the the",
    "A",
    "Café society",
    "  ",
    "17",
    "Война и мир",
    "Straße & Co. (Vol. 2)",
    "It's",
    "x" * 300,
    None,
]


def records(titles: list[str | None]) -> pl.DataFrame:
    named = pl.DataFrame({"title": titles}, schema={"title": pl.String})
    numbered = named.with_columns(record_no=pl.int_range(len(titles), dtype=pl.UInt32), doi=pl.lit(None, pl.String))
    return with_comparable_columns(numbered)


def restored_by_sql(stored: pl.DataFrame) -> pl.DataFrame:
    with duckdb.connect() as con:
        whole = pl.concat([empty_sources()["reference_records"], stored], how="diagonal_relaxed")
        con.register("stg_reference__records", whole.to_arrow())
        con.execute("create table int_pairs__united as select record_no from stg_reference__records")
        con.execute("create table int_isbns__held as select record_no from int_pairs__united limit 0")
        sql = load_models()["int_records__proposed"].sql
        frame: pl.DataFrame = con.sql(f"select * from ({sql.rstrip().rstrip(';')}) order by record_no").pl()
        return frame


@settings(max_examples=25)
@given(st.lists(st.sampled_from(TITLES) | st.text(max_size=30), min_size=1, max_size=8))
def test_title_keys_come_back(titles: list[str | None]) -> None:
    before = records(titles)
    stored = as_stored("records", before)
    keys = ("title_key", "main_key")
    assert with_keys(stored).select(keys).equals(before.select(keys))
    assert restored_by_sql(stored).select(keys).equals(before.select(keys))


def test_plain_titles_take_no_room() -> None:
    stored = as_stored("records", records(["The grey harbour", "Café society"]))
    assert stored["title_key"].to_list() == ["", "cafe society"]
    assert stored["main_key"].to_list() == ["", ""]


def test_a_doi_is_left_out_only_if_it_stands_among_the_identifiers() -> None:
    given = records(["a", "b", "c"]).with_columns(doi=pl.Series(["10.1000/1", "doi:10.1000/2", "none"]))
    assert as_stored("records", given)["doi"].to_list() == [None, "doi:10.1000/2", "none"]
