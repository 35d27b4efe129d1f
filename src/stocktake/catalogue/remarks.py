"""Warnings and advice in the words of the report: what was used but needs a look, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from stocktake.catalogue.columns import BY_PROFILE, Column
from stocktake.catalogue.encoding import Decoded
from stocktake.catalogue.grid import Remark
from stocktake.catalogue.identify import LOST
from stocktake.catalogue.mojibake import count_mojibake
from stocktake.catalogue.profile import Profile
from stocktake.catalogue.synonyms import compact, names_other_edition

REJECTED = {
    "no_title_no_identifier": "Give the row a title or a valid identifier, or delete it.",
    "no_name_no_work": "Give the member's row a name or a work (a title or a valid identifier), or delete it.",
    "isbn_digits_lost": "A spreadsheet rounded the ISBN (9.78E+12) and there is no title. "
    "Format the ISBN column as text in the source, enter the ISBN again, and export again.",
    "too_many_cells": "The row has more cells than the header: a delimiter inside a cell is not quoted. "
    "Export again with quoted cells, or as XLSX.",
    "unbalanced_quote": "A quote is opened and not closed, so the cells cannot be told apart. "
    "Double the quotes inside cells, or export as XLSX.",
}
LOST_ADVICE = "A spreadsheet rounded this number. Format the column as text in the source and export again."


def encoding_remarks(decoded: Decoded) -> Iterable[Remark]:
    """What decoding had to put up with."""
    for line in decoded.other_lines:
        yield Remark("other_encoding", "The line is not UTF-8 and was read as Windows-1252. Check its accents.", line)
    if decoded.nuls:
        yield Remark("nul_characters", f"{decoded.nuls} NUL characters were removed.")
    if decoded.guessed:
        advice = f"It was guessed as {decoded.encoding}. If accents look wrong, set `encoding` in the profile."
        yield Remark("encoding_guessed", advice)


def column_remarks(columns: list[Column], profile: Profile, file: str) -> Iterable[Remark]:
    """Columns dropped for privacy, columns no rule maps, and columns the profile names but the file lacks."""
    for column in columns:
        if column.personal and column.detail != BY_PROFILE:
            advice = "The column holds personal data that no match needs. It was dropped; leave it out next time."
            yield Remark("personal_column", advice, column=column.name)
        elif column.how == "unknown" and names_other_edition(column.name):
            advice = "The column identifies another edition than the row's, and is not read."
            yield Remark("other_edition_column", advice, column=column.name)
        elif column.how == "unknown":
            yield Remark("unknown_column", unknown_column(file, column.name), column=column.name)
        elif column.how == "fuzzy" and column.target is not None:
            advice = f"The name is only like a known one and was read as {column.target}. Say so in the profile."
            yield Remark("fuzzy_column", advice, column=column.name)
    present = {compact(column.name) for column in columns}
    for name in profile.mapping:
        if compact(name) not in present:
            advice = f"The profile maps {name!r}, which {file} does not have."
            yield Remark("profile_column_missing", advice, column=name)


def unknown_column(file: str, name: str) -> str:
    """The complaint about one column that no rule maps."""
    return f"{file} has {name!r}, which no rule maps. Add it to the profile, or to its ignore list."


def mojibake_remarks(rows: pl.DataFrame, columns: list[Column], profile: Profile) -> Iterable[Remark]:
    """Columns with cells like "CafÃ©": offered for repair, or the repair logged."""
    for column in columns:
        count = count_mojibake(rows[column.cell]) if column.target else 0
        if count and profile.repair_mojibake:
            yield Remark(
                "mojibake_repaired",
                f"{count} cells were UTF-8 read wrongly, and repaired.",
                column=column.name,
            )
        elif count:
            advice = f"{count} cells look like CafÃ© for Café. Set `repair_mojibake = true` in the profile."
            yield Remark("mojibake", advice, column=column.name)


def row_remarks(rows: pl.DataFrame, expected: int | None) -> pl.DataFrame:
    """Used rows that came misshapen: fewer cells than the header (unless most rows do), a broken quote."""
    if expected is None:
        return pl.DataFrame(schema={"source_line": pl.Int64, "code": pl.String, "advice": pl.String})
    short = pl.col("width") < expected
    trimmed = rows.select(short.sum() > 0.5 * pl.len()).item()
    code = (
        pl.when(pl.col("flaw") == "unbalanced_quote")
        .then(pl.lit("unbalanced_quote"))
        .when(short & (not trimmed))
        .then(pl.lit("short_row"))
    )
    advice = {
        "unbalanced_quote": "A quote is not closed and was read as a plain character. Check the cells.",
        "short_row": "The row has fewer cells than the header. Check that no line break has cut it in two.",
    }
    flawed = rows.select(pl.col("line").alias("source_line"), code.alias("code")).drop_nulls("code")
    return flawed.with_columns(advice=pl.col("code").replace_strict(advice, return_dtype=pl.String))


def lost_digits(titles: pl.DataFrame, identifiers: pl.DataFrame) -> pl.DataFrame:
    """One warning for each rounded number of a used row, with the cell as it stands."""
    lost = identifiers.filter(pl.col("repair") == LOST).select("row", pl.col("value_raw").alias("raw"))
    located = lost.join(titles.select("row", pl.col("line").alias("source_line")), on="row", maintain_order="left")
    return located.with_columns(code=pl.lit("isbn_digits_lost"), advice=pl.lit(LOST_ADVICE))


def remark_frame(remarks: Iterable[Remark]) -> pl.DataFrame:
    """Remarks as rows of the warnings table."""
    rows = [(remark.line, remark.column, remark.code, remark.advice) for remark in remarks]
    schema = {"source_line": pl.Int64, "column": pl.String, "code": pl.String, "advice": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
