"""Numbers and rows that stand more than once."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from stocktake.catalogue.findings.kinds import BY_CODE
from stocktake.catalogue.findings.tables import PLACE, Tables
from stocktake.catalogue.targets import FIELDS
from stocktake.model import Scheme

_ALIKE = 0.5  # of the words of the shorter title stand in the other one: a subtitle or a slip, not another book
_ROWS_NAMED = 4
_KEY_OF_ROWS = 0.9  # a column is a key when so large a share of its values differ
_SAID = [field for field in FIELDS if field != "row_id"]


def _where(n: pl.Expr | None = None) -> pl.Expr:
    """ "list.xlsx, Sheet1, line 12"."""
    sheet = pl.when(pl.col("sheet").fill_null("") == "").then(pl.lit("")).otherwise(pl.format(", {}", pl.col("sheet")))
    return pl.format("{}{}, line {}", pl.col("source_file"), sheet, pl.col("source_line"))


def _rows_named(what: str) -> pl.Expr:
    """ "The ISBN stands on 3 rows: list.csv, line 2; list.csv, line 5; …" for groups with `n` and `where`."""
    first = pl.col("where").list.head(_ROWS_NAMED).list.join("; ")
    more = pl.when(pl.col("n") > _ROWS_NAMED).then(pl.lit("; …")).otherwise(pl.lit(""))
    return pl.format("The {} stands on {} rows: {}{}.", pl.lit(what), pl.col("n"), first, more)


def _shared_rows(tables: Tables) -> pl.LazyFrame:
    """One row a title with a shared number, beside the first row of its group; rows that repeat a row do not count."""
    columns = (*PLACE, "work_id", "format", "main_key", "volume_key", "title")
    said = tables.titles.select(*columns, said=pl.struct(_SAID).hash())
    rows = tables.shared.lazy().join(said, on="title_id").sort("source_file", "sheet", "source_line", "title_id")
    rows = rows.unique(["scheme", "value", "said"], keep="first", maintain_order=True)
    rows = rows.with_columns(n=pl.len().over("scheme", "value")).filter(pl.col("n") > 1)
    rows = rows.join(tables.families, on="title_id", how="left", maintain_order="left")
    words = pl.col("main_key").fill_null("").str.split(" ")
    rows = rows.with_columns(words=words, where=_where())
    return rows.with_columns(
        first_words=pl.col("words").first().over("scheme", "value"),
        first_work=pl.col("work_id").first().over("scheme", "value"),
        first_volume=pl.col("volume_key").first().over("scheme", "value"),
        where=pl.col("where").over("scheme", "value", mapping_strategy="join"),
    )


def _judged(tables: Tables) -> pl.LazyFrame:
    """The rows with a shared number, and what the number's group is a case of."""
    common = pl.col("words").list.set_intersection("first_words").list.len()
    shorter = pl.min_horizontal(pl.col("words").list.n_unique(), pl.col("first_words").list.n_unique())
    other_volume = (pl.col("volume_key") != pl.col("first_volume")).fill_null(value=False)
    alike = (common >= _ALIKE * shorter) & ~other_volume
    one_work = (pl.col("work_id") == pl.col("first_work")).fill_null(value=False)
    formats = pl.col("format").str.to_lowercase().drop_nulls().n_unique().over("scheme", "value")
    works = pl.col("work_id").drop_nulls().n_unique().over("scheme", "value")
    rows = _shared_rows(tables).with_columns(unlike=~(alike | one_work), formats=formats, works=works)
    rows = rows.with_columns(unlike=pl.col("unlike").any().over("scheme", "value"))
    case = (
        pl.when(pl.col("scheme") == Scheme.DOI)
        .then(pl.lit("doi_repeated"))
        .when("unlike")
        .then(pl.lit("isbn_reused"))
        .when(pl.col("works") > 1)
        .then(pl.lit("isbn_two_works"))
        .when(pl.col("formats") > 1)
        .then(pl.lit("isbn_two_formats"))
        .otherwise(pl.lit("isbn_repeated"))
    )
    return rows.with_columns(case=case)


_LOOK = {
    "isbn_reused": ("isbn", "title"),
    "isbn_two_works": ("isbn", "work_id"),
    "isbn_two_formats": ("isbn", "format"),
    "isbn_repeated": ("isbn", None),
    "doi_repeated": ("doi", None),
}
"""The column of the number, and the column to show beside it."""


def _shared_number(case: str) -> Callable[[Tables], pl.LazyFrame]:
    column, beside = _LOOK[case]

    def find(tables: Tables) -> pl.LazyFrame:
        value = pl.col("value") if beside is None else pl.format("{} ({})", "value", pl.col(beside).fill_null("–"))
        named = pl.format("{} {}", _rows_named("DOI" if column == "doi" else "ISBN"), pl.lit(BY_CODE[case].advice))
        found = _judged(tables).filter(pl.col("case") == case)
        return found.select(*PLACE, column=pl.lit(column), value=value, advice=named)

    return find


def repeated_rows(tables: Tables) -> pl.LazyFrame:
    """Rows equal in every column but the row id, from the second on; the advice names the first."""
    said = tables.titles.select(*PLACE, "title", said=pl.struct(_SAID).hash())
    often = said.group_by("said").len().filter(pl.col("len") > 1)
    rows = said.join(often, on="said", how="semi").sort("source_file", "sheet", "source_line", "title_id")
    rows = rows.with_columns(place=pl.int_range(pl.len()).over("said"), first=_where().first().over("said"))
    advice = (
        "It says the same as {}: delete one, unless they stand for different products; then say in what they differ."
    )
    return rows.filter(pl.col("place") > 0).select(
        *PLACE, column=pl.lit("title"), value=pl.col("title"), advice=pl.format(advice, "first")
    )


def repeated_row_ids(tables: Tables) -> pl.LazyFrame:
    """Ids on several rows of one sheet, where the column is otherwise a key."""
    own = ["source_file", "sheet"]
    ids = tables.titles.select(PLACE).drop_nulls("row_id")
    keys = ids.group_by(own).agg(pl.col("row_id").n_unique() / pl.len()).filter(pl.col("row_id") >= _KEY_OF_ROWS)
    often = ids.group_by(*own, "row_id").len().filter(pl.col("len") > 1).join(keys.select(own), on=own, how="semi")
    rows = ids.join(often, on=[*own, "row_id"]).sort(*own, "source_line", "title_id")
    lines = pl.col("source_line").cast(pl.String).head(_ROWS_NAMED).over(*own, "row_id", mapping_strategy="join")
    advice = pl.format("It stands on lines {}: give each row an id of its own.", lines.list.join(", "))
    return rows.select(*PLACE, column=pl.lit("row_id"), value=pl.col("row_id"), advice=advice)


FINDERS: dict[str, Callable[[Tables], pl.LazyFrame]] = {
    **{case: _shared_number(case) for case in _LOOK},
    "row_repeated": repeated_rows,
    "row_id_repeated": repeated_row_ids,
}
