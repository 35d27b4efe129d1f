"""The tables that the matching SQL starts from: the catalogue's canonical files and the prepared reference."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from stocktake.matching.aliases import read_aliases
from stocktake.settings import Rules
from stocktake.warehouse.connection import add_parquet_source, add_rows

CATALOGUE_TABLES = (
    "titles",
    "contributors",
    "identifiers",
    "name_identifiers",
    "other_names",
    "related",
    "members",
    "rejected_rows",
    "columns",
    "files",
)
REFERENCE_TABLES = ("records", "identifiers", "contributors", "keys")
FREQUENCIES = {"token_frequencies": "tokens", "family_frequencies": "families", "title_frequencies": "titles"}


def add_sources(
    con: duckdb.DuckDBPyConnection, catalogue: Path, reference: Path, rules: Rules, aliases: Path | None = None
) -> None:
    """Register both sides, the frequencies, the settings and the user's alias table.

    `catalogue` holds `<table>.parquet`; `reference` is a prepared store; `aliases` is a CSV (see `read_aliases`).
    """
    for table in CATALOGUE_TABLES:
        add_parquet_source(con, f"catalogue_{table}", catalogue / f"{table}.parquet")
    for table in REFERENCE_TABLES:
        add_parquet_source(con, f"reference_{table}", reference / table / "*.parquet")
    for view, stem in FREQUENCIES.items():
        add_parquet_source(con, view, reference / "frequencies" / f"{stem}.parquet")
    add_rows(con, "rules_given", pl.DataFrame([rules.as_row()]))
    add_rows(con, "aliases_given", read_aliases(aliases))
