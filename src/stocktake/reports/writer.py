"""All reports of a run from its tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stocktake.reports.author_pages import write_author_pages
from stocktake.reports.exports import write_exports
from stocktake.reports.index_page import write_index
from stocktake.reports.marts import read_marts
from stocktake.reports.matching_page import write_matching
from stocktake.reports.member_page import write_members
from stocktake.reports.provenance import Provenance


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What was written. `differing_codes` are reports whose counts are not those of `author_exposure`."""

    n_authors: int
    pages: tuple[Path, ...]
    exports: tuple[Path, ...]
    differing_codes: tuple[str, ...]


def write_reports(
    tables: Path,
    into: Path,
    provenance: Provenance,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> ReportSummary:
    """Write every report of a run: the same tables and provenance give the same bytes.

    `tables` holds the marts as `<name>.parquet`; `into` becomes `authors/<report_code>.html` and `.csv`,
    `summary.html`, `index.html`, `matching-quality.html` and `exports/*.csv`, and what
    `write_members` makes. Reports of authors who no longer stand in the tables are removed, so that none outlives its
    run. `progress(done, total)` counts reports.
    """
    from stocktake.reports.summary_page import write_summary  # here: its charts take a second to import

    marts = read_marts(tables)
    into.mkdir(parents=True, exist_ok=True)
    _remove_others(into / "authors", frozenset(marts.authors["report_code"]))
    n, differing = write_author_pages(marts, into / "authors", provenance, progress, None)
    pages = (
        write_summary(marts, into, provenance),
        write_index(marts, into, provenance),
        write_matching(marts, into, provenance),
        *write_members(marts, into, provenance),
    )
    return ReportSummary(n, pages, write_exports(marts, into / "exports"), differing)


def write_author_report(tables: Path, into: Path, provenance: Provenance, author_id: str) -> ReportSummary:
    """Write one author's page and table again and leave every other file alone."""
    marts = read_marts(tables)
    n, differing = write_author_pages(marts, into / "authors", provenance, None, frozenset([author_id]))
    return ReportSummary(n, (), (), differing)


def _remove_others(folder: Path, codes: frozenset[str]) -> None:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.suffix in (".html", ".csv") and path.stem not in codes:
            path.unlink()
