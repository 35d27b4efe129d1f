"""Names that may be one person's though they are spelt in two ways, without comparing all with all."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stocktake.matching.identity.likeness import liken
from stocktake.text.nicknames import BETWEEN, nickname_pairs, variant_pairs

LARGEST_KEY = 200  # names behind one key; behind more, nothing is compared, and that is told
LONGEST_INITIAL = 2  # letters: "k", "wm"
OF_ONE_FAMILY = (
    "same",
    "same_without_middle",
    "initials_agree",
    "nickname",
    "given_translated",
    "parts_swapped",
    "family_only",
)
OF_ANOTHER_SPELLING = ("transliteration", "part_of_family", "spelling")


@dataclass(frozen=True, slots=True)
class Variants:
    """pairs: `name_left, name_right, outcome, rank` of names that agree. crowded: `key, n_names` left out."""

    pairs: pl.DataFrame
    crowded: pl.DataFrame


def variants(names: pl.DataFrame) -> Variants:
    """All pairs of `described_names` (with `name`) that agree and are no equal whole names.

    Compared are names that share a key: the family name with the first given name, with an initial of it, with another
    form of it (nickname, other language) or, where one has no given name, alone; all letters of the name in any order;
    the sound of the family name, or one of its parts, with the first given name.
    """
    keyed = [*_keys(names), _forms(names)]
    pairs, crowded = [], []
    for keys in keyed:
        sized = keys.with_columns(pl.len().over("key").alias("n_names"))
        crowded.append(sized.filter(pl.col("n_names") > LARGEST_KEY).select("key", "n_names"))
        few = sized.filter(pl.col("n_names").is_between(2, LARGEST_KEY)).drop("n_names")
        pairs.append(_pairs(few))
    whole = names["whole_name"]
    distinct = pl.concat(pairs).unique().sort("name_left", "name_right")
    spelt_otherwise = distinct.filter(whole[distinct["name_left"]] != whole[distinct["name_right"]])
    liked = liken(names, spelt_otherwise).filter("agrees").drop("agrees", "contradicts", "is_incomparable")
    return Variants(liked, pl.concat(crowded).unique().sort("key"))


def _pairs(keys: pl.DataFrame) -> pl.DataFrame:
    """Any two names of one key of which one at least is a `hub` (of two full names the keys of full names speak)."""
    both = keys.filter("hub").join(keys, on="key", suffix="_right")
    asked = both.filter(pl.col("name") != pl.col("name_right"))
    return asked.select(
        pl.min_horizontal("name", "name_right").alias("name_left"),
        pl.max_horizontal("name", "name_right").alias("name_right"),
    )


def _keys(names: pl.DataFrame) -> list[pl.DataFrame]:
    family, first = pl.col("family_key"), pl.col("first")
    length = first.str.len_chars()
    in_full = length > LONGEST_INITIAL
    no_given = pl.col("given_key") == ""
    words = family.str.split(" ")
    parted = words.list.len() > 1
    of_family = names.with_columns((no_given.any()).over("family_key").alias("has_bare"))
    every = pl.lit(value=True)

    def keyed(
        kind: str, *parts: pl.Expr, where: pl.Expr, hub: pl.Expr = every, of: pl.DataFrame = names
    ) -> pl.DataFrame:
        key = pl.concat_str([pl.lit(kind), *parts], separator=BETWEEN)
        return of.filter(where).select("name", key.alias("key"), hub.alias("hub"))

    sounds = [keyed("sound", pl.col(s), first, where=in_full & (pl.col(s) != "")) for s in ("sound", "german_sound")]
    ends = [words.list.first(), words.list.last()]
    parts = [keyed("part", end, first, where=in_full & parted) for end in ends]
    return [
        keyed("first", family, first, where=in_full),
        keyed("initial", family, first.str.head(1), where=length > 0, hub=length <= LONGEST_INITIAL),
        keyed("family", family, where=pl.col("has_bare"), hub=no_given, of=of_family),
        keyed("letters", pl.col("letters"), where=every),
        keyed("together", pl.col("run_together"), where=every),
        pl.concat(sounds).unique(["name", "key"]),
        pl.concat([*parts, keyed("part", family, first, where=in_full & ~parted, hub=pl.lit(value=False))]).unique(
            ["name", "key"]
        ),
    ]


def _forms(names: pl.DataFrame) -> pl.DataFrame:
    """Keys under which "bob" and "robert" of one family meet: each pair of forms is a key."""
    halves = pl.concat([nickname_pairs(), variant_pairs()]).unique().sort().alias("forms").to_frame()
    apart = halves.with_columns(pl.col("forms").str.split(BETWEEN)).with_columns(
        pl.col("forms").list.first().alias("first"), pl.col("forms").list.last().alias("other")
    )
    key = pl.concat_str(
        [
            pl.lit("form"),
            "family_key",
            pl.min_horizontal("first", "other"),
            pl.max_horizontal("first", "other"),
        ],
        separator=BETWEEN,
    )
    known = names.select("name", "family_key", "first").join(apart.select("first", "other"), on="first")
    return known.select("name", key.alias("key"), pl.lit(value=True).alias("hub")).unique(["name", "key"])
