"""The canonical tables that stand behind a run's marts: its files, columns and rejected rows, and no titles."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stocktake.catalogue.tables import SCHEMAS, shaped
from stocktake.text.comparable import with_comparable_columns

_MARTS = {"files": "source_files", "columns": "columns_read", "rejected_rows": "rejected_rows"}


def catalogue_tables(marts: Path, into: Path) -> Path:
    """Write them to a folder."""
    into.mkdir()
    for name, schema in SCHEMAS.items():
        empty = pl.DataFrame(schema=schema)
        known = pl.read_parquet(marts / f"{_MARTS[name]}.parquet") if name in _MARTS else empty
        frame = shaped(name, known) if name in _MARTS else empty
        whole = with_comparable_columns(frame) if name == "titles" else frame
        whole.write_parquet(into / f"{name}.parquet")
    return into
