"""INSERTs that name only some of a table's columns, in an order of their own."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from stocktake.errors import BadInput
from stocktake.reference.store import build
from tests.reference.schemas import UPDATED_COLUMNS

CREATED = "CREATE TABLE `updated` (\n" + ",\n".join(f"  `{c}` varchar(99)" for c in UPDATED_COLUMNS) + "\n);\n"


def dump(folder: Path, insert: str) -> Path:
    path = folder / "updated.sql"
    path.write_text(CREATED + insert)
    return path


def test_a_few_columns_in_another_order_are_read_by_name(tmp_path: Path) -> None:
    insert = "INSERT INTO `updated` (`MD5`,`Author`,`ID`,`Title`) VALUES ('" + "a" * 32 + "','Ann Lee',7,'Tides');\n"
    summary = build([dump(tmp_path, insert)], tmp_path / "store")
    row = pl.read_parquet(tmp_path / "store" / "records" / "*.parquet").row(0, named=True)
    assert (row["record_id"], row["title"], row["authors"], row["year"]) == ("updated:7", "Tides", "Ann Lee", None)
    assert summary.warnings == ()


def test_a_missing_essential_column_is_named(tmp_path: Path) -> None:
    insert = "INSERT INTO `updated` (`Author`,`ID`,`Title`) VALUES ('Ann Lee',7,'Tides');\n"
    with pytest.raises(BadInput, match="no column `md5`"):
        build([dump(tmp_path, insert)], tmp_path / "store")


def test_a_folder_stands_for_its_data_files_only(tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    folder.mkdir()
    dump(folder, "INSERT INTO `updated` (`MD5`,`Author`,`ID`,`Title`) VALUES ('" + "b" * 32 + "','A',1,'T');\n")
    (folder / "LICENSE").write_text("do as you like")
    assert build([folder], tmp_path / "store").n_records == 1
