"""Given pairs as works: the evidence that both sides are one work, and what the one is to the other."""

from __future__ import annotations

import polars as pl

from stocktake.matching.evidence import FIELDS, Frequencies, weigh
from stocktake.matching.titles import first_that_holds
from stocktake.matching.weights import AUTHOR_SHARE
from stocktake.model import Relation

# A pair has no reference beside it to count titles in. It is weighed as one candidate of a middling reference, where a
# short title is on many records: each letter halves the number by this many bits.
N_RECORDS = 2**20
BITS_PER_LETTER = 1.2
# Years between two papers, and what they weigh in bits: hardly any preprint waits so long for its article.
APART, FAR_APART = 3, 5
PAPERS_APART, FAR_PAPERS = -2.0, -5.0
# log2 of the share of a title outcome among pairs of one publication (Goldfinch) by its share among pairs of different
# books of one author (Library of Congress); the outcomes that are not listed are rare among the latter.
AGAINST_SIBLINGS = {
    "contained": 0.5,
    "other_subtitle": -0.5,
    "other_in_series": -2.0,
    "similar": -4.0,
    "different": -7.5,
}
OTHER_VOLUME = -6.0  # the next volume of a set agrees in everything else
SAME_WORK_TITLES = (
    "exact",
    "same_without_subtitle",
    "parallel_title",
    "numerals",
    "truncated",
    "reordered",
    "spelling",
    "spelling_without_subtitle",
)
OTHER_AUTHORS = ("different", "given_differs", "missing", "neither")


def compare_works(
    described: pl.DataFrame, left_names: pl.DataFrame, right_names: pl.DataFrame, papers: pl.Series
) -> pl.DataFrame:
    """Outcomes and weights in bits of `matching.evidence.weigh` for each pair, in the order given.

    described: comparable columns with `_left` and `_right`; names: `no` is the row of the pair; papers: whether a pair
    is of articles or chapters. Two weights are put right, for want of a reference that could tell: authors weigh by the
    share that agrees where both sides name others too (a reviewer beside the author of the book), and the versions
    of a paper lie a few years apart. A title that agrees in part tells no book of an author from the next one,
    however rare its words and the name are: `rival_weight` takes off what exceeds AGAINST_SIBLINGS.
    """
    numbers = [pl.int_range(pl.len(), dtype=pl.UInt32).alias(name) for name in ("pair_no", "left_no", "right_no")]
    numbered = described.with_columns(*numbers, pl.lit(0).alias("n_identifiers"), pl.lit(False).alias("is_weak"))
    weighed = weigh(numbered, left_names, right_names, _frequencies(described))
    righted = weighed.with_columns(_authors(), _years(papers))
    changed = pl.sum_horizontal(righted[f"{f}_weight"] - weighed[f"{f}_weight"] for f in ("author", "year"))
    summed = righted.with_columns(bits=pl.col("bits") + changed).with_columns(_rival())
    return summed.with_columns((pl.col("bits") + pl.col("rival_weight")).round(2).alias("bits"))


def work_weights(works: pl.DataFrame) -> pl.DataFrame:
    """One column a field, in bits."""
    fields = [field for field in (*FIELDS, "rival") if field != "identifier"]
    return works.select(pl.col(f"{field}_weight").alias(field) for field in fields)


def _rival() -> pl.Expr:
    """What the bits exceed those by which title and volume tell the work from another book of its author."""
    told = pl.col("title_outcome").replace_strict(AGAINST_SIBLINGS, default=None, return_dtype=pl.Float64)
    most = pl.when(pl.col("volume_outcome") == "different").then(OTHER_VOLUME).otherwise(told)
    return pl.min_horizontal(most - pl.col("bits"), 0.0).fill_null(0.0).alias("rival_weight")


def _authors() -> pl.Expr:
    """The weight of what agrees, by its share among the names of the shorter list, and of what contradicts."""
    fewest = pl.min_horizontal("n_names_left", "n_names_right")
    share = pl.col("n_names_agreed") / fewest
    mixed = (pl.col("n_names_agreed") > 0) & (share < 1) & (pl.col("author_weight") > 0)
    shared = pl.col("author_weight") * share + AUTHOR_SHARE["different"][1] * (1 - share)
    return pl.when(mixed).then(shared.round(2)).otherwise("author_weight").alias("author_weight")


def _years(papers: pl.Series) -> pl.Expr:
    gap = (pl.col("year_number_left").cast(pl.Int32) - pl.col("year_number_right").cast(pl.Int32)).abs()
    apart = pl.when(gap >= FAR_APART).then(FAR_PAPERS).when(gap >= APART).then(PAPERS_APART)
    return pl.when(pl.lit(papers)).then(apart).fill_null(pl.col("year_weight")).alias("year_weight")


def related(works: pl.DataFrame, probability: pl.Series, guard: pl.Series) -> pl.Series:
    """`relation`: same edition where the publication is the same by more than even odds; else what title, names and
    language say of the works. The answer does not depend on what is asked of the pairs.
    """
    same_names = ~pl.col("author_outcome").is_in(OTHER_AUTHORS)
    same_work = pl.col("title_outcome").is_in(SAME_WORK_TITLES) & same_names
    derived = (pl.col("derivative_outcome") != "none") | pl.lit(guard).is_in(["derivative", "component"])
    relations = {
        Relation.SAME_EDITION.value: pl.lit(probability) >= 0.5,
        Relation.DERIVATIVE.value: derived & (pl.col("title_outcome") != "different"),
        Relation.DIFFERENT.value: ~same_work | (pl.col("volume_outcome") == "different"),
        Relation.TRANSLATION.value: pl.col("language_outcome") == "different",
    }
    return works.select(first_that_holds(relations, Relation.OTHER_EDITION.value).alias("relation")).to_series()


def _frequencies(described: pl.DataFrame) -> Frequencies:
    titles = described.select(pl.col("main_key_right").alias("main_key")).drop_nulls().unique(maintain_order=True)
    letters = pl.col("main_key").str.replace_all(" ", "", literal=True).str.len_chars()
    n_records = (N_RECORDS / 2 ** (letters * BITS_PER_LETTER)).clip(1.0).round().cast(pl.UInt32)
    families = pl.DataFrame(schema={"family_key": pl.String, "n_records": pl.UInt32})
    return Frequencies(N_RECORDS, titles.with_columns(n_records.alias("n_records")), families)
