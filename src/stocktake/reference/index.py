"""The searchable part of a prepared reference: frequencies and blocking keys, made by the same SQL as in a run."""

from __future__ import annotations

from pathlib import Path

import duckdb

from stocktake.settings import Machine
from stocktake.warehouse.connection import add_parquet_source, connect, literal
from stocktake.warehouse.models import build

FREQUENCIES = {
    "tokens": "int_tokens__counted",
    "families": "int_families__counted",
    "titles": "int_titles__counted",
}


def index(store: Path, machine: Machine | None = None) -> None:
    """Add `frequencies/` and `keys/` to a store that holds `records/` and `contributors/`; same input, same bytes."""
    with connect(store / ".index", machine) as con:
        _add_comparable_records(con, store)
        _write_frequencies(con, store)
        _write_keys(con, store)


def _add_comparable_records(con: duckdb.DuckDBPyConnection, store: Path) -> None:
    add_parquet_source(con, "records", store / "records" / "*.parquet")
    add_parquet_source(con, "contributors", store / "contributors" / "*.parquet")
    con.execute(
        "create view comparable_rows as select record_no as row_no, title_key, main_key, parallel_key from records"
    )
    con.execute('create view comparable_names as select record_no as row_no, "position", family_key from contributors')


def _write_frequencies(con: duckdb.DuckDBPyConnection, store: Path) -> None:
    folder = store / "frequencies"
    folder.mkdir(exist_ok=True)
    for stem, table in FREQUENCIES.items():
        build(con, [table])
        _copy(con, f"select * from {table} order by all", folder / f"{stem}.parquet")
    add_parquet_source(con, "token_frequencies", folder / "tokens.parquet")


def _write_keys(con: duckdb.DuckDBPyConnection, store: Path) -> None:
    folder = store / "keys"
    folder.mkdir(exist_ok=True)
    build(con, ["int_rows__blocked"])
    _copy(con, 'select "key", row_no as record_no from int_rows__blocked order by all', folder / "keys.parquet")


def _copy(con: duckdb.DuckDBPyConnection, select: str, target: Path) -> None:
    con.execute(f"copy ({select}) to {literal(target)} (format parquet, compression zstd)")
