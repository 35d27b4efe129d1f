"""The author's own copy as a table: a row for each record beside a listed title, or one for a title alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from stocktake.reports.author_rows import AuthorReport
from stocktake.reports.csv_safe import csv_bytes, safe_row
from stocktake.reports.listed import Listed, Work
from stocktake.reports.provenance import Provenance
from stocktake.reports.records import Evidence, Found

LISTED = [
    "report_code",
    "work_number",
    "work_verdict",
    "title_id",
    "row_id",
    "source_line",
    "title",
    "credited_as",
    "role",
    "edition",
    "format",
    "language",
    "imprint",
    "publisher",
    "year",
    "isbn13",
    "title_verdict",
    "title_sentence",
]
RECORD = [
    "record_verdict",
    "relation",
    "method",
    "score_of_100_not_a_probability",
    "reason",
    "sentence",
    "record_id",
    "source_table",
    "md5_first_8",
    "record_title",
    "record_authors",
    "record_series",
    "record_year",
    "record_edition",
    "record_publisher",
    "record_language",
    "record_extension",
    "record_file_size",
    "record_identifiers",
    "record_date",
    "flags",
    "evidence_in_bits",
    "reviewer_decision",
]
RUN = ["snapshot_date", "rules_version", "run_id"]
HEADER = [*LISTED, *RECORD, *RUN]
_NO_RECORD = [""] * len(RECORD)


def author_csv(report: AuthorReport, provenance: Provenance) -> bytes:
    """The file's bytes, every cell made fit for a spreadsheet."""
    run = safe_row([str(provenance.snapshot_date or ""), provenance.rules_version, provenance.run_id])
    return csv_bytes(HEADER, ([*row, *run] for row in _rows(report)))


def _rows(report: AuthorReport) -> Iterator[list[str]]:
    for number, work in enumerate(report.works, 1):
        for title in work.titles:
            ours = safe_row(_listed(report.code, number, work, title))
            for found in title.found:
                yield [*ours, *safe_row(_record(found))]
            if not title.found:
                yield [*ours, *_NO_RECORD]


def _listed(code: str, number: int, work: Work, t: Listed) -> list[object]:
    where = [code, number, work.verdict, t.title_id, t.row_id, t.line]
    what = [t.title, t.credited, t.role, t.edition, t.format, t.language, t.imprint, t.publisher, t.year]
    return [*where, *what, "; ".join(t.isbns), t.verdict, t.sentence]


def _record(f: Found) -> list[object]:
    match = [
        f.verdict,
        f.relation,
        f.method,
        f.score,
        f.reason,
        f.sentence,
        f.record_id,
        f.source_table,
        f.md5,
    ]
    record = [f.title, f.authors, f.series, f.year, f.edition, f.publisher, f.language, f.extension, f.size]
    weighed = "; ".join(map(evidence_text, f.evidence))
    return [*match, *record, f.identifiers, f.added, "; ".join(f.flags), weighed, f.decision]


@lru_cache(maxsize=65_536)
def evidence_text(e: Evidence) -> str:
    """`title exact +14.1`."""
    return f"{e.field} {e.outcome} {e.bits}"
