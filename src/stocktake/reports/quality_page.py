"""`data-quality.html`: what was read of a catalogue, what was not, and what its keepers can mend, most worthwhile
first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from markupsafe import Markup

from stocktake.catalogue.findings import SHEETS, Severity, Tables, prefix_owners
from stocktake.catalogue.quality import Quality, quality_of
from stocktake.intervals import share_of
from stocktake.reports.csv_safe import without_address_column
from stocktake.reports.kinds_found import KindFound, kinds_found
from stocktake.reports.line_ranges import with_line_ranges
from stocktake.reports.pages import write_page
from stocktake.reports.provenance import Provenance
from stocktake.reports.shares import percent
from stocktake.reports.wording import counted

MOST_ROWS = 500
MOST_LETTERS = 240
MOST_EXAMPLES = 12
MOST_PREFIXES = 40
_FIELDS = {
    "title": "Title",
    "contributors": "Contributors",
    "isbn": "ISBN",
    "year": "Year",
    "language": "Language",
    "format": "Format",
    "publisher": "Publisher",
    "imprint": "Imprint",
    "edition": "Edition",
    "work_id": "Work id",
}
_SEVERITY_WORDS = {
    Severity.MEND.value: "to mend",
    Severity.CHECK.value: "to check",
    Severity.NOTE.value: "to note",
}
_WATERFALL = {
    "repaired_zero": "zeros filled in",
    "sbn": "nine-digit SBN",
    "characters": "odd characters",
    "float_tail": "“.0” taken off",
    "gtin14": "out of a GTIN-14",
    "addon_dropped": "add-on taken off",
    "isbn_a": "out of an ISBN-A",
    "doi_embedded": "out of a DOI",
    "cancelled": "cancelled or related",
    "doi": "DOI",
    "issn": "ISSN",
    "asin": "ASIN",
    "ismn": "ISMN (music)",
    "upc": "UPC (goods)",
    "csbn": "CSBN (Chinese)",
}
"""Repairs by which a value became a valid ISBN, and other classes, as they stand beside their bars."""


_RESERVED = {
    "reserved": "the feed reserves the right, or prohibits the use",
    "contradictory": "one statement reserves and another permits",
    "unclear": "the feed speaks of it, but leaves open what is meant, or points elsewhere",
    "permitted": "the feed permits it without limit",
    "silent": "the feed says nothing: neither a reservation nor a permission",
}
"""What each status of a reservation means."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart and the rows of the table under it."""

    key: str
    title: str
    note: str
    svg: Markup
    header: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def write_quality_page(
    tables: Path, findings: Path, reservations: list[tuple[str, int]], into: Path, provenance: Provenance | None
) -> Path:
    """Write the page from canonical tables and their findings. Long lists are cut, and say where the rest stands.

    `reservations` are statuses of text and data mining with their numbers of titles.
    """
    kinds, figures, canonical = kinds_found(findings), quality_of(tables), Tables(tables)
    rejected = canonical.scan("rejected_rows")
    return write_page(
        into / "data-quality.html",
        "data_quality",
        provenance=provenance,
        figures=figures,
        severities=[(words, _n_of(kinds, severity)) for severity, words in _SEVERITY_WORDS.items()],
        n_findings=sum(kind.n for kind in kinds),
        n_certain=sum(kind.n_certain for kind in kinds),
        sheets=[(name, [kind for kind in kinds if kind.fix_sheet == name]) for name in SHEETS],
        examples=_examples(findings, kinds),
        most_examples=MOST_EXAMPLES,
        drawn=_drawn(figures, kinds, canonical),
        prefixes=prefix_owners(canonical).head(MOST_PREFIXES).to_dicts(),
        reservations=[(status, _RESERVED[status], n) for status, n in reservations],
        files=canonical.scan("files").sort("source_file", "sheet", nulls_last=True).collect().to_dicts(),
        columns=_columns(canonical),
        ignored=with_line_ranges(canonical.scan("ignored_rows"), ["source_file", "sheet", "rule"]).to_dicts(),
        reasons=_reasons(rejected),
        rejected=_first_rejected(rejected),
        most_rows=MOST_ROWS,
    )


def _n_of(kinds: list[KindFound], severity: str) -> int:
    return sum(kind.n for kind in kinds if kind.severity == severity)


def _columns(canonical: Tables) -> list[dict[str, Any]]:
    """What each column was read as. Their examples are not read: a name of a column tells, a cell may be personal."""
    columns = canonical.scan("columns").select("source_file", "sheet", "column", "mapped_to", "how", "n_filled")
    return columns.sort("source_file", "sheet", maintain_order=True, nulls_last=True).collect().to_dicts()


def _reasons(rejected: pl.LazyFrame) -> list[dict[str, Any]]:
    counts = rejected.group_by("reason", "advice").agg(pl.len().alias("rows"))
    return counts.sort("rows", "reason", "advice", descending=[True, False, False]).collect().to_dicts()


