"""Pairs that look alike and are not the same publication: two records of one author whose titles differ in part.

Source: the 250,000 Library of Congress records (US government work). Sequels, series and guides of one author
("Maine 1870 census index", "Connecticut 1870 census index") are what a matcher meets beside the right record; labelled
pairs of a benchmark hold few of them. A few pairs of this set are another printing of the same work under a longer
title: another publication all the same.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

RECORDS = "loc_books/loc_books_2016_part01.parquet"
LEAST_ALIKE, MOST_ALIKE = 45.0, 97.0  # RapidFuzz token_set_ratio of the titles
N_SAME_YEAR, N_OTHER_YEAR = 4000, 2000
FIELDS = ("title", "authors", "year", "publisher", "edition", "pages", "language")


def siblings(data: Path, seed: int = 1) -> pl.DataFrame:
    """Pairs with `left_…` and `right_…` of FIELDS, and `label` 0."""
    records = _records(data)
    author = pl.col("authors").is_not_null() & (pl.col("title").str.len_chars() > 3)
    known = records.filter(author).select("no", "authors", "year", "title")
    pairs = known.join(known, on="authors").filter(pl.col("no") < pl.col("no_right")).sort("no", "no_right")
    titles = [pairs[name].str.to_lowercase().to_list() for name in ("title", "title_right")]
    alike = pl.Series(cpdist(*titles, scorer=fuzz.token_set_ratio))
    near = pairs.filter(alike.is_between(LEAST_ALIKE, MOST_ALIKE))
    same_year = (near["year"] == near["year_right"]).fill_null(value=False)
    picked = pl.concat(
        [_some(near.filter(same_year), N_SAME_YEAR, seed), _some(near.filter(~same_year), N_OTHER_YEAR, seed)]
    )
    return _described(picked, records)


def _records(data: Path) -> pl.DataFrame:
    title = pl.concat_str(pl.col("title_a", "title_b"), separator=" ", ignore_nulls=True)
    named = {
        "title": title,
        "authors": pl.col("author_100"),
        "year": pl.col("year_008").cast(pl.String),
        "publisher": pl.col("publisher"),
        "edition": pl.col("edition_250"),
        "pages": pl.col("pages_300"),
        "language": pl.col("lang"),
    }
    return pl.read_parquet(data / RECORDS).select(**named).with_row_index("no")


def _some(pairs: pl.DataFrame, n: int, seed: int) -> pl.DataFrame:
    kept = np.sort(np.random.default_rng(seed).permutation(pairs.height)[:n])
    return pairs[kept.tolist()]


def _described(pairs: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    sides = [
        pairs.select(number).join(records.rename({"no": number}), on=number, maintain_order="left").drop(number)
        for number in ("no", "no_right")
    ]
    named = [
        side.rename({name: f"{where}_{name}" for name in FIELDS})
        for side, where in zip(sides, ("left", "right"), strict=True)
    ]
    return pl.concat(named, how="horizontal").with_columns(pl.lit("0").alias("label"))
