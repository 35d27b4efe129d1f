"""Members without works: people whom a members' list names beside no title and no identifier.

What tells them from a book list's broken row is the list, not the row. A list is one of members when a column says so
by its name: member, society or rightsholder numbers and names, pen names, an IPI (which no book list has). A table with
names and no column of titles or identifiers at all is one too, if it is the only table of its file and every column of
it is understood: an unknown column might be the titles. Anywhere else a row without title and identifier stays
rejected.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from stocktake.catalogue.columns import Column, of_field, usable
from stocktake.catalogue.people import People
from stocktake.catalogue.person_numbers import values_of
from stocktake.catalogue.words import words
from stocktake.text.contributors import contributors_frame
from stocktake.text.fold import fold
from stocktake.text.person_ids import SCHEMES, person_ids

NO_NAME = "no_name_no_work"
_OF_SOCIETIES = ("pen_names", "ipi")
_OF_PEOPLE = ("contributors", "author_id", "isni", "orcid")
_NUMBERS_OF_WORKS = ("isbn", "doi", "issn")
_WORDS_OF_WORKS = ("subtitle", "journal", "host")
_BETWEEN = " ; "


def lists_members(columns: list[Column], *, alone: bool) -> bool:
    """Whether rows without works are members. `alone`: no other table stands in the file."""
    if not _has_names(columns):
        return False
    return _says_so(columns) or (alone and not usable(columns) and not _may_hold_titles(columns))


def _has_names(columns: list[Column]) -> bool:
    return bool(of_field(columns, "contributors") or of_field(columns, "contributors", "family"))


def _says_so(columns: Iterable[Column]) -> bool:
    return any(
        column.target is not None
        and (
            column.target.field in _OF_SOCIETIES
            or (column.target.field in _OF_PEOPLE and not words("member").isdisjoint(fold(column.name).split()))
        )
        for column in columns
    )


def _may_hold_titles(columns: Iterable[Column]) -> bool:
    return any(column.how == "unknown" and column.n_filled for column in columns)


def member_rows(titles: pl.DataFrame, cells: pl.DataFrame, columns: list[Column], people: People) -> pl.DataFrame:
    """The rows of a members' list that name somebody and no work: row, line and the columns of the table `members`.

    `titles` are the canonical rows with the `reason` for which they cannot be titles. Anything that looks like a part
    of a work (a subtitle, a journal, digits under ISBN; not "n/a") leaves the row rejected: somebody has to look at it.
    Several names in one cell are names of the one member, the first being the registered one.
    """
    no_number = (pl.col(field).str.contains("[0-9]").not_().fill_null(value=True) for field in _NUMBERS_OF_WORKS)
    no_words = (pl.col(field).is_null() for field in _WORDS_OF_WORKS)
    is_bare = (pl.col("reason") == "no_title_no_identifier") & pl.all_horizontal(*no_number, *no_words)
    bare = titles.filter(is_bare)
    names = contributors_frame(bare, "row", "contributors", people.convention)
    first = names.filter(pl.col("position") == 1).rename({"name_as_credited": "name_as_registered"})
    further = names.filter(pl.col("position") > 1).select("row", pl.col("name_as_credited").alias("raw"))
    listed = bare.select("row", "line", "author_id").join(first, on="row", maintain_order="left")
    rows = cells.join(listed.select("row"), on="row", how="semi", maintain_order="left")
    pen_names = pl.concat([_same_rows(values_of(rows, columns, "pen_names"), bare), further])
    others = {"pen_names": pen_names} | {scheme: _numbers(rows, columns, scheme) for scheme in SCHEMES}
    for field, values in others.items():
        listed = listed.join(_in_one(_same_rows(values, bare), field), on="row", how="left", maintain_order="left")
    return listed


def _same_rows(values: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    return values.with_columns(pl.col("row").cast(frame.schema["row"]))


def _numbers(rows: pl.DataFrame, columns: list[Column], scheme: str) -> pl.DataFrame:
    values = values_of(rows, columns, scheme)
    schemes = pl.Series([scheme], dtype=pl.String).new_from_index(0, len(values))
    return values.with_columns(person_ids(schemes, values["raw"]).alias("raw")).drop_nulls("raw")


def _in_one(values: pl.DataFrame, field: str) -> pl.DataFrame:
    kept = values.unique(maintain_order=True)
    return kept.group_by("row", maintain_order=True).agg(pl.col("raw").str.join(_BETWEEN).alias(field))


def without_members(titles: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """The other rows of a members' list; those without a name and a work say so."""
    others = titles.join(members.select("row"), on="row", how="anti", maintain_order="left")
    nobody = (pl.col("reason") == "no_title_no_identifier") & pl.col("contributors").is_null()
    return others.with_columns(reason=pl.when(nobody).then(pl.lit(NO_NAME)).otherwise("reason"))
