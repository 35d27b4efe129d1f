"""Links by a number that two nodes share, and by an equal name."""

from __future__ import annotations

import polars as pl

from stocktake.matching.identity.contradictions import beside
from stocktake.matching.identity.likeness import liken
from stocktake.matching.identity.people import People
from stocktake.matching.identity.stage import LINK, MOST_NEIGHBOURS

RANK_OF_NUMBERS = {"isni": 0, "orcid": 1, "ipi": 2, "sender_id": 3, "same_name": 4}


def number_links(people: People, number: str) -> pl.DataFrame:
    """LINKs between nodes that share a number; `reason` where no two of their names agree.

    Names in two scripts that cannot be compared do not speak against the number.
    """
    links = _among(people.nodes.select("node", pl.col(number).alias("key")).drop_nulls(), number)
    groups = people.nodes["group"]
    asked = pl.DataFrame({"left": groups[links["left_node"]], "right": groups[links["right_node"]]})
    return links.with_columns(
        pl.when(~_agree(people, asked) & (pl.col("reason").is_null()))
        .then(pl.lit("names_contradict"))
        .otherwise("reason")
        .alias("reason")
    )


def name_links(people: People) -> pl.DataFrame:
    """LINKs between nodes of one whole name."""
    wholes = people.names["whole_name"][people.nodes["name"]]
    return _among(people.nodes.select("node", wholes.alias("key")), "same_name")


def _among(keyed: pl.DataFrame, rule: str) -> pl.DataFrame:
    """LINKs between any two nodes of one key; a key of too many nodes links each to the first only, with a reason."""
    sized = keyed.with_columns(pl.len().over("key").alias("n"))
    few = sized.filter(pl.col("n").is_between(2, MOST_NEIGHBOURS))
    pairs = few.join(few, on="key", suffix="_right").filter(pl.col("node") < pl.col("node_right"))
    many = sized.filter(pl.col("n") > MOST_NEIGHBOURS).with_columns(pl.col("node").min().over("key").alias("first"))
    refused = many.filter(pl.col("node") != pl.col("first"))
    rank = pl.lit(RANK_OF_NUMBERS[rule], pl.Int8).alias("rank")
    told = [rank, pl.lit(rule).alias("rule"), pl.lit(None, pl.String).alias("support")]
    return pl.concat(
        [
            pairs.select(
                pl.col("node").alias("left_node"),
                pl.col("node_right").alias("right_node"),
                *told,
                pl.lit(None, pl.String).alias("reason"),
            ),
            refused.select(
                pl.col("first").alias("left_node"),
                pl.col("node").alias("right_node"),
                *told,
                pl.lit("too_many").alias("reason"),
            ),
        ]
    ).cast(pl.Schema(LINK))


def _agree(people: People, asked: pl.DataFrame) -> pl.Series:
    """For each pair of groups (`left, right`) whether any two of their names agree, or could not disagree."""
    distinct = asked.unique(maintain_order=True).with_row_index("no")
    sides = beside(people, distinct)
    liked = liken(people.names, sides.select("name_left", "name_right").unique(maintain_order=True))
    fine = sides.join(liked.filter(pl.col("agrees") | pl.col("is_incomparable")), on=["name_left", "name_right"])
    same = distinct.join(_shared_names(people, distinct), on="no", how="semi")["no"]
    good = pl.concat([fine["no"], same]).unique()
    agreed = distinct.with_columns(pl.col("no").is_in(good.implode()).alias("agree"))
    return asked.join(agreed, on=["left", "right"], how="left", maintain_order="left")["agree"]


def _shared_names(people: People, pairs: pl.DataFrame) -> pl.DataFrame:
    held = people.nodes.select("group", "name").unique()
    left = pairs.join(held, left_on="left", right_on="group")
    return left.join(held, left_on=["right", "name"], right_on=["group", "name"], how="semi").select("no").unique()
