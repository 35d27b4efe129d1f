"""What the readers said themselves: rows that could not be used, and warnings about rows, columns and files."""

from __future__ import annotations

import polars as pl

from stocktake.catalogue.findings.kinds import Severity
from stocktake.catalogue.findings.tables import Tables

_TOLD_ELSEWHERE = ["isbn_digits_lost", "mojibake"]
"""Warnings that stand in the findings row by row, with what can be done about each."""


def rejected(tables: Tables) -> pl.LazyFrame:
    """The rows that could not be used."""
    return tables.scan("rejected_rows").select(
        "source_file", "sheet", "source_line", "advice", code="reason", fix_sheet=pl.lit("Rows not used"),
        severity=pl.lit(Severity.MEND.value), column=pl.lit(None, pl.String), value="raw",
    )  # fmt: skip


def warned(tables: Tables) -> pl.LazyFrame:
    """Warnings about a row are to be checked; those about a file or column are worth knowing."""
    of_row = pl.col("source_line").is_not_null()
    severity = pl.when(of_row).then(pl.lit(Severity.CHECK.value)).otherwise(pl.lit(Severity.NOTE.value))
    kept = tables.scan("warnings").filter(~pl.col("code").is_in(_TOLD_ELSEWHERE))
    return kept.select(
        "source_file", "sheet", "source_line", "column", "code", "advice", value="raw",
        fix_sheet=pl.lit("Files and columns"), severity=severity,
    )  # fmt: skip
