"""Checks: selects of offending rows. None is a pass."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from stocktake.errors import DataQualityStop
from stocktake.warehouse.models import Model, load_models


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: how many rows offend."""

    name: str
    n_offending: int


def run_checks(con: duckdb.DuckDBPyConnection, models: dict[str, Model] | None = None) -> list[CheckResult]:
    """Run every model of the `checks` layer, in name order."""
    chosen = [m for m in (models or load_models()).values() if m.layer == "checks"]
    return [CheckResult(m.table, count_rows(con, m.sql)) for m in chosen]


def count_rows(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """How many rows a select gives."""
    return int(con.execute(f"select count(*) from ({sql.strip().rstrip(';')})").fetchall()[0][0])


def stop_on_failure(results: list[CheckResult]) -> None:
    """Raise with every failed check named."""
    failed = [f"{r.name} ({r.n_offending} rows)" for r in results if r.n_offending]
    if failed:
        raise DataQualityStop(
            f"Nothing was published: the result breaks {len(failed)} of its own rules: {', '.join(failed)}. "
            "The last published run is untouched; please report this with the names above."
        )
