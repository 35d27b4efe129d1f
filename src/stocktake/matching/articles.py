"""Where two descriptions say that an article appeared: journal or meeting, issue, first page."""

from __future__ import annotations

import polars as pl

from stocktake.text.pages import first_page_expr
from stocktake.text.venues import compare_venues

SURE_TITLES = ("exact", "reordered", "spelling")
SURE_AUTHORS = ("same", "initials_agree")
FEWEST_TAUGHT = 5  # sure pairs of one venue, before they teach what the other side calls it
MOSTLY, SELDOM = 0.5, 0.1
PLACES = ("venue_outcome", "page_outcome", "issue_outcome")


def compare_places(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `venue_outcome, page_outcome, issue_outcome` (same, different, missing; a venue also unclear) to pairs.

    Needs `venue, pages, issue` with `_left` and `_right`, `title_outcome, author_outcome, year_gap`. Rows keep their
    order. Names of venues are compared as texts; where the text does not settle it, the pairs that agree in title,
    author and year teach what the other side calls a journal.
    """
    pages = pairs.with_columns(
        first_page_expr(pl.col("pages_left")).alias("_page_left"),
        first_page_expr(pl.col("pages_right")).alias("_page_right"),
    )
    issues = pages.with_columns(_number(f"issue_{side}").alias(f"_issue_{side}") for side in ("left", "right"))
    placed = issues.with_columns(_outcome("_page").alias("page_outcome"), _outcome("_issue").alias("issue_outcome"))
    known = placed.join(
        venue_outcomes(pairs), on=["venue_left", "venue_right"], how="left", maintain_order="left"
    ).with_columns(pl.col("venue_outcome").fill_null("missing"))
    return known.select(*pairs.columns, *PLACES)


def venue_outcomes(pairs: pl.DataFrame) -> pl.DataFrame:
    """`venue_left, venue_right, venue_outcome`: one row for every two names that stand in a pair."""
    named = pairs.drop_nulls(["venue_left", "venue_right"])
    counted = named.group_by("venue_left", "venue_right").agg(_is_sure().sum().alias("n_sure"))
    names = counted.sort("venue_left", "venue_right")
    texts = [compare_venues(left, right) for left, right in names.select("venue_left", "venue_right").iter_rows()]
    told = names.with_columns(
        pl.Series("text", texts, pl.String),
        *[pl.col("n_sure").sum().over(f"venue_{side}").alias(f"n_{side}") for side in ("left", "right")],
    )
    return told.select("venue_left", "venue_right", _taught().alias("venue_outcome"))


def _is_sure() -> pl.Expr:
    named_alike = pl.col("title_outcome").is_in(SURE_TITLES) & pl.col("author_outcome").is_in(SURE_AUTHORS)
    return (named_alike & (pl.col("year_gap") == 0)).fill_null(value=False)


def _taught() -> pl.Expr:
    """What the text says; if it leaves that open, what most sure pairs of both names say."""
    shares = [pl.col("n_sure") / pl.col(f"n_{side}") for side in ("left", "right")]
    enough = pl.min_horizontal("n_left", "n_right") >= FEWEST_TAUGHT
    usual = enough & (pl.min_horizontal(shares) >= MOSTLY)
    unusual = enough & (pl.max_horizontal(shares) <= SELDOM)
    return (
        pl.when(pl.col("text") == "same")
        .then(pl.lit("same"))
        .when(usual)
        .then(pl.lit("same"))
        .when((pl.col("text") == "unclear") & unusual)
        .then(pl.lit("different"))
        .otherwise("text")
    )


def _number(column: str) -> pl.Expr:
    """An issue as it is compared: "03" is "3"; nothing for an empty one."""
    text = pl.col(column).str.to_lowercase().str.strip_chars().str.strip_chars_start("0")
    return pl.when(text != "").then(text)


def _outcome(column: str) -> pl.Expr:
    left, right = pl.col(f"{column}_left"), pl.col(f"{column}_right")
    return (
        pl.when(left.is_null() | right.is_null())
        .then(pl.lit("missing"))
        .when(left == right)
        .then(pl.lit("same"))
        .otherwise(pl.lit("different"))
    )
