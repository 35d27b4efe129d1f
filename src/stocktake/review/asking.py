"""Which pairs to ask about: the doubtful ones, the settled ones nearest to doubt, and a random sample to certify.

* `check`: verdict CHECK, nearest to even odds first;
* `close`: CONFIRMED or PROBABLE, least margin over the best other work first, then least probability;
* `sample`: drawn at random from all CONFIRMED and from all PROBABLE pairs, so many of each. Only these say something
  about precision, so a pair that is both close and drawn says both ("close; sample").

Pairs that a reviewer has settled are asked again by nobody; those on which reviewers disagree or are unsure are.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from stocktake.model import Verdict
from stocktake.review.pair import Pair
from stocktake.review.run_pairs import Run, as_pair
from stocktake.text.hashing import text_hashes

CHECK, CLOSE, SAMPLE = "check", "close", "sample"
SETTLED = (Verdict.CONFIRMED.value, Verdict.PROBABLE.value)


def pairs_to_ask(run: Run, limit: int, sample: int, seed: int) -> list[Pair]:
    """At most `limit` doubtful pairs, as many close ones, and `sample` of each settled verdict; fixed for a seed."""
    open_pairs = run.pairs.filter(~pl.col("reviewer_decision").is_in(["match", "no_match"]).fill_null(False))
    asked = pl.concat(
        [_doubtful(open_pairs).head(limit), _close(open_pairs).head(limit), _drawn(open_pairs, sample, seed)]
    )
    once = asked.group_by("title_id", "record_id", maintain_order=True).agg(
        pl.exclude("asked_as").first(), pl.col("asked_as").str.join("; ")
    )
    return [as_pair(row, run) for row in once.iter_rows(named=True)]


def _doubtful(pairs: pl.DataFrame) -> pl.DataFrame:
    from_even = (pl.col("probability") - 0.5).abs()
    doubtful = pairs.filter(pl.col("verdict") == Verdict.CHECK.value)
    return _asked_as(doubtful.sort(from_even, "title_id", "record_id"), CHECK)


def _close(pairs: pl.DataFrame) -> pl.DataFrame:
    settled = pairs.filter(pl.col("verdict").is_in(SETTLED))
    return _asked_as(settled.sort("margin", "probability", "title_id", "record_id", nulls_last=True), CLOSE)


def _drawn(pairs: pl.DataFrame, n_of_each: int, seed: int) -> pl.DataFrame:
    names = pairs.select(pl.format("{}|{}|{}", pl.lit(seed), "title_id", "record_id")).to_series()
    drawn = pairs.with_columns(pl.Series("lot", text_hashes(names).astype(np.uint64)))
    settled = drawn.filter(pl.col("verdict").is_in(SETTLED)).sort("verdict", "lot", "title_id", "record_id")
    chosen = settled.filter(pl.int_range(pl.len()).over("verdict") < n_of_each)
    return _asked_as(chosen.drop("lot"), SAMPLE)


def _asked_as(pairs: pl.DataFrame, word: str) -> pl.DataFrame:
    return pairs.with_columns(pl.lit(word).alias("asked_as"))
