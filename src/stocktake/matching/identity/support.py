"""What two groups of like names share, and how many other people share it: the smaller the circle, the better."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stocktake.matching.identity.people import People
from stocktake.matching.names import MOST_NAMES

LEAST_MARGIN = 7.0
"""Bits by which a name must be rarer than its circle is large: fewer than 1 in 128 circles hold a second bearer."""

LEAST_MARGIN_IN_A_HOUSE = 10.0
"""The same for a house: relatives, and people of one rare language, come to one house more often than by chance."""

GIVEN_BITS = {
    "same": 8.0,
    "parts_swapped": 8.0,
    "same_without_middle": 6.0,
    "nickname": 5.0,
    "given_translated": 5.0,
    "transliteration": 4.0,
    "initials_agree": 3.0,
    "part_of_family": 3.0,
    "spelling": 2.0,
    "family_only": 0.0,
}
"""What the given names add, in bits; less where the family names are not equal."""

BITS_OF_SECOND = 3.0  # of a second initial beside the first

BY_NAME = ("same", "parts_swapped", "same_without_middle", "transliteration")
"""Outcomes that a telling name supports by itself, where both given names stand in full."""

OWN = {"work": "work_key", "title": "main_key", "house": "house"}
KINDS = {"work": 0, "co-author": 1, "title": 2, "house": 3, "name": 4}
_TOKEN = ("kind", "token")


@dataclass(frozen=True, slots=True)
class Rarity:
    """Records of the reference and how many of them each family name stands on (`family_key, n_records`); and from how
    many bits a name is telling.
    """

    n_records: int
    families: pl.DataFrame
    telling_bits: float


def family_bits(names: pl.DataFrame, rarity: Rarity) -> pl.Series:
    """How rare each name's family name is, in bits: on records of the reference, and as borne in the catalogue by
    people of different first names (one person's spellings make no name common).
    """
    given = pl.when(pl.col("first").str.len_chars() > 1).then(pl.col("first"))
    borne = names.group_by("family_key").agg(given.n_unique().alias("n_borne"))
    counted = (
        names.select("family_key")
        .join(borne, on="family_key", how="left", maintain_order="left")
        .join(rarity.families, on="family_key", how="left", maintain_order="left")
    )
    n = pl.col("n_borne") + pl.col("n_records").fill_null(0).cast(pl.Int64)
    n_all = rarity.n_records + int(borne["n_borne"].sum() or 0) + 1
    return counted.select((pl.lit(float(n_all)) / n).log(2).alias("bits")).to_series()


def tokens(people: People, links: pl.DataFrame) -> pl.DataFrame:
    """What the groups of some links hold: `group, kind, token, n_names`; `n_names` of the catalogue share the token.

    Work, main title (a series, or one work whose editions nothing else joins), house, and the full names beside a name
    that are of another family: relatives write together.
    """
    groups = people.nodes["group"]
    ends = pl.concat([groups[links["left_node"]], groups[links["right_node"]]]).unique()
    names = people.nodes["name"][people.credits["node"]]
    credited = people.credits.select(
        "title_no", "position", "family_key", "work_key", "main_key", "house",
        people.names["whole_name"][names],
        (people.names["first"].str.len_chars() > 1)[names].alias("in_full"),
        groups[people.credits["node"]].alias("group"),
    )  # fmt: skip
    asked = pl.col("group").is_in(ends.implode())
    return pl.concat([*(_plain(credited, asked, kind) for kind in OWN), _beside(credited, asked)])


def _plain(credited: pl.DataFrame, asked: pl.Expr, kind: str) -> pl.DataFrame:
    held = credited.select("group", "whole_name", pl.lit(kind).alias("kind"), pl.col(OWN[kind]).alias("token"))
    mine = held.filter(asked & pl.col("token").is_not_null()).select("group", *_TOKEN).unique()
    known = held.filter(pl.col("token").is_in(mine["token"].unique().implode()))
    return mine.join(known.group_by("token").agg(pl.col("whole_name").n_unique().alias("n_names")), on="token")


def _beside(credited: pl.DataFrame, asked: pl.Expr) -> pl.DataFrame:
    near = credited.filter(pl.col("position") <= MOST_NAMES)
    others = near.filter("in_full").select("title_no", pl.col("whole_name").alias("token"), "family_key")
    mine = near.filter(asked).select("title_no", "group", "family_key").join(others, on="title_no")
    apart = mine.filter(pl.col("family_key") != pl.col("family_key_right")).select("group", "token").unique()
    known = others.filter(pl.col("token").is_in(apart["token"].unique().implode())).join(near, on="title_no")
    sizes = known.group_by("token").agg((pl.col("whole_name").n_unique() - 1).alias("n_names"))
    return apart.select("group", pl.lit("co-author").alias("kind"), "token").join(sizes, on="token")


def supported(people: People, links: pl.DataFrame, rarity: Rarity) -> pl.DataFrame:
    """Links (`left_node, right_node, outcome`) with `support`, null where the name is too common for its circle.

    A work, a co-author or a title that both share is a small circle; a house is a circle of all its names and counts
    for a telling name only, and so does the whole catalogue for two names in full.
    """
    bits = people.names.select(
        family_bits(people.names, rarity), pl.col("first").str.len_chars().alias("length"), "second"
    )
    left, right = (bits[people.nodes["name"][links[side]]] for side in ("left_node", "right_node"))
    numbered = links.with_row_index("link").with_columns(
        (
            pl.min_horizontal(left["bits"].alias("l"), right["bits"].alias("r"))
            + pl.col("outcome").replace_strict(GIVEN_BITS, return_dtype=pl.Float64)
            + pl.when((pl.col("outcome") == "initials_agree") & _second_agrees(left, right))
            .then(BITS_OF_SECOND)
            .otherwise(0.0)
        ).alias("bits"),
        pl.min_horizontal(left["length"].alias("l"), right["length"].alias("r")).alias("shortest"),
    )
    telling = pl.col("bits") >= rarity.telling_bits
    found = pl.concat([_in_circles(people, numbered), _by_name(people, numbered)])
    fits = found.filter(
        (pl.col("bits") - pl.col("n_names").log(2) >= pl.col("margin"))
        & (telling | ~pl.col("kind").is_in(["house", "name"]))
    )
    best = fits.sort("link", pl.col("kind").replace_strict(KINDS, return_dtype=pl.Int8), "n_names", "token")
    first = best.unique("link", keep="first", maintain_order=True)
    told = pl.when(pl.col("kind") == "name").then("kind").otherwise(pl.col("kind") + ": " + pl.col("token"))
    return numbered.join(
        first.select("link", told.alias("support")), on="link", how="left", maintain_order="left"
    ).drop("link", "bits", "shortest")


def _second_agrees(left: pl.DataFrame, right: pl.DataFrame) -> pl.Series:
    return (left["second"].str.head(1) == right["second"].str.head(1)).fill_null(value=False)


def _in_circles(people: People, links: pl.DataFrame) -> pl.DataFrame:
    """Every token that the groups of a link share."""
    groups, held = people.nodes["group"], tokens(people, links)
    asked = links.select(
        "link", "bits", "outcome", groups[links["left_node"]].alias("left"), groups[links["right_node"]].alias("right")
    )
    one = asked.join(held, left_on="left", right_on="group")
    both = one.join(held.drop("n_names"), left_on=["right", *_TOKEN], right_on=["group", *_TOKEN], how="semi")
    fitting = both.filter((pl.col("outcome") != "family_only") | (pl.col("kind") != "house"))
    margin = pl.when(pl.col("kind") == "house").then(LEAST_MARGIN_IN_A_HOUSE).otherwise(LEAST_MARGIN)
    return fitting.select("link", "bits", *_TOKEN, pl.col("n_names").cast(pl.Int64), margin.alias("margin"))


def _by_name(people: People, links: pl.DataFrame) -> pl.DataFrame:
    alone = links.filter(pl.col("outcome").is_in(BY_NAME) & (pl.col("shortest") > 1))
    n_names = max(people.names["whole_name"].n_unique(), 1)
    return alone.select(
        "link",
        "bits",
        pl.lit("name").alias("kind"),
        pl.lit("").alias("token"),
        pl.lit(n_names, pl.Int64).alias("n_names"),
        pl.lit(LEAST_MARGIN).alias("margin"),
    )
