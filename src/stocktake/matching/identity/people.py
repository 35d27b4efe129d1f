"""The cast of a catalogue: its credits, and the nodes that identities are made of."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stocktake.matching.name_pairs import NAME, described_names
from stocktake.text.scripts import script_keys

PUBLIC_NUMBERS = ("isni", "orcid", "ipi")
NUMBERS = (*PUBLIC_NUMBERS, "sender_id")
CREDIT = ("title_no", "position", "name_as_credited", *NAME[:3], *NUMBERS, "work_key", "main_key", "house")
"""What `identify` needs of a credit; numbers, `work_key`, `main_key` and `house` may be null."""


@dataclass(frozen=True, slots=True)
class People:
    """Credits beside the nodes they belong to, and the group that each node has so far.

    credits: CREDIT and `node`, one row a credit. nodes: `node, name, group` and NUMBERS; a node is one name with one
    set of numbers, and `group` the lowest node of those taken for one person. names: `described_names`; `name` is its
    row. pens: pairs of whole names (`left, right`) that the user's table calls pen names.
    """

    credits: pl.DataFrame
    nodes: pl.DataFrame
    names: pl.DataFrame
    pens: pl.DataFrame

    def grouped(self, label: pl.DataFrame) -> People:
        """The same people with the groups of `label` (`group, into`) put together."""
        nodes = self.nodes.join(label, on="group", how="left", maintain_order="left")
        return People(
            self.credits,
            nodes.with_columns(pl.coalesce("into", "group").alias("group")).drop("into"),
            self.names,
            self.pens,
        )

    def only(self, pairs: pl.DataFrame) -> People:
        """The nodes and credits of the groups that stand in `pairs` (`left, right`)."""
        groups = pl.concat([pairs["left"], pairs["right"]]).unique()
        nodes = self.nodes.filter(pl.col("group").is_in(groups.implode()))
        credited = self.credits.filter(pl.col("node").is_in(nodes["node"].implode()))
        return People(credited, nodes, self.names, self.pens)


def whole_name() -> pl.Expr:
    """Family and given names of a name in one text: what today's ids of names are made of."""
    return pl.col("family_key") + "|" + pl.col("given_key")


def cast_of(credited: pl.DataFrame, aliases: pl.DataFrame) -> People:
    """The people of a catalogue, each node in a group of its own. Numbered by what they say, not by their order."""
    scripted = script_keys(
        credited.select(CREDIT).rename({"title_no": "no"}),
        credited.select(pl.col("title_no").alias("no"), pl.col("name_as_credited").alias("text")).drop_nulls(),
    ).rename({"no": "title_no"})
    names = described_names(scripted.select(NAME).unique().sort(NAME)).with_row_index("name")
    numbered = scripted.join(names.select(*NAME, "name"), on=NAME, nulls_equal=True, how="left")
    nodes = numbered.select("name", *NUMBERS).unique().sort("name", *NUMBERS).with_row_index("node")
    credited = numbered.join(nodes, on=["name", *NUMBERS], nulls_equal=True, how="left")
    return People(
        credited.sort("title_no", "position", "node"),
        nodes.with_columns(pl.col("node").alias("group")),
        names.with_columns(whole_name().alias("whole_name")),
        aliased(aliases, ["pen"]),
    )


def aliased(aliases: pl.DataFrame, kinds: list[str]) -> pl.DataFrame:
    """`left, right`: whole names that the user's table joins by these kinds, both ways."""
    alias = pl.col("alias_family_key") + "|" + pl.col("alias_given_key").fill_null("")
    chosen = aliases.filter(pl.col("alias_kind").is_in(kinds))
    return chosen.select(
        (pl.col("family_key") + "|" + pl.col("given_key").fill_null("")).alias("left"), alias.alias("right")
    ).unique(maintain_order=True)
