"""Canonical tables on disk: parts are written as they come, so that a catalogue of any size takes bounded memory."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from stocktake.catalogue.tables import NAMES, SCHEMAS, Catalogue, empty_catalogue
from stocktake.text.comparable import with_comparable_columns

if TYPE_CHECKING:
    import pyarrow.parquet as pq


def write_parts(parts: Iterable[Catalogue], folder: Path) -> dict[str, int]:
    """Write `<table>.parquet` for every canonical table, titles with the columns they are compared on; give the counts
    rows_in, rows_used, rows_rejected and rows_ignored.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys(("rows_in", "rows_used", "rows_rejected", "rows_ignored"), 0)
    with ExitStack() as opened:
        writers = {name: opened.enter_context(_writer(folder, name)) for name in NAMES}
        for part in parts:
            for name, writer in writers.items():
                _write(writer, name, getattr(part, name))
            for count in counts:
                counts[count] += int(part.files[count].sum())
    return counts


def load_accounts(folder: Path) -> Catalogue:
    """What became of files, columns and rows; the titles and what hangs on them stay on disk."""
    names = ("rejected_rows", "ignored_rows", "warnings", "columns", "files")
    return empty_catalogue(
        **{name: pl.read_parquet(folder / f"{name}.parquet").select(*SCHEMAS[name]) for name in names}
    )


def _writer(folder: Path, name: str) -> pq.ParquetWriter:
    """PyArrow is loaded here: whoever only reads is spared thirty megabytes."""
    import pyarrow.parquet as pq

    empty = _with_compared(name, pl.DataFrame(schema=SCHEMAS[name]))
    return pq.ParquetWriter(folder / f"{name}.parquet", empty.to_arrow().schema, compression="zstd")


def _write(writer: pq.ParquetWriter, name: str, frame: pl.DataFrame) -> None:
    if len(frame):
        writer.write_table(_with_compared(name, frame).to_arrow())


def _with_compared(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    return with_comparable_columns(frame) if name == "titles" else frame
