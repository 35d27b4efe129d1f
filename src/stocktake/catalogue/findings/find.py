"""All findings of a catalogue, kind by kind, into one Parquet table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from stocktake.catalogue.findings import duplicates, gaps, numbers, people, prefixes, rows, titles, works, years
from stocktake.catalogue.findings.kinds import KINDS, SHEETS, Kind
from stocktake.catalogue.findings.tables import PLACE, Tables

FINDINGS = pl.Schema(
    {
        "fix_sheet": pl.String(),
        "code": pl.String(),
        "severity": pl.String(),
        "source_file": pl.String(),
        "sheet": pl.String(),
        "source_line": pl.Int64(),
        "row_id": pl.String(),
        "title_id": pl.String(),
        "column": pl.String(),
        "value": pl.String(),
        "correction": pl.String(),
        "suggestion": pl.String(),
        "advice": pl.String(),
    }
)
"""One row a finding. `column` is the user's own heading where there is one; `value` is what stands there; `correction`
is given only where it is certain; `suggestion` is likely and no more; both may be null."""

FINDINGS_FILE = "findings.parquet"

_ORDER = ("source_file", "sheet", "source_line", "title_id", "column", "value", "advice")
_HEADINGS_NAMED = 3

FINDERS: dict[str, Callable[[Tables], pl.LazyFrame]] = {
    **numbers.FINDERS,
    **duplicates.FINDERS,
    **prefixes.FINDERS,
    **works.FINDERS,
    **people.FINDERS,
    **titles.FINDERS,
    **years.FINDERS,
    **gaps.FINDERS,
}


def write_findings(tables: Path) -> Path:
    """Find everything in a folder of canonical tables and write `findings.parquet` beside them.

    The rows stand sheet by sheet of the fix list, the most worthwhile kind first, then by file and line. One kind is in
    memory at a time, so memory grows with the titles that share one flaw. Raises BadInput when a table is missing.
    """
    path = tables / FINDINGS_FILE
    schema = pl.DataFrame(schema=FINDINGS).to_arrow().schema
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for found in _in_order(Tables(tables)):
            if len(found):
                writer.write_table(found.to_arrow())
    return path


def _in_order(tables: Tables) -> Iterator[pl.DataFrame]:
    headings = _headings(tables)
    read_off = {"Rows not used": rows.rejected, "Files and columns": rows.warned}
    for sheet in SHEETS:
        if sheet in read_off:
            yield _shaped(read_off[sheet](tables)).sort("code", *_ORDER).collect(engine="streaming")
        for kind in KINDS:
            if kind.sheet == sheet:
                yield _of_kind(tables, kind, headings)


def _of_kind(tables: Tables, kind: Kind, headings: pl.LazyFrame) -> pl.DataFrame:
    found = FINDERS[kind.code](tables)
    columns = found.collect_schema().names()
    if "source_line" not in columns:
        found = found.join(tables.titles.select(PLACE), on="title_id")
    if "advice" not in columns:
        found = found.with_columns(advice=pl.lit(kind.advice))
    told = found.with_columns(
        fix_sheet=pl.lit(kind.sheet), code=pl.lit(kind.code), severity=pl.lit(kind.severity.value)
    )
    named = told.join(headings, on=["source_file", "sheet", "column"], how="left", nulls_equal=True)
    return _shaped(named.with_columns(column=pl.coalesce("heading", "column"))).sort(_ORDER).collect(engine="streaming")


def _shaped(found: pl.LazyFrame) -> pl.LazyFrame:
    present = found.collect_schema().names()
    return found.select(
        (pl.col(name) if name in present else pl.lit(None)).cast(dtype).alias(name) for name, dtype in FINDINGS.items()
    )


def _headings(tables: Tables) -> pl.LazyFrame:
    """source_file, sheet, column (canonical) and heading: what the user calls the columns that were read as it."""
    read = tables.scan("columns").filter(pl.col("mapped_to").is_not_null() & pl.col("column").is_not_null())
    named = read.group_by("source_file", "sheet", "mapped_to", maintain_order=True).agg(
        n=pl.len(), heading=pl.col("column").head(_HEADINGS_NAMED).str.join(" / ")
    )
    few = named.filter(pl.col("n") <= _HEADINGS_NAMED)
    return few.select("source_file", "sheet", pl.col("mapped_to").alias("column"), "heading")