def _first_rejected(rejected: pl.LazyFrame) -> list[dict[str, Any]]:
    first = rejected.sort("source_file", "sheet", "source_line", "reason", nulls_last=True).head(MOST_ROWS).collect()
    return _readable(first, "raw").to_dicts()


def _examples(findings: Path, kinds: list[KindFound]) -> dict[str, list[dict[str, Any]]]:
    """The first findings of each kind, by the kind's anchor."""
    found = pl.scan_parquet(findings)
    told = [
        (
            kind.anchor,
            found.filter(fix_sheet=kind.fix_sheet, code=kind.code, severity=kind.severity).head(MOST_EXAMPLES),
        )
        for kind in kinds
    ]
    frames = pl.collect_all([rows for _, rows in told])
    readable = (_readable(frame, "value", "correction", "suggestion") for frame in frames)
    return {anchor: frame.to_dicts() for (anchor, _), frame in zip(told, readable, strict=True)}


def _readable(rows: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Long cells cut, addresses taken out."""
    cut = rows.with_columns(
        pl.when(pl.col(name).str.len_chars() > MOST_LETTERS)
        .then(pl.col(name).str.head(MOST_LETTERS) + "…")
        .otherwise(name)
        .alias(name)
        for name in columns
    )
    return cut.with_columns(without_address_column(cut[name]) for name in columns)


def _drawn(figures: Quality, kinds: list[KindFound], canonical: Tables) -> list[Drawn]:
    """The charts of the page that have something to show."""
    made = [_findings_drawn(kinds), _waterfall_drawn(figures), _filled_drawn(canonical)]
    return [drawn for drawn in made if drawn is not None]


def _findings_drawn(kinds: list[KindFound]) -> Drawn | None:
    totals = [(name, [kind for kind in kinds if kind.fix_sheet == name]) for name in SHEETS]
    bars = [(name, sum(kind.n for kind in found)) for name, found in totals if found]
    if not bars:
        return None
    rows = tuple(
        (name, *(_n_of(found, s) for s in _SEVERITY_WORDS), sum(k.n_certain for k in found))
        for name, found in totals
        if found
    )
    header = ("Sheet of the fix list", "To mend", "To check", "To note", "Certain corrections")
    note = "Findings by sheet of the fix list, the most worthwhile sheet first."
    return _bars("findings", "What was found", note, bars, header, rows)


def _waterfall_drawn(figures: Quality) -> Drawn | None:
    if not figures.identifiers_supplied:
        return None
    rows = tuple((words, n) for words, n in waterfall(figures) if n)
    note = (
        "Every value in a column of identifiers, by what it turned out to be: the first bar is the sum of the others."
    )
    return _bars("waterfall", "Identifiers as supplied", note, list(rows), ("What", "Values"), rows)


def waterfall(figures: Quality) -> list[tuple[str, int]]:
    """The identifier waterfall in words: supplied, then every class it falls into."""
    return [
        ("supplied", figures.identifiers_supplied),
        ("valid ISBN as it is", figures.isbn_valid_as_supplied),
        *((f"ISBN, {_WATERFALL.get(repair, repair)}", n) for repair, n in figures.isbn_repaired),
        ("wrong check digit", figures.isbn_misprinted),
        *((_WATERFALL.get(scheme, scheme), n) for scheme, n in figures.other_schemes),
        ("digits lost", figures.digits_lost),
        ("unreadable", figures.identifiers_unreadable - figures.digits_lost),
    ]


def _filled_drawn(canonical: Tables) -> Drawn | None:
    said = canonical.titles.select(pl.len().alias("n"), *(pl.col(name).count() for name in _FIELDS)).collect()
    found = said.row(0, named=True)
    if not found["n"]:
        return None
    rows = tuple(
        (words, found[name], found["n"], percent(share_of(found[name], found["n"]).share))
        for name, words in _FIELDS.items()
    )
    note = f"Titles in which a column says something, of {counted(found['n'], 'title')}."
    bars = [(str(row[0]), int(row[1])) for row in rows]
    return _bars("filled", "What the titles say", note, bars, ("Column", "Filled", "Of", "Share"), rows)


def _bars(
    key: str,
    title: str,
    note: str,
    bars: list[tuple[str, int]],
    header: tuple[str, ...],
    rows: tuple[tuple[object, ...], ...],
) -> Drawn:
    from stocktake.reports import charts  # here: altair takes a second to import
    from stocktake.reports.exposure import Bin

    drawn = charts.bars([Bin(name, n) for name, n in bars], [charts.BLUE] * len(bars), [f"{n:,}" for _, n in bars])
    told = "; ".join(f"{name} {n:,}" for name, n in bars[:8])
    return Drawn(key, title, note, charts.svg(drawn, key, title, f"{note} {told}."), header, rows)
