"""What forbids that two groups are one person, whatever else speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from stocktake.matching.identity.likeness import liken
from stocktake.matching.identity.people import NUMBERS, People


@dataclass(frozen=True, slots=True)
class Bars:
    """What is looked at: kinds of numbers, and whether names that contradict each other count (not where the user says
    that two names are one person's).
    """

    numbers: Sequence[str] = NUMBERS
    names: bool = True


REASONS = ("two_numbers", "pen_name", "one_title", "names_contradict")


def contradictions(people: People, pairs: pl.DataFrame, bars: Bars) -> pl.Series:
    """For each pair of groups (`left, right`) the first of REASONS that holds, else null.

    two_numbers: both have numbers of one kind and none in common. pen_name: the user's table says so. one_title: two
    names on one title are two people; one name twice is one. names_contradict: any two of their names do.
    """
    asked = pairs.select("left", "right")
    if asked.is_empty():
        return pl.Series("reason", [], pl.String)
    distinct = asked.unique().with_row_index("no")
    people = people.only(distinct)
    found = [
        distinct.filter(_two_numbers(people, distinct, bars.numbers)).select("no", pl.lit(0, pl.Int8).alias("reason")),
        _with_pen_names(people, distinct).select("no", pl.lit(1, pl.Int8).alias("reason")),
        _on_one_title(people, distinct).select("no", pl.lit(2, pl.Int8).alias("reason")),
        *([_of_unlike_names(people, distinct).select("no", pl.lit(3, pl.Int8).alias("reason"))] if bars.names else []),
    ]
    first = pl.concat(found).group_by("no").agg(pl.col("reason").min())
    named = first.with_columns(pl.col("reason").replace_strict(dict(enumerate(REASONS)), return_dtype=pl.String))
    reasons = distinct.join(named, on="no", how="left", maintain_order="left")
    return asked.join(reasons, on=["left", "right"], how="left", maintain_order="left")["reason"]


def _two_numbers(people: People, pairs: pl.DataFrame, numbers: Sequence[str]) -> pl.Series:
    held = people.nodes.group_by("group").agg(pl.col(numbers).drop_nulls().unique())
    both = pairs.select("left", "right")
    for side in ("left", "right"):
        named = held.rename({number: f"{number}_{side}" for number in numbers})
        both = both.join(named, left_on=side, right_on="group", how="left", maintain_order="left")
    differ = [
        (pl.col(f"{n}_left").list.len() > 0)
        & (pl.col(f"{n}_right").list.len() > 0)
        & (pl.col(f"{n}_left").list.set_intersection(f"{n}_right").list.len() == 0)
        for n in numbers
    ]
    return both.select(pl.any_horizontal(differ).alias("differ")).to_series()


def _with_pen_names(people: People, pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs that hold a pen name and the name behind it."""
    sides, wholes = beside(people, pairs), people.names["whole_name"]
    spelt = sides.with_columns(wholes[sides["name_left"]].alias("left"), wholes[sides["name_right"]].alias("right"))
    return spelt.join(people.pens, on=["left", "right"], how="semi").unique("no")


def _of_unlike_names(people: People, pairs: pl.DataFrame) -> pl.DataFrame:
    sides = beside(people, pairs)
    liked = liken(people.names, sides.select("name_left", "name_right").unique(maintain_order=True))
    return sides.join(liked.filter("contradicts"), on=["name_left", "name_right"], how="semi").unique("no")


def beside(people: People, pairs: pl.DataFrame) -> pl.DataFrame:
    """Every name of the left group beside every other name of the right one: `no, name_left, name_right`."""
    held = people.nodes.select("group", "name").unique(maintain_order=True)
    sides = pairs.select("no", "left", "right")
    for side in ("left", "right"):
        sides = sides.join(held.rename({"name": f"name_{side}"}), left_on=side, right_on="group")
    return sides.filter(pl.col("name_left") != pl.col("name_right")).select("no", "name_left", "name_right")


def _on_one_title(people: People, pairs: pl.DataFrame) -> pl.DataFrame:
    groups = people.nodes.select("node", "group", people.names["whole_name"][people.nodes["name"]])
    placed = people.credits.select("node", "title_no").join(groups, on="node").drop("node").unique()
    left = pairs.join(placed, left_on="left", right_on="group")
    both = left.join(placed, left_on=["right", "title_no"], right_on=["group", "title_no"])
    return both.filter(pl.col("whole_name") != pl.col("whole_name_right")).unique("no")
