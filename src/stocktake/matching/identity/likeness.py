"""How two names of one catalogue stand to each other: they agree, contradict, or say nothing."""

from __future__ import annotations

import polars as pl

from stocktake.matching.name_pairs import judge_pairs_of_names
from stocktake.matching.names import AGREEING, RANKS
from stocktake.text.nicknames import are_among, nickname_pairs, variant_pairs

SHORTEST_NAME = 3  # letters of a given name that is no abbreviation: "eric" and "erica" are two people


def liken(names: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """`pairs` (`name_left, name_right`: rows of `names`) with `outcome`, `rank`, `agrees` and `contradicts`.

    The outcomes are those of matching, but here two given names in full that are merely spelt alike differ, and so do
    two middle names in full ("Elena Viktorovna" and "Elena Vladimirovna"). Names in two scripts may be spelt in two
    ways, and where nothing joins them they cannot be compared; neither can unlike family names beside a mere initial.
    """
    left, right = names[pairs["name_left"]], names[pairs["name_right"]]
    facts = pl.DataFrame(
        {
            "outcome": judge_pairs_of_names(names, pairs["name_left"], pairs["name_right"]),
            "first_left": left["first"],
            "first_right": right["first"],
            "middles_differ": _middles_differ(left, right),
            "one_script": left["script_key"].is_null() == right["script_key"].is_null(),
        }
    )
    shorter = pl.min_horizontal(pl.col("first_left", "first_right").str.len_chars())
    unequal = pl.col("first_left") != pl.col("first_right")
    spelt_alike = (pl.col("outcome") == "initials_agree") & (shorter >= SHORTEST_NAME) & unequal
    judged = facts.with_columns(
        pl.when(spelt_alike & are_among(nickname_pairs(), pl.col("first_left"), pl.col("first_right")))
        .then(pl.lit("nickname"))
        .when(spelt_alike & are_among(variant_pairs(), pl.col("first_left"), pl.col("first_right")))
        .then(pl.lit("given_translated"))
        .when(spelt_alike & ~pl.col("one_script"))
        .then(pl.lit("transliteration"))
        .when(spelt_alike | (pl.col("middles_differ") & pl.col("one_script")))
        .then(pl.lit("given_differs"))
        .otherwise("outcome")
        .alias("outcome")
    )
    unlike = (pl.col("outcome") == "different") & (shorter > 1) & pl.col("one_script")
    return pairs.hstack(
        judged.select(
            "outcome",
            pl.col("outcome").replace_strict(RANKS, return_dtype=pl.Int8).alias("rank"),
            pl.col("outcome").is_in(AGREEING).alias("agrees"),
            ((pl.col("outcome") == "given_differs") | unlike).alias("contradicts"),
            ((pl.col("outcome") == "different") & ~pl.col("one_script")).alias("is_incomparable"),
        )
    )


def _middles_differ(left: pl.DataFrame, right: pl.DataFrame) -> pl.Series:
    """Behind one first name, a second, third or fourth one stands in full on both sides and is not the same."""
    words = [side["given_key"].str.split(" ").alias(name) for side, name in ((left, "left"), (right, "right"))]
    both = pl.DataFrame([*words, left["given_letters"].alias("l"), right["given_letters"].alias("r")])
    at = [[pl.col(side).list.get(n, null_on_oob=True) for side in ("left", "right")] for n in range(4)]
    unlike = [(one != other) & (one.str.len_chars() > 1) & (other.str.len_chars() > 1) for one, other in at[1:]]
    same_first = at[0][0] == at[0][1]
    differ = same_first & pl.any_horizontal(unlike) & (pl.col("l") != pl.col("r"))
    return both.select(differ.fill_null(value=False).alias("differ")).to_series()
