"""Candidates of members without works as they are shown: cleaned of addresses, in the order of the names looked up."""

from __future__ import annotations

import polars as pl

from stocktake.reports.csv_safe import without_address_column
from stocktake.reports.marts import Marts
from stocktake.reports.wording import AGREEMENT_WORDS

_TEXTS = ("name", "title", "names_on_record", "year", "publisher", "language")
_BY_NAME = (pl.col("name").str.to_lowercase(), pl.col("list_code"))


def lists_shown(marts: Marts) -> pl.DataFrame:
    """One row a name looked up, by name: a registered name and a pen name of one person stand wherever the alphabet
    puts them, each with a code of its own."""
    return _clean(marts.member_names.drop("author_id", "kind")).sort(_BY_NAME)


def candidates_shown(marts: Marts) -> pl.DataFrame:
    """One row a candidate, in the order of `lists_shown` and of its place, with how the name agrees in words."""
    words = pl.col("agreement").replace_strict(AGREEMENT_WORDS, return_dtype=pl.String)
    return (
        _clean(marts.member_candidates.drop("author_id"))
        .with_columns(words.alias("agreement"))
        .sort(*_BY_NAME, "place")
    )


def _clean(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(without_address_column(frame[name]) for name in _TEXTS if name in frame.columns)
