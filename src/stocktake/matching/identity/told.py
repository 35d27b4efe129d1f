"""What the run tells of identities: how every spelling came to its author, and which pairs were left apart."""

from __future__ import annotations

import polars as pl

from stocktake.matching.identity.ids import AuthorIds
from stocktake.matching.identity.numbers import RANK_OF_NUMBERS
from stocktake.matching.identity.people import People

_ID = ("id_kind", "id_text")
_ANYWAY = ("no_support", "could_be_several", "chain_contradicts", "too_many")
_NEVER_TOLD = "pen_name"


def joins_of(people: People, ids: AuthorIds, links: pl.DataFrame) -> pl.DataFrame:
    """One row a name as credited of an author with several whole names: `id_kind, id_text, name_as_credited, joined_by,
    support, n_titles`. The name that the others were joined to is "fullest_name"; an equal name with other numbers is
    "same_name".
    """
    nodes = (
        _with_names(people)
        .join(ids.nodes, on="node")
        .join(ids.fullest.select("group", pl.col("whole_name").alias("fullest")), on="group")
    )
    several = nodes.filter(pl.col("whole_name").n_unique().over("group") > 1)
    joined = several.join(_ways(links), on="node", how="left").with_columns(
        pl.when(pl.col("whole_name") == pl.col("fullest"))
        .then(pl.struct(pl.lit(-1).alias("order"), pl.lit("fullest_name").alias("rule"), pl.lit(None).alias("support")))
        .otherwise(pl.struct("order", "rule", "support"))
        .alias("way")
    )
    credited = people.credits.select("node", "title_no", "name_as_credited").join(
        joined.select("node", *_ID, pl.col("way").struct.unnest()), on="node"
    )
    rows = credited.sort(*_ID, "name_as_credited", "order", "support", nulls_last=True).group_by(
        *_ID, "name_as_credited", maintain_order=True
    )
    return rows.agg(
        pl.col("rule").first().alias("joined_by"),
        pl.col("support").first(),
        pl.col("title_no").n_unique().cast(pl.Int32).alias("n_titles"),
    )


def _ways(links: pl.DataFrame) -> pl.DataFrame:
    """`node, order, rule, support`: the first link by which each node was joined; an equal name tells least."""
    ends = [
        links.select(pl.col(f"{side}_node").alias("node"), "stage", "rank", "rule", "support")
        for side in ("left", "right")
    ]
    order = (
        (pl.col("rule") == "same_name").cast(pl.Int32) * 1000 + pl.col("stage").cast(pl.Int32) * 100 + pl.col("rank")
    )
    ranked = pl.concat(ends).with_columns(order.alias("order")).sort("node", "order", "support", nulls_last=True)
    return ranked.unique("node", keep="first", maintain_order=True).select("node", "order", "rule", "support")


def doubts_of(people: People, ids: AuthorIds, links: pl.DataFrame) -> pl.DataFrame:
    """One row a pair of authors that something speaks for joining: `id_kind, id_text, name`, the same with `other_`,
    `likeness` (the link's rule), `reason`.

    Pen names are never told, and neither is what is settled: likenesses between two numbers, or on one title.
    """
    by_number = pl.col("rule").is_in([*RANK_OF_NUMBERS, "alias"])
    told = links.filter((pl.col("reason") != _NEVER_TOLD) & (by_number | pl.col("reason").is_in(_ANYWAY)))
    shown = _shown(people, ids)
    left = told.join(shown, left_on="left_node", right_on="node")
    both = left.join(
        shown.rename({c: f"other_{c}" for c in shown.columns}), left_on="right_node", right_on="other_node"
    )
    apart = both.filter(pl.any_horizontal(pl.col(c) != pl.col(f"other_{c}") for c in _ID))
    ordered = apart.with_columns(_is_later().alias("swapped"))
    columns = (*_ID, "name")
    turned = ordered.select(
        *[pl.when("swapped").then(f"other_{c}").otherwise(c).alias(c) for c in columns],
        *[pl.when("swapped").then(c).otherwise(f"other_{c}").alias(f"other_{c}") for c in columns],
        pl.col("rule").alias("likeness"),
        "reason",
        "stage",
        "rank",
    )
    pair = [*_ID, "other_id_kind", "other_id_text"]
    ranked = turned.sort(*pair, "stage", "rank", "reason", "name", "other_name")
    return ranked.unique(pair, keep="first", maintain_order=True).drop("stage", "rank")


def _is_later() -> pl.Expr:
    one, other = pl.col("id_kind") + pl.col("id_text"), pl.col("other_id_kind") + pl.col("other_id_text")
    return one > other


def _shown(people: People, ids: AuthorIds) -> pl.DataFrame:
    """`node, id_kind, id_text, name`: each node with its spelling that is credited most often."""
    counted = people.credits.group_by("node", "name_as_credited").agg(pl.len().alias("n"))
    most = counted.sort("node", "n", "name_as_credited", descending=[False, True, False])
    first = most.unique("node", keep="first", maintain_order=True)
    return ids.nodes.join(first.select("node", pl.col("name_as_credited").alias("name")), on="node")


def _with_names(people: People) -> pl.DataFrame:
    return people.nodes.select("node", "group", people.names["whole_name"][people.nodes["name"]])
