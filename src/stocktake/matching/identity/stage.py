"""One stage of joining: which of the proposed links between groups hold, and why the others do not."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stocktake.matching.components import components
from stocktake.matching.identity.contradictions import Bars, contradictions
from stocktake.matching.identity.people import People

EVERY_BAR = Bars()
MOST_NEIGHBOURS = 30  # groups that one group may be like before nobody can say which of them it is
LINK = {
    "left_node": pl.UInt32,
    "right_node": pl.UInt32,
    "rank": pl.Int8,
    "rule": pl.String,
    "support": pl.String,
    "reason": pl.String,
}
"""A proposed link between two nodes; `rank` orders them, strongest first; `reason` says why it cannot hold, if so."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The people after a stage, and its links (LINK): those that hold have no reason."""

    people: People
    links: pl.DataFrame


def join_groups(people: People, links: pl.DataFrame, bars: Bars = EVERY_BAR) -> Outcome:
    """Put together the groups that sound links join. The order of the links says nothing.

    A link falls when the two groups contradict each other; when either end could as well be another group that
    contradicts this one ("J. Smith" between John and Jane), though that likeness have no support; and when a chain of
    links would put two groups together that contradict each other.
    """
    lifted = _lifted(people, links)
    if lifted.is_empty():
        return Outcome(people, lifted.select(*LINK))
    told = contradictions(people, lifted, bars)
    lifted = lifted.with_columns(
        pl.when(told == "pen_name").then(told).otherwise(pl.coalesce("reason", told)).alias("reason"),
        (told.is_null() & (pl.col("reason").is_null() | (pl.col("reason") == "no_support"))).alias("may_be"),
    )
    torn = _torn(people, lifted, bars)
    lifted = lifted.with_columns(
        pl.when(pl.col("left").is_in(torn.implode()) | pl.col("right").is_in(torn.implode()))
        .then(pl.coalesce("reason", pl.lit("could_be_several")))
        .otherwise("reason")
        .alias("reason")
    )
    label = _labels(lifted.filter(pl.col("reason").is_null()))
    chained = _chained(people, label, bars)
    lifted = lifted.join(label.rename({"group": "left"}), on="left", how="left", maintain_order="left").with_columns(
        pl.when(pl.col("into").is_in(chained.implode()))
        .then(pl.coalesce("reason", pl.lit("chain_contradicts")))
        .otherwise("reason")
        .alias("reason")
    )
    kept = label.filter(~pl.col("into").is_in(chained.implode()))
    return Outcome(people.grouped(kept), lifted.select(*LINK))


def _lifted(people: People, links: pl.DataFrame) -> pl.DataFrame:
    """Links with the groups of their nodes (`left` < `right`), one for each pair of groups; those within one vanish."""
    groups = people.nodes["group"]
    one, other = groups[links["left_node"]], groups[links["right_node"]]
    sided = links.with_columns(
        pl.min_horizontal(one.alias("one"), other.alias("other")).alias("left"),
        pl.max_horizontal(one.alias("one"), other.alias("other")).alias("right"),
    )
    order = [pl.col("reason").is_not_null(), pl.col("rank"), pl.col("left_node"), pl.col("right_node")]
    distinct = sided.filter(pl.col("left") != pl.col("right")).sort(*order)
    return distinct.unique(["left", "right"], keep="first", maintain_order=True).sort("left", "right")


def _torn(people: People, lifted: pl.DataFrame, bars: Bars) -> pl.Series:
    """Groups with a link that would hold, and two neighbours that contradict each other; or with too many of them."""
    likely = lifted.filter("may_be")
    willing = likely.filter(pl.col("reason").is_null())
    ends = pl.concat([willing["left"], willing["right"]]).unique()
    both_ways = pl.concat(
        [
            likely.select(pl.col("left").alias("of"), pl.col("right").alias("near")),
            likely.select(pl.col("right").alias("of"), pl.col("left").alias("near")),
        ]
    ).filter(pl.col("of").is_in(ends.implode()))
    counted = both_ways.with_columns(pl.len().over("of").alias("n"))
    many = counted.filter(pl.col("n") > MOST_NEIGHBOURS)["of"].unique()
    few = counted.filter(pl.col("n").is_between(2, MOST_NEIGHBOURS)).select("of", "near")
    return pl.concat([many, _contradicted(people, few, bars)]).unique()


def _contradicted(people: People, held: pl.DataFrame, bars: Bars) -> pl.Series:
    """Those of `of` of which two of `near` contradict each other."""
    pairs = held.join(held, on="of").filter(pl.col("near") < pl.col("near_right"))
    asked = pairs.select("of", pl.col("near").alias("left"), pl.col("near_right").alias("right"))
    return asked.filter(contradictions(people, asked, bars).is_not_null())["of"].unique()


def _labels(willing: pl.DataFrame) -> pl.DataFrame:
    """`group, into`: the lowest group of each component."""
    numbered = willing.with_row_index("link_key")
    ends = [numbered.select(pl.col(side).alias("row_no"), "link_key") for side in ("left", "right")]
    return components(pl.concat(ends)).rename({"row_no": "group", "component": "into"})


def _chained(people: People, label: pl.DataFrame, bars: Bars) -> pl.Series:
    """Components with two groups that contradict each other, or with too many groups to look at."""
    sized = label.with_columns(pl.len().over("into").alias("n"))
    many = sized.filter(pl.col("n") > MOST_NEIGHBOURS)["into"].unique()
    few = sized.filter(pl.col("n").is_between(3, MOST_NEIGHBOURS))
    return pl.concat(
        [many, _contradicted(people, few.select(pl.col("into").alias("of"), pl.col("group").alias("near")), bars)]
    ).unique()
