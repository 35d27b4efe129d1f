"""Which credits are the same person: numbers first, then equal names, then likenesses, then the user's table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from stocktake.matching.identity.contradictions import Bars
from stocktake.matching.identity.ids import author_ids
from stocktake.matching.identity.numbers import name_links, number_links
from stocktake.matching.identity.people import NUMBERS, PUBLIC_NUMBERS, People, aliased, cast_of
from stocktake.matching.identity.stage import LINK, Outcome, join_groups
from stocktake.matching.identity.support import Rarity, supported
from stocktake.matching.identity.told import doubts_of, joins_of
from stocktake.matching.identity.variants import OF_ANOTHER_SPELLING, OF_ONE_FAMILY, Variants, variants

JOINING_KINDS = ["married", "other"]


@dataclass(frozen=True, slots=True)
class Identities:
    """credits: `title_no, position, id_kind, id_text`. joins: how each name came to its author. doubts: pairs that were
    not joined, with the reason. crowded: `key, n_names` of likenesses that were not looked at.
    """

    credits: pl.DataFrame
    joins: pl.DataFrame
    doubts: pl.DataFrame
    crowded: pl.DataFrame


def identify(credited: pl.DataFrame, aliases: pl.DataFrame, rarity: Rarity) -> Identities:
    """Who is who among `credits` (see `people.CREDIT`), by the user's `aliases` (see `matching.aliases.TABLE`).

    Stages in order, each on what the ones before put together; a group that contradicts another never joins it:
    ISNI, ORCID and IPI; the sender's number; equal whole names; likenesses of one family name with support; other
    spellings of the family name with support; names that the user's table joins (pen names never).
    """
    people = cast_of(credited, aliases)
    found = variants(people.names)
    outcomes = [join_groups(people, _by_numbers(people, PUBLIC_NUMBERS), Bars(PUBLIC_NUMBERS))]
    for links in (_by_sender, name_links):
        outcomes.append(join_groups(outcomes[-1].people, links(outcomes[-1].people)))
    for kinds in (OF_ONE_FAMILY, OF_ANOTHER_SPELLING):
        now = outcomes[-1].people
        outcomes.append(join_groups(now, _by_likeness(now, found, kinds, rarity)))
    outcomes.append(_by_aliases(outcomes[-1].people, aliases))
    return _told(outcomes, found)


def _by_numbers(people: People, numbers: Sequence[str]) -> pl.DataFrame:
    return pl.concat([number_links(people, number) for number in numbers])


def _by_sender(people: People) -> pl.DataFrame:
    return number_links(people, NUMBERS[-1])


def _by_likeness(people: People, found: Variants, outcomes: Sequence[str], rarity: Rarity) -> pl.DataFrame:
    pairs = found.pairs.filter(pl.col("outcome").is_in(outcomes))
    links = _of_names(people, pairs)
    weighed = supported(people, links, rarity)
    reason = pl.when(pl.col("support").is_null()).then(pl.lit("no_support"))
    return weighed.select(
        "left_node", "right_node", "rank", pl.col("outcome").alias("rule"), "support", reason.alias("reason")
    ).cast(pl.Schema(LINK))


def _of_names(people: People, pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of names as pairs of nodes: one node a name and group."""
    nodes = people.nodes.group_by("name", "group").agg(pl.col("node").min()).drop("group")
    left = pairs.join(nodes.rename({"name": "name_left", "node": "left_node"}), on="name_left")
    return left.join(nodes.rename({"name": "name_right", "node": "right_node"}), on="name_right")


def _by_aliases(people: People, aliases: pl.DataFrame) -> Outcome:
    """The user's word is enough, but for public numbers, pen names and two credits on one title, and where two authors
    bear one of the names.
    """
    wholes = people.nodes.select("node", "group", people.names["whole_name"][people.nodes["name"]])
    bearers = wholes.group_by("whole_name", "group").agg(pl.col("node").min()).drop("group")
    bearers = bearers.with_columns((pl.len().over("whole_name") > 1).alias("several"))
    left = aliased(aliases, JOINING_KINDS).join(bearers, left_on="left", right_on="whole_name")
    both = left.join(bearers, left_on="right", right_on="whole_name")
    links = both.filter(pl.col("node") < pl.col("node_right")).select(
        pl.col("node").alias("left_node"),
        pl.col("node_right").alias("right_node"),
        pl.lit(0).alias("rank"),
        pl.lit("alias").alias("rule"),
        pl.lit(None).alias("support"),
        pl.when(pl.col("several") | pl.col("several_right")).then(pl.lit("could_be_several")).alias("reason"),
    )
    return join_groups(people, links.cast(pl.Schema(LINK)), Bars(PUBLIC_NUMBERS, names=False))


def _told(outcomes: list[Outcome], found: Variants) -> Identities:
    people = outcomes[-1].people
    links = pl.concat([o.links.with_columns(pl.lit(n, pl.Int8).alias("stage")) for n, o in enumerate(outcomes)])
    ids = author_ids(people)
    credited = people.credits.select("title_no", "position", "node").join(ids.nodes, on="node").drop("node")
    return Identities(
        credited.unique(["title_no", "position"], keep="first", maintain_order=True).sort("title_no", "position"),
        joins_of(people, ids, links.filter(pl.col("reason").is_null())),
        doubts_of(people, ids, links.filter(pl.col("reason").is_not_null())),
        found.crowded,
    )
