"""ISBNs of given pairs: one on both sides, or two that differ."""

from __future__ import annotations

import polars as pl

from stocktake.model import Scheme
from stocktake.text.distinct import distinct_expr
from stocktake.text.identifiers import parse_identifiers

SIDES = ("left", "right")
# Bits. One number for two books happens (reused, misprinted, of a set): it counts nothing where title and names
# contradict it. Two numbers for one publication happen more: a hardback and a paperback are often one record.
ISBN_BITS = {"shared": 12.0, "shared_against_title_and_author": 0.0, "differ": -2.5, "none": 0.0}


def shared_isbn(pairs: pl.DataFrame, works: pl.DataFrame) -> pl.Series:
    """`isbn_outcome` (a key of ISBN_BITS) of each pair; `works` has `title_outcome` and `author_outcome`.

    A cell may hold several ISBNs; one that both sides name is shared. A missing column is an empty one.
    """
    sides = [_numbers(pairs, side).alias(side) for side in SIDES]
    contradicted = (pl.col("title_outcome") == "different") & (pl.col("author_outcome") == "different")
    n_shared = pl.col("left").list.set_intersection("right").list.len()
    told = (pl.col("left").list.len() > 0) & (pl.col("right").list.len() > 0)
    outcome = (
        pl.when(told & (n_shared > 0) & contradicted)
        .then(pl.lit("shared_against_title_and_author"))
        .when(told & (n_shared > 0))
        .then(pl.lit("shared"))
        .when(told)
        .then(pl.lit("differ"))
        .otherwise(pl.lit("none"))
    )
    known = works.select("title_outcome", "author_outcome").hstack(pairs.with_columns(sides).select(SIDES))
    return known.select(outcome.alias("isbn_outcome")).to_series()


def _numbers(pairs: pl.DataFrame, side: str) -> pl.Expr:
    column = f"{side}_isbn"
    text = pl.col(column).cast(pl.String) if column in pairs.columns else pl.lit(None, pl.String)
    return distinct_expr(text, _isbns, pl.String).str.split(" ")


def _isbns(cell: str) -> str | None:
    found = [each.value for each in parse_identifiers(cell) if each.scheme == Scheme.ISBN13]
    return " ".join(sorted(set(found))) or None
