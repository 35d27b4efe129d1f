"""The id of an author: what it is made of, so that it stays the same from night to night."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stocktake.matching.identity.people import NUMBERS, PUBLIC_NUMBERS, People

_ORDER = ("sender_id", *PUBLIC_NUMBERS)


@dataclass(frozen=True, slots=True)
class AuthorIds:
    """nodes: `node, id_kind, id_text`, every node; two authors never have one text. fullest: `group, whole_name` of the
    fullest name of each group.
    """

    nodes: pl.DataFrame
    fullest: pl.DataFrame


def author_ids(people: People) -> AuthorIds:
    """The sender's number (kind a), else a public number (i), else the fullest name (n).

    A number that two groups hold, and a name of two without one, belong to the one with more titles under it; the other
    goes on to the next text, at last to all that it is made of. So a title more changes an id only when it brings a
    first number, a fuller name, or the greater part of a contested number.
    """
    fullest = _fullest(people)
    numbered = _number_texts(people)
    unnumbered = fullest.join(numbered, on="group", how="anti")
    texts = pl.concat([numbered, _name_texts(people, unnumbered), _whole_texts(people)])
    chosen = texts.sort("group", "order", "id_text").unique("group", keep="first", maintain_order=True)
    nodes = people.nodes.select("node", "group").join(
        chosen.select("group", "id_kind", "id_text"), on="group", how="left", maintain_order="left"
    )
    return AuthorIds(nodes.drop("group"), fullest)


def _fullest(people: People) -> pl.DataFrame:
    """Most letters of given names, an initial alone last; of equals the first of the alphabet."""
    told = people.names.select("name", "whole_name", "suffix", "given_letters", pl.col("first").str.len_chars() > 1)
    named = people.nodes.select("group", "name").unique().join(told, on="name")
    ranked = named.sort(
        "group", "first", pl.col("given_letters").str.len_chars(), "suffix", "whole_name",
        descending=[False, True, True, True, False],
    )  # fmt: skip
    return ranked.unique("group", keep="first", maintain_order=True).select("group", "whole_name", "suffix")


def _number_texts(people: People) -> pl.DataFrame:
    titles = people.credits.select("node", "title_no").unique()
    texts = []
    for order, number in enumerate(_ORDER):
        held = people.nodes.select("node", "group", pl.col(number).alias("value")).drop_nulls()
        counted = held.join(titles, on="node").group_by("group", "value").agg(pl.col("title_no").n_unique().alias("n"))
        text = pl.col("value") if number == NUMBERS[-1] else pl.lit(f"{number}|") + pl.col("value")
        kind = "a" if number == NUMBERS[-1] else "i"
        texts.append(_owned(counted.select("group", "n", text.alias("id_text")), order, kind))
    return pl.concat(texts)


def _name_texts(people: People, named: pl.DataFrame) -> pl.DataFrame:
    titles = people.credits.select("title_no", people.nodes["group"][people.credits["node"]]).unique()
    counted = titles.group_by("group").agg(pl.len().alias("n")).join(named, on="group")
    suffix = pl.when(pl.col("suffix") == "").then(pl.lit("")).otherwise(pl.lit("|") + pl.col("suffix"))
    return _owned(counted.select("group", "n", (pl.col("whole_name") + suffix).alias("id_text")), len(_ORDER), "n")


def _whole_texts(people: People) -> pl.DataFrame:
    told = people.nodes.join(people.names.select("name", "whole_name", "suffix", "script_key"), on="name")
    parts = pl.concat_str(["whole_name", "suffix", "script_key", *NUMBERS], separator="|", ignore_nulls=True)
    whole = told.select("group", parts.alias("part")).sort("group", "part")
    joined = whole.group_by("group", maintain_order=True).agg(pl.col("part").str.join(" & ").alias("id_text"))
    return joined.select(
        "group",
        "id_text",
        pl.lit(len(_ORDER) + 1, pl.Int32).alias("order"),
        pl.lit("n").alias("id_kind"),
    )


def _owned(held: pl.DataFrame, order: int, kind: str) -> pl.DataFrame:
    owners = held.sort("id_text", "n", "group", descending=[False, True, False]).unique(
        "id_text", keep="first", maintain_order=True
    )
    return owners.select("group", "id_text", pl.lit(order, pl.Int32).alias("order"), pl.lit(kind).alias("id_kind"))
