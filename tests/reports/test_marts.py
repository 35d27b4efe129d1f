"""Tables that are not those of a run are refused with the table and the column named."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from stocktake.errors import BadInput, DataQualityStop
from stocktake.reports.marts import SCHEMAS, read_marts
from tests.reports.conftest import Run


@pytest.fixture
def tables(run: Run, tmp_path: Path) -> Path:
    return Path(shutil.copytree(run.tables, tmp_path / "tables"))


def change(path: Path, *columns: pl.Expr) -> None:
    frame = pl.read_parquet(path).with_columns(*columns)
    frame.write_parquet(path)


def test_a_missing_table_is_named(tables: Path) -> None:
    (tables / "matches.parquet").unlink()
    with pytest.raises(BadInput, match=r"matches\.parquet: this table of the run is missing"):
        read_marts(tables)


def test_a_missing_column_is_named(tables: Path) -> None:
    pl.read_parquet(tables / "authors.parquet").drop("report_code").write_parquet(tables / "authors.parquet")
    with pytest.raises(BadInput, match="no column report_code"):
        read_marts(tables)


def test_a_title_without_verdict_stops_the_reports(tables: Path) -> None:
    pl.read_parquet(tables / "title_exposure.parquet").head(118).write_parquet(tables / "title_exposure.parquet")
    with pytest.raises(DataQualityStop, match="2 titles have no row in title_exposure"):
        read_marts(tables)


def test_a_report_code_that_is_a_path_is_refused(tables: Path) -> None:
    change(tables / "authors.parquet", pl.lit("../../etc").alias("report_code"))
    with pytest.raises(DataQualityStop, match="cannot be a file name"):
        read_marts(tables)


def test_two_authors_may_not_share_a_code_even_in_another_case(tables: Path) -> None:
    first = pl.read_parquet(tables / "authors.parquet")["report_code"][0]
    code = pl.when(pl.int_range(pl.len()) == 1).then(pl.lit(first.lower())).otherwise("report_code")
    change(tables / "authors.parquet", code.alias("report_code"))
    with pytest.raises(DataQualityStop, match="share a report code"):
        read_marts(tables)


def test_whole_numbers_of_any_width_are_read(tables: Path) -> None:
    change(tables / "title_exposure.parquet", pl.col("n_files").cast(pl.UInt8))
    assert read_marts(tables).title_exposure.schema["n_files"] == SCHEMAS["title_exposure"]["n_files"]


def test_columns_that_no_report_shows_are_never_read(run: Run) -> None:
    assert "locator" in pl.read_parquet_schema(run.tables / "matched_records.parquet")
    assert "locator" not in run.marts.matched_records.columns
    assert "contributors_raw" not in run.marts.titles.columns
