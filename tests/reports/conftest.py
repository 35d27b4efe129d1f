"""One rendered run for all tests of this room."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from stocktake.reports import ReportSummary, write_reports
from stocktake.reports.marts import Marts, read_marts
from stocktake.reports.quality_report import quality_report
from tests.reports.catalogue_tables import catalogue_tables
from tests.reports.marts import build_marts
from tests.reports.samples import PROVENANCE


@dataclass(frozen=True)
class Run:
    """The marts of a run and all that was written from them."""

    tables: Path
    reports: Path
    marts: Marts
    summary: ReportSummary

    def pages(self) -> list[Path]:
        return sorted(self.reports.rglob("*.html"))

    def csvs(self) -> list[Path]:
        return sorted(self.reports.rglob("*.csv"))

    def author(self, author_id: str) -> str:
        rows = self.marts.authors.rows_by_key("author_id", named=True, unique=True)
        return (self.reports / "authors" / f"{rows[author_id]['report_code']}.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("run")
    tables = build_marts(folder / "tables")
    summary = write_reports(tables, folder / "reports", PROVENANCE)
    quality_report(catalogue_tables(tables, folder / "catalogue"), folder / "reports", PROVENANCE)
    return Run(tables, folder / "reports", read_marts(tables), summary)
