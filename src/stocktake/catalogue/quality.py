"""The figures of the data-quality report: what a publisher can hand to its metadata team, with no dump at
hand."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stocktake.catalogue.tables import Catalogue
from stocktake.model import Scheme

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
            *((f"valid ISBN after repair: {repair}", n) for repair, n in self.isbn_repaired),
            ("ISBN with a wrong check digit", self.isbn_misprinted),
            *((f"other class: {scheme}", n) for scheme, n in self.other_schemes),
            ("digits lost in a spreadsheet", self.digits_lost),
            ("unreadable otherwise", self.identifiers_unreadable - self.digits_lost),
        )


def quality(catalogue: Catalogue) -> Quality:
    """Count one catalogue; nothing is read again."""
    titles, found, files = catalogue.titles, catalogue.identifiers, catalogue.files
    valid = found.filter(pl.col("scheme") == Scheme.ISBN13)
    unread = found.filter(pl.col("scheme") == Scheme.OTHER)
    others = found.filter(~pl.col("scheme").is_in([Scheme.ISBN13, Scheme.ISBN_MISPRINT, Scheme.OTHER]))
    known = found.filter(pl.col("scheme") != Scheme.OTHER)
    return Quality(
        rows_in=int(files["rows_in"].sum()),
        rows_used=int(files["rows_used"].sum()),
        rows_rejected=int(files["rows_rejected"].sum()),
        rows_ignored=int(files["rows_ignored"].sum()),
        rejected_by_reason=_counts(catalogue.rejected_rows["reason"]),
        ignored_by_rule=_counts(catalogue.ignored_rows["rule"]),
        warnings_by_code=_counts(catalogue.warnings["code"]),
        titles_without_title=titles["title"].null_count(),
        titles_without_contributors=_without(titles, catalogue.contributors),
        titles_without_identifier=_without(titles, known),
        titles_without_valid_isbn=_without(titles, valid),
        titles_without_year=titles["year"].null_count(),
        identifiers_supplied=len(found),
        isbn_valid=len(valid),
        isbn_valid_as_supplied=valid["repair"].null_count(),
        isbn_repaired=_counts(valid["repair"].drop_nulls()),
        isbn_misprinted=len(found.filter(pl.col("scheme") == Scheme.ISBN_MISPRINT)),
        other_schemes=_counts(others["scheme"]),
        identifiers_unreadable=len(unread),
        digits_lost=len(unread.filter(pl.col("repair") == "digits_lost")),
        isbn_shared=len(valid.group_by("value").agg(pl.col("title_id").n_unique()).filter(pl.col("title_id") > 1)),
        columns_mapped=catalogue.columns["mapped_to"].count(),
        columns_ignored=_n_how(catalogue, "ignored"),
        columns_unknown=_n_how(catalogue, "unknown"),
    )


def _counts(values: pl.Series) -> Counts:
    return tuple(values.value_counts(name="n").sort(["n", values.name], descending=[True, False]).iter_rows())


def _without(titles: pl.DataFrame, having: pl.DataFrame) -> int:
    return len(titles.join(having, on="title_id", how="anti"))


def _n_how(catalogue: Catalogue, how: str) -> int:
    return len(catalogue.columns.filter(pl.col("how") == how))
