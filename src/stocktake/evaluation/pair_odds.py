"""From the weights of fields to the odds of a pair: identifiers and guards added, the probability, the reason."""

from __future__ import annotations

import polars as pl

from stocktake.evaluation.shared_isbn import ISBN_BITS
from stocktake.matching.guards import guard_bits

ODDS = ("bits", "probability", "reason", "evidence")
MOST_BITS = 60.0


def odds(fields: pl.DataFrame, bits: pl.Series, known: pl.DataFrame) -> pl.DataFrame:
    """The columns of ODDS for each pair.

    fields: one column a compared field, in bits. bits: their sum with the odds before anything was compared. known:
    `guard` and `isbn_outcome`. `bits` of the answer has the weights of ISBN and guard in it; `evidence` is a JSON
    object of all weights that are not 0, `prior` first, whose sum is `bits`; `reason` is the guard, else the shared
    ISBN, else the field that speaks most for the side taken (together with the prior, which is no reason).
    """
    identifier = pl.col("isbn_outcome").replace_strict(ISBN_BITS, return_dtype=pl.Float64).alias("identifier")
    added = known.select("guard", "isbn_outcome", identifier, bits=pl.lit(bits) + identifier)
    total = added.with_columns(guard_bits().alias("guard_bits")).with_columns(pl.col("bits") + pl.col("guard_bits"))
    weights = fields.hstack(total.select("identifier", pl.col("guard_bits").alias("guard")))
    whole = total.with_columns(pl.col("bits").round(2))
    prior = (whole["bits"] - weights.sum_horizontal()).round(2).alias("prior")
    return whole.select(
        "bits",
        (1.0 / (1.0 + 2.0 ** -pl.col("bits").clip(-MOST_BITS, MOST_BITS))).round(6).alias("probability"),
        pl.coalesce("guard", _isbn_reason(), pl.lit(_telling(fields, whole["bits"] > 0))).alias("reason"),
        pl.lit(_as_json(pl.select(prior).hstack(weights))).alias("evidence"),
    )


def _isbn_reason() -> pl.Expr:
    return pl.when(pl.col("isbn_outcome") == "shared").then(pl.lit("shared_isbn"))


def _telling(fields: pl.DataFrame, is_for: pl.Series) -> pl.Series:
    """The field with the highest weight where the evidence is for the pair, with the lowest where it is against."""
    signed = fields.select(pl.when(is_for).then(pl.col(name)).otherwise(-pl.col(name)) for name in fields.columns)
    most = signed.select(pl.concat_list(pl.all()).list.arg_max()).to_series()
    return most.replace_strict(range(fields.width), fields.columns, return_dtype=pl.String)


def _as_json(weights: pl.DataFrame) -> pl.Series:
    """`{"prior":-3.1,"title":8.02}`: keys in the order of the columns, two digits, no zeros."""
    parts = [
        pl.when(pl.col(name).round(2) != 0).then(pl.format('"{}":{}', pl.lit(name), pl.col(name).round(2)))
        for name in weights.columns
    ]
    return weights.select(pl.format("{{{}}}", pl.concat_str(parts, separator=",", ignore_nulls=True))).to_series()
