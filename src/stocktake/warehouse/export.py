"""Marts out of the working database: Parquet files, and a DuckDB file of their own with comments."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from stocktake.warehouse.connection import literal, name
from stocktake.warehouse.models import add_comments, load_models


def write_tables(con: duckdb.DuckDBPyConnection, tables: Iterable[str], folder: Path) -> dict[str, int]:
    """Write each table to `<folder>/<table>.parquet`, in its own order; give the row counts."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for table in tables:
        target = literal(folder / f"{table}.parquet")
        con.execute(f"copy (select * from {name(table)}) to {target} (format parquet, compression zstd)")
        counts[table] = con.execute(f"select count(*) from {name(table)}").fetchall()[0][0]
    return counts


def write_database(path: Path, tables: Path) -> None:
    """Make a DuckDB file from a folder of Parquet tables, each table and column with its comment."""
    path.unlink(missing_ok=True)
    models = load_models()
    with duckdb.connect(str(path)) as con:
        for file in sorted(tables.glob("*.parquet")):
            con.execute(f"create table {name(file.stem)} as select * from read_parquet({literal(file)})")
            if file.stem in models:
                add_comments(con, models[file.stem])
