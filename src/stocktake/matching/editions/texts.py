"""The names of a description as one text, the form in which the measures of an edition compare them."""

from __future__ import annotations

import polars as pl

MOST_NAMES = 12  # a list of hundreds is cut here


def names_as_text(names: pl.DataFrame) -> pl.DataFrame:
    """`no, authors_text, first_author` from names (`no, position, family_key, given_key`), one row a description.

    Every name is family name, then given names; those of a description follow each other in their order.
    """
    name = pl.col("family_key").fill_null("") + " " + pl.col("given_key").fill_null("")
    listed = names.filter(pl.col("position") <= MOST_NAMES).sort("no", "position")
    return (
        listed.with_columns(name.str.strip_chars().alias("name"))
        .group_by("no", maintain_order=True)
        .agg(pl.col("name").str.join(" ").alias("authors_text"), pl.col("name").first().alias("first_author"))
    )
