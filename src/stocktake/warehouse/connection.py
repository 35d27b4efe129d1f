"""The one way to open DuckDB: memory, threads and spill folder stated, nothing read from Python locals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from stocktake.settings import Machine


@contextmanager
def connect(folder: Path, machine: Machine | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a working database in `folder` (created if need be), file-backed so that it can spill; closed at the end."""
    machine = machine or Machine()
    folder.mkdir(parents=True, exist_ok=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": machine.threads,
        "memory_limit": f"{machine.memory_gib}GiB",
        "temp_directory": str(folder / "spill"),
        "python_enable_replacements": False,
        "preserve_insertion_order": True,
    }
    con = duckdb.connect(str(folder / "work.duckdb"), config=config)
    try:
        yield con
    finally:
        con.close()


def write_plainly(con: duckdb.DuckDBPyConnection) -> None:
    """From now on new tables are not compressed: half the work of writing them, three times the room on disk."""
    con.execute("set force_compression = 'uncompressed'")


def literal(value: Path | str) -> str:
    """A SQL string literal; used where DuckDB takes no bound value (view definitions, `copy … to`)."""
    return "'" + str(value).replace("'", "''") + "'"


def name(identifier: str) -> str:
    """A quoted SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def add_parquet_source(con: duckdb.DuckDBPyConnection, table: str, files: Path | str) -> None:
    """Make `table` a view over Parquet files (a file or a glob), in file-name order."""
    con.execute(f"create or replace view {name(table)} as select * from read_parquet({literal(files)})")


def add_rows(con: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    """Make `table` (anew) from a frame, once; nothing of the frame stays registered."""
    con.register("rows_given_now", rows.to_arrow())
    con.execute(f"create or replace table {name(table)} as select * from rows_given_now")
    con.unregister("rows_given_now")
