"""The data-quality report of a catalogue, from its canonical tables alone: the page, the fix list, the findings, and of
ONIX feeds the reservations of text and data mining."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stocktake.catalogue.findings import write_findings
from stocktake.catalogue.reservations import counts_of, reservation_audit
from stocktake.reports.csv_safe import write_csv
from stocktake.reports.fix_list import write_fix_list
from stocktake.reports.provenance import Provenance
from stocktake.reports.quality_page import write_quality_page


@dataclass(frozen=True, slots=True)
class QualityReport:
    """What was written."""

    page: Path
    fix_list: Path
    findings: Path
    reservations: Path | None = None


def quality_report(tables: Path, out: Path, provenance: Provenance | None = None) -> QualityReport:
    """Write `out/data-quality.html`, `out/fix-list.xlsx` and `tables/findings.parquet`; of ONIX feeds also
    `out/tdm-reservations.csv`.

    `tables` is a folder of canonical tables as `catalogue.write_parts` leaves it. With a provenance the page is one of
    a run and links to its other pages; without one it stands alone. The same tables give the same bytes. Raises
    BadInput when a table is missing.
    """
    return quality_files(tables, write_findings(tables), out, provenance)


def quality_files(tables: Path, findings: Path, out: Path, provenance: Provenance | None = None) -> QualityReport:
    """The same from findings that are written already."""
    out.mkdir(parents=True, exist_ok=True)
    audit = reservation_audit(tables)
    page = write_quality_page(tables, findings, counts_of(audit), out, provenance)
    reservations = write_csv(audit, out / "tdm-reservations.csv") if len(audit) else None
    return QualityReport(page, write_fix_list(findings, out / "fix-list.xlsx"), findings, reservations)
