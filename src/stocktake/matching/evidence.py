"""Evidence of a pair, field by field: outcome and weight in bits, their sum, and the probability it stands for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from stocktake.matching import weights
from stocktake.matching.names import compare_names
from stocktake.matching.publication import compare_publications
from stocktake.matching.titles import compare_titles

FIELDS = ("identifier", "title", "author", "year", "publisher", "language", "volume", "derivative")
GENERIC_TITLE_BITS = 8.0
PSEUDO_RECORDS = 1000
IDENTIFIER_BITS = 16.0
WEAK_IDENTIFIER_BITS = 9.0


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How common things are in the reference: records in all, by main title, by family name.

    titles: `main_key, n_records`; families: `family_key, n_records`. What is not listed counts as one record.
    """

    n_records: int
    titles: pl.DataFrame
    families: pl.DataFrame

    @property
    def prior_bits(self) -> float:
        """Log2 odds that a record drawn at random is of the listed work: one in all."""
        return -math.log2(max(self.n_records, 2))


def weigh(
    pairs: pl.DataFrame,
    left_names: pl.DataFrame,
    right_names: pl.DataFrame,
    frequencies: Frequencies,
    fixed: weights.FixedWeights = weights.SHIPPED,
) -> pl.DataFrame:
    """Add outcomes, weights, `bits` (posterior log2 odds), `probability` and `score` to pairs.

    pairs: `pair_no, left_no, right_no, n_identifiers, is_weak` and the comparable columns with `_left` and `_right`;
    names: `no, position, family_key, given_key`; fixed: weights of year, publisher, language, volume and derivative, as
    shipped or as a run has learned them. Rows keep their order.
    """
    compared = compare_publications(compare_titles(pairs))
    named = compared.join(
        compare_names(pairs.select("pair_no", "left_no", "right_no"), left_names, right_names),
        on="pair_no",
        how="left",
        maintain_order="left",
    ).with_columns(_author_outcome().alias("author_outcome"))
    informed = _add_information(named, frequencies).with_columns(_identifier_outcome().alias("identifier_outcome"))
    weighted = informed.with_columns(
        _identifier_weight().alias("identifier_weight"),
        _shared(weights.TITLE_SHARE, "title").alias("title_weight"),
        _shared(weights.AUTHOR_SHARE, "author").alias("author_weight"),
        *[_fixed(table, field).alias(f"{field}_weight") for field, table in fixed.items()],
    )
    return _summed(weighted, frequencies.prior_bits)


def _author_outcome() -> pl.Expr:
    """That neither side names anybody is no omission: collections, reports and periodicals go by their titles."""
    nobody = (pl.col("n_names_left") == 0) & (pl.col("n_names_right") == 0)
    return pl.when((pl.col("author_outcome") == "missing") & nobody).then(pl.lit("neither")).otherwise("author_outcome")


def _add_information(pairs: pl.DataFrame, frequencies: Frequencies) -> pl.DataFrame:
    """Bits that an agreement on this title and on this family name is worth: log2(all records / records with it).

    A small reference says little about what is rare in the world, so it is smoothed with PSEUDO_RECORDS records that
    hold neither; a reference of millions is not changed by them.
    """
    titles = frequencies.titles.select(
        pl.col("main_key").alias("main_key_right"), pl.col("n_records").alias("n_same_title")
    )
    families = frequencies.families.select(
        pl.col("family_key").alias("author_family"), pl.col("n_records").alias("n_same_family")
    )
    counted = pairs.join(titles, on="main_key_right", how="left", maintain_order="left").join(
        families, on="author_family", how="left", maintain_order="left"
    )
    most = math.log2(frequencies.n_records + PSEUDO_RECORDS)
    generic = pl.col("is_generic_left").fill_null(False) | pl.col("is_generic_right").fill_null(False)
    title_bits = most - pl.col("n_same_title").fill_null(1).cast(pl.Float64).log(2)
    name_bits = most - pl.col("n_same_family").fill_null(1).cast(pl.Float64).log(2)
    return counted.with_columns(
        title_bits.clip(0.0, pl.when(generic).then(GENERIC_TITLE_BITS).otherwise(weights.MOST_TITLE_BITS)).alias(
            "title_information"
        ),
        name_bits.clip(0.0, weights.MOST_NAME_BITS).alias("author_information"),
    )


def _identifier_outcome() -> pl.Expr:
    return (
        pl.when(pl.col("n_identifiers") == 0)
        .then(pl.lit("none"))
        .when(pl.col("is_weak"))
        .then(pl.lit("shared_after_repair"))
        .when(pl.col("n_identifiers") == 1)
        .then(pl.lit("shared"))
        .otherwise(pl.lit("several_shared"))
    )


def _identifier_weight() -> pl.Expr:
    table = {
        "none": 0.0,
        "shared_after_repair": WEAK_IDENTIFIER_BITS,
        "shared": IDENTIFIER_BITS,
        "several_shared": IDENTIFIER_BITS + 4.0,
    }
    return pl.col("identifier_outcome").replace_strict(table, return_dtype=pl.Float64)


def _shared(table: dict[str, tuple[float, float]], field: str) -> pl.Expr:
    outcome = pl.col(f"{field}_outcome")
    share = outcome.replace_strict({k: v[0] for k, v in table.items()}, return_dtype=pl.Float64)
    fixed = outcome.replace_strict({k: v[1] for k, v in table.items()}, return_dtype=pl.Float64)
    return share * pl.col(f"{field}_information") + fixed


def _fixed(table: Mapping[str, float], field: str) -> pl.Expr:
    return pl.col(f"{field}_outcome").replace_strict(table, return_dtype=pl.Float64)


def _summed(weighted: pl.DataFrame, prior_bits: float) -> pl.DataFrame:
    rounded = weighted.with_columns(pl.col(f"{f}_weight").round(2) for f in FIELDS)
    total = pl.sum_horizontal([pl.col(f"{f}_weight") for f in FIELDS]) + round(prior_bits, 2)
    summed = rounded.with_columns(total.round(2).alias("bits"))
    probability = 1.0 / (1.0 + (2.0 ** (-pl.col("bits").clip(-60.0, 60.0))))
    return summed.with_columns(
        probability.round(6).alias("probability"),
        (50.0 + 2.5 * pl.col("bits")).clip(0.0, 100.0).round(0).alias("score"),
    )
