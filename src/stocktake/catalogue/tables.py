"""The canonical tables that a catalogue is read into, and their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import partial

import polars as pl

from stocktake.catalogue.targets import FIELDS

_TEXT_TITLES = ("title_id", "source_file", "sheet", "source_line", *FIELDS)

SCHEMAS: dict[str, dict[str, type[pl.DataType]]] = {
    "titles": {name: pl.Int64 if name == "source_line" else pl.String for name in _TEXT_TITLES},
    "contributors": {
        "title_id": pl.String,
        "position": pl.Int32,
        **dict.fromkeys(
            ("role", "name_as_credited", "author_id", "family", "given", "suffix", "family_key", "given_key"),
            pl.String,
        ),
    },
    "identifiers": dict.fromkeys(("title_id", "scheme", "value_raw", "value", "repair"), pl.String),
    "name_identifiers": {
        "title_id": pl.String,
        "position": pl.Int32,
        **dict.fromkeys(("scheme", "value_raw", "value"), pl.String),
    },
    "other_names": {
        "title_id": pl.String,
        "position": pl.Int32,
        **dict.fromkeys(("kind", "name", "family", "given", "family_key", "given_key"), pl.String),
    },
    "related": dict.fromkeys(("title_id", "relation", "scheme", "value_raw", "value"), pl.String),
    "reservations": dict.fromkeys(("title_id", "status", "basis", "statement"), pl.String),
    "members": {
        "member_id": pl.String,
        "source_file": pl.String,
        "sheet": pl.String,
        "source_line": pl.Int64,
        **dict.fromkeys(
            (
                "author_id",
                "name_as_registered",
                "family",
                "given",
                "suffix",
                "family_key",
                "given_key",
                "pen_names",
                "isni",
                "ipi",
                "orcid",
            ),
            pl.String,
        ),
    },
    "rejected_rows": {
        "source_file": pl.String,
        "sheet": pl.String,
        "source_line": pl.Int64,
        "reason": pl.String,
        "advice": pl.String,
        "raw": pl.String,
    },
    "ignored_rows": {
        "source_file": pl.String,
        "sheet": pl.String,
        "source_line": pl.Int64,
        "rule": pl.String,
    },
    "warnings": {
        "source_file": pl.String,
        "sheet": pl.String,
        "source_line": pl.Int64,
        "column": pl.String,
        "code": pl.String,
        "advice": pl.String,
        "raw": pl.String,
    },
    "columns": {
        "source_file": pl.String,
        "sheet": pl.String,
        "column": pl.String,
        "mapped_to": pl.String,
        "target": pl.String,
        "how": pl.String,
        "detail": pl.String,
        "n_filled": pl.Int64,
        "example": pl.String,
    },
    "files": {
        "source_file": pl.String,
        "sha256": pl.String,
        "bytes": pl.Int64,
        "sheet": pl.String,
        "format": pl.String,
        "header_line": pl.Int64,
        "encoding": pl.String,
        "delimiter": pl.String,
        "contributors_convention": pl.String,
        "rows_in": pl.Int64,
        "rows_used": pl.Int64,
        "rows_rejected": pl.Int64,
        "rows_ignored": pl.Int64,
        "ignored_reasons": pl.String,
    },
}


def _empty(name: str) -> pl.DataFrame:
    return pl.DataFrame(schema=SCHEMAS[name])


@dataclass(frozen=True)
class Catalogue:
    """Everything read from one catalogue. All text columns are as supplied, cleaned of tags and stray characters.

    titles: one row a used row, in order of file, sheet and line; `isbn` joins all ISBN columns by " ; " with their
    formats in brackets. contributors: one row a credit. identifiers: one row an identifier of a title.
    name_identifiers: one row a number (isni, orcid, ipi) of a credit, `value` null when its check digit is wrong.
    other_names: one row a further name that the file joins to a credit; for matching only, never told in an
    author's report. related: one row a work or product that the file calls related. reservations: one row a
    statement about text and data mining. members: one row a person listed without works. rejected_rows: rows that
    cannot be used, with reason and advice. ignored_rows: rows left out under a named rule. warnings: what was used
    but needs a look. columns: what became of each column. files: one row a sheet, with rows_in = rows_used +
    rows_rejected + rows_ignored (the header row is not counted).
    """

    titles: pl.DataFrame
    contributors: pl.DataFrame
    identifiers: pl.DataFrame
    rejected_rows: pl.DataFrame
    ignored_rows: pl.DataFrame
    warnings: pl.DataFrame
    columns: pl.DataFrame
    files: pl.DataFrame
    name_identifiers: pl.DataFrame = field(default_factory=partial(_empty, "name_identifiers"))
    other_names: pl.DataFrame = field(default_factory=partial(_empty, "other_names"))
    related: pl.DataFrame = field(default_factory=partial(_empty, "related"))
    reservations: pl.DataFrame = field(default_factory=partial(_empty, "reservations"))
    members: pl.DataFrame = field(default_factory=partial(_empty, "members"))


def shaped(name: str, frame: pl.DataFrame, **constants: str | int | None) -> pl.DataFrame:
    """A frame with exactly the columns of table `name`, in order; absent ones come from `constants` or are
    null."""
    schema = SCHEMAS[name]
    return frame.select(
        pl.col(column).cast(dtype)
        if column in frame.columns and column not in constants
        else pl.lit(constants.get(column), dtype).alias(column)
        for column, dtype in schema.items()
    )


def empty_catalogue(**tables: pl.DataFrame) -> Catalogue:
    """A catalogue of nothing but the given tables."""
    return Catalogue(**{name: tables[name] if name in tables else _empty(name) for name in NAMES})


NAMES = tuple(table.name for table in fields(Catalogue))
"""The names of the tables."""


def joined(parts: Sequence[Catalogue]) -> Catalogue:
    """The parts (one a sheet) as one catalogue, in their order."""
    return Catalogue(**{name: pl.concat([getattr(part, name) for part in parts]) for name in NAMES})
