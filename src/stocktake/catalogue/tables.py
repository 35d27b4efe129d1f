"""The canonical tables that a catalogue is read into, and their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

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


@dataclass(frozen=True)
class Catalogue:
    """Everything read from one catalogue. All text columns are as supplied, cleaned of tags and stray
    characters.

    titles: one row a used row, in order of file, sheet and line; `isbn` joins all ISBN columns by " ; " with
    their formats in brackets. contributors: one row a credit. identifiers: one row an identifier of a title.
    rejected_rows: rows that cannot be used, with reason and advice. ignored_rows: rows left out under a named
    rule. warnings: what was used but needs a look. columns: what became of each column. files: one row a
    sheet, with rows_in = rows_used + rows_rejected + rows_ignored (the header row is not counted).
    """

    titles: pl.DataFrame
    contributors: pl.DataFrame
    identifiers: pl.DataFrame
    rejected_rows: pl.DataFrame
    ignored_rows: pl.DataFrame
    warnings: pl.DataFrame
    columns: pl.DataFrame
    files: pl.DataFrame


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


def joined(parts: Sequence[Catalogue]) -> Catalogue:
    """The parts (one a sheet) as one catalogue, in their order."""
    names = [table.name for table in fields(Catalogue)]
    return Catalogue(**{name: pl.concat([getattr(part, name) for part in parts]) for name in names})
