"""What each reviewer says of each pair now: the latest row of each, with those withdrawn left out."""

from __future__ import annotations

import polars as pl

from stocktake.matching.decisions import HISTORY, MD5_DIGITS, WITHDRAWN


def standing_decisions(history: pl.DataFrame) -> pl.DataFrame:
    """One row a pair and reviewer, of the columns of HISTORY with `pair` (a key), in order of pair and reviewer.

    A pair goes by its durable keys where they are there, so that the same pair of two runs is one. Of two rows at the
    same time the later line counts; a missing time is the earliest.
    """
    named = history.with_columns(_pair_key().alias("pair"), pl.col("reviewer").fill_null(""))
    latest = named.sort("decided_at", "line", nulls_last=False).group_by("pair", "reviewer", maintain_order=True).last()
    return latest.filter(pl.col("decision") != WITHDRAWN).select("pair", *HISTORY).sort("pair", "reviewer")


def _pair_key() -> pl.Expr:
    file = pl.col("md5").str.to_lowercase().str.head(MD5_DIGITS)
    title, record = pl.coalesce("title_fingerprint", "title_id"), pl.coalesce(file, "record_id")
    return pl.concat_str(title.fill_null(""), record.fill_null(""), separator=" | ")
