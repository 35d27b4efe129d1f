"""The tables of a published run that an explanation reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.errors import UsageProblem

READ = (
    *("titles", "identifiers", "title_exposure", "title_stages", "matches", "matched_records", "near_misses"),
    *("explanations", "evidence_words", "run_parameters", "runs"),
)


@dataclass(frozen=True, slots=True)
class RunTables:
    """The folder of tables of one published run."""

    folder: Path

    @classmethod
    def of(cls, run: Path) -> RunTables:
        """Of a published run; a folder that is none, or a run of an older version, is a `UsageProblem`."""
        tables = run / "tables"
        if not (tables / "titles.parquet").is_file():
            raise UsageProblem(f"{run} is not a published run. Name one with --run, for example data/out/latest.")
        missing = [name for name in READ if not (tables / f"{name}.parquet").is_file()]
        if missing:
            raise UsageProblem(
                f"{run} has no table {missing[0]}: it was made by an older version. Run the reconciliation again."
            )
        return cls(tables)

    def scan(self, table: str) -> pl.LazyFrame:
        """One table, not yet read."""
        return pl.scan_parquet(self.folder / f"{table}.parquet")

    def of_title(self, table: str, title_id: str) -> pl.LazyFrame:
        """The rows of one listed title."""
        return self.scan(table).filter(pl.col("title_id") == title_id)

    def only_row(self, table: str) -> dict[str, Any]:
        """The row of a table that has one."""
        return self.scan(table).collect().row(0, named=True)
