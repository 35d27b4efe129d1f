"""What a title does not say. A column that a whole sheet leaves empty is one finding, not one a row."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from stocktake.catalogue.findings.tables import PLACE, Tables
from stocktake.model import Scheme
from stocktake.text.distinct import distinct_expr
from stocktake.text.fold import fold
from stocktake.text.language_codes import NOT_A_LANGUAGE
from stocktake.text.vocabulary import words

_SHEET = ["source_file", "sheet"]
_PAPER = pl.col("journal").is_not_null() | (pl.col("contribution_type").str.to_lowercase() == "article").fill_null(
    value=False
)
"""Articles have neither a format nor a publisher of their own."""

_FILLED = {
    "isbn": pl.coalesce("isbn", "doi", "issn").is_not_null(),
    "year": pl.col("year").is_not_null(),
    "publisher": pl.coalesce("publisher", "imprint").is_not_null(),
    "language": pl.col("language").is_not_null(),
    "format": pl.col("format").is_not_null() | pl.col("isbn").str.contains(r"\([^()]+\)").fill_null(value=False),
    "contributors": pl.col("contributors").is_not_null(),
}
"""When a title says something; a format may stand behind its ISBN: "9780306406157 (PB)"."""
_BOOKS_ONLY = ("publisher", "format")


def _asked(name: str) -> pl.Expr:
    return ~_PAPER if name in _BOOKS_ONLY else pl.lit(value=True)


def _missing(name: str) -> Callable[[Tables], pl.LazyFrame]:
    """Titles without a value, in sheets where other titles have one. A format that stands behind an ISBN or in the name
    of its column does not make a column of formats, which a title without an ISBN would leave empty.
    """

    def find(tables: Tables) -> pl.LazyFrame:
        said = pl.col("format").is_not_null() if name == "format" else _FILLED[name]
        filled = tables.titles.group_by(_SHEET).agg(said=said.any()).filter("said")
        gaps = tables.titles.filter(_asked(name) & ~_FILLED[name]).join(filled, on=_SHEET, how="semi")
        return gaps.select(*PLACE, column=pl.lit(name), value=pl.lit(None, pl.String))

    return find


def columns_missing(tables: Tables) -> pl.LazyFrame:
    """One row a sheet and field that no title of the sheet fills."""
    said = tables.titles.group_by(_SHEET).agg(
        n=pl.len(), **{name: (_FILLED[name] | ~_asked(name)).any() for name in _FILLED}
    )
    long = said.unpivot(list(_FILLED), index=[*_SHEET, "n"], variable_name="column", value_name="said")
    advice = pl.format(
        "No title of the sheet gives the {}: add the column to the export if your system holds it.", "column"
    )
    return long.filter(~pl.col("said")).select(
        *_SHEET,
        "column",
        source_line=pl.lit(None, pl.Int64),
        row_id=pl.lit(None, pl.String),
        title_id=pl.lit(None, pl.String),
        value=pl.lit(None, pl.String),
        advice=advice,
    )


def no_identifier(tables: Tables) -> pl.LazyFrame:
    """Titles without an identifier of a known class, and without a damaged one that is a finding itself, in sheets that
    have a column for it.
    """
    having = tables.numbers.filter(
        (pl.col("scheme") != Scheme.OTHER) | (pl.col("repair") == "digits_lost").fill_null(value=False)
    )
    told = tables.titles.group_by(_SHEET).agg(said=_FILLED["isbn"].any()).filter("said")
    gaps = tables.titles.join(having, on="title_id", how="anti").join(told, on=_SHEET, how="semi")
    advice = "Give the {}: without one, only title and author can find the {}."
    paper = pl.format(advice, pl.lit("DOI"), pl.lit("article"))
    return gaps.select(
        *PLACE,
        column=pl.when(_PAPER).then(pl.lit("doi")).otherwise(pl.lit("isbn")),
        value=pl.lit(None, pl.String),
        advice=pl.when(_PAPER).then(paper).otherwise(pl.format(advice, pl.lit("ISBN"), pl.lit("book"))),
    )


_FAMILIES = words(
    """
    afa alg apa art ath aus bad bai bat ber bih bnt btk cai cau cel cmc cpe cpf cpp crp cus dra fiu gem him ijo
    inc ine ira iro kar khi kro map mkh mno mun myn nah nai nic nub oto paa phi pra roa sai sal sem sgn sio sit
    sla smi son ssa tai tup tut wak wen ypk znd
    """
)
"""Codes of ISO 639-2 for families of languages: lawful, though no language is told by them."""


def language_unreadable(tables: Tables) -> pl.LazyFrame:
    """Neither a language nor a code for a family of them, for "several" or for "none"."""
    special = distinct_expr(pl.col("language"), lambda text: fold(text) in NOT_A_LANGUAGE | _FAMILIES, pl.Boolean)
    found = tables.titles.filter(pl.col("language").is_not_null() & pl.col("language_code").is_null() & ~special)
    return found.select(*PLACE, column=pl.lit("language"), value=pl.col("language"))


FINDERS: dict[str, Callable[[Tables], pl.LazyFrame]] = {
    "identifier_missing": no_identifier,
    "language_unreadable": language_unreadable,
    **{f"{name}_missing": _missing(name) for name in _FILLED if name not in ("contributors", "isbn")},
    "column_missing": columns_missing,
}
