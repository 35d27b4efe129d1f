"""Marts in, files out: a page and a table for each author, an index, exports. No judging here."""

from stocktake.reports.provenance import Provenance, SourceFile
from stocktake.reports.writer import ReportSummary, write_author_report, write_reports

__all__ = ["Provenance", "ReportSummary", "SourceFile", "write_author_report", "write_reports"]
