"""The figures of the data-quality report: what a publisher can hand to its metadata team, with no dump at
hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.catalogue.tables import Catalogue
from stocktake.model import Scheme

_REPAIRED = {"cancelled": "valid ISBN that its record calls cancelled"}
Counts = tuple[tuple[str, int], ...]
"""Names with counts, largest first, then by name."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts over one catalogue.

    Rows: `rows_in` = `rows_used` + `rows_rejected` + `rows_ignored`. Identifier waterfall:
    `identifiers_supplied` = values found in the identifier columns of used rows = `isbn_valid` +
    `isbn_misprinted` + `other_schemes` + `identifiers_unreadable`; `isbn_valid` = `isbn_valid_as_supplied` +
    the sum of `isbn_repaired`. `isbn_shared` = distinct valid ISBNs that stand on more than one title.
    """

    rows_in: int
    rows_used: int
    rows_rejected: int
    rows_ignored: int
    rejected_by_reason: Counts
    ignored_by_rule: Counts
    warnings_by_code: Counts
    titles_without_title: int
    titles_without_contributors: int
    titles_without_identifier: int
    titles_without_valid_isbn: int
    titles_without_year: int
    identifiers_supplied: int
    isbn_valid: int
    isbn_valid_as_supplied: int
    isbn_repaired: Counts
    isbn_misprinted: int
    other_schemes: Counts
    identifiers_unreadable: int
    digits_lost: int
    isbn_shared: int
    columns_mapped: int
    columns_ignored: int
    columns_unknown: int

    def waterfall(self) -> Counts:
        """The identifier waterfall as lines to print, from supplied to what could not be read."""
        return (
            ("supplied", self.identifiers_supplied),
            ("valid ISBN as supplied", self.isbn_valid_as_supplied),
            *((_REPAIRED.get(repair, f"valid ISBN after repair: {repair}"), n) for repair, n in self.isbn_repaired),
            ("ISBN with a wrong check digit", self.isbn_misprinted),
            *((f"other class: {scheme}", n) for scheme, n in self.other_schemes),
            ("digits lost in a spreadsheet", self.digits_lost),
            ("unreadable otherwise", self.identifiers_unreadable - self.digits_lost),
        )


def quality(catalogue: Catalogue) -> Quality:
    """Count one catalogue in memory; nothing is read again."""
    return _counted(lambda name: getattr(catalogue, name).lazy())


def quality_of(tables: Path) -> Quality:
    """The same for the tables that `write_parts` wrote to a folder, without loading them."""
    return _counted(lambda name: pl.scan_parquet(tables / f"{name}.parquet"))


def _counted(scan: Callable[[str], pl.LazyFrame]) -> Quality:
    titles, found = scan("titles"), scan("identifiers")
    scheme, repair = pl.col("scheme"), pl.col("repair")
    valid = found.filter(scheme == Scheme.ISBN13)
    unread = found.filter(scheme == Scheme.OTHER)
    others = found.filter(~scheme.is_in([Scheme.ISBN13, Scheme.ISBN_MISPRINT, Scheme.OTHER]))
    known = found.filter(scheme != Scheme.OTHER)
    shared = valid.group_by("value").agg(pl.col("title_id").n_unique()).filter(pl.col("title_id") > 1)
    rows = scan("files").select(pl.sum("rows_in", "rows_used", "rows_rejected", "rows_ignored")).collect()
    columns = scan("columns")
    return Quality(
        rows_in=int(rows["rows_in"].item()),
        rows_used=int(rows["rows_used"].item()),
        rows_rejected=int(rows["rows_rejected"].item()),
        rows_ignored=int(rows["rows_ignored"].item()),
        rejected_by_reason=_counts(scan("rejected_rows"), "reason"),
        ignored_by_rule=_counts(scan("ignored_rows"), "rule"),
        warnings_by_code=_counts(scan("warnings"), "code"),
        titles_without_title=_n(titles.filter(pl.col("title").is_null())),
        titles_without_contributors=_n(titles.join(scan("contributors"), on="title_id", how="anti")),
        titles_without_identifier=_n(titles.join(known, on="title_id", how="anti")),
        titles_without_valid_isbn=_n(titles.join(valid, on="title_id", how="anti")),
        titles_without_year=_n(titles.filter(pl.col("year").is_null())),
        identifiers_supplied=_n(found),
        isbn_valid=_n(valid),
        isbn_valid_as_supplied=_n(valid.filter(repair.is_null())),
        isbn_repaired=_counts(valid.drop_nulls("repair"), "repair"),
        isbn_misprinted=_n(found.filter(scheme == Scheme.ISBN_MISPRINT)),
        other_schemes=_counts(others, "scheme"),
        identifiers_unreadable=_n(unread),
        digits_lost=_n(unread.filter(repair == "digits_lost")),
        isbn_shared=_n(shared),
        columns_mapped=_n(columns.drop_nulls("mapped_to")),
        columns_ignored=_n(columns.filter(pl.col("how") == "ignored")),
        columns_unknown=_n(columns.filter(pl.col("how") == "unknown")),
    )


def _n(rows: pl.LazyFrame) -> int:
    return int(rows.select(pl.len()).collect(engine="streaming").item())


def _counts(rows: pl.LazyFrame, column: str) -> Counts:
    counted = rows.group_by(column).agg(n=pl.len()).sort("n", column, descending=[True, False], nulls_last=True)
    return tuple(counted.collect().iter_rows())
