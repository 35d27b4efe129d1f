"""Two halves of labelled pairs, the same on every machine: parameters fitted on one are measured on the other.

Pairs are kept together with every pair that shares a record with them, so that no description is on both sides.
"""

from __future__ import annotations

import hashlib

import polars as pl


def halves(pairs: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Pairs (`left_id`, `right_id`, …) cut by the hash of the lowest record id that they hang together by."""
    named = groups(pairs["left_id"].to_list(), pairs["right_id"].to_list())
    first = pl.Series("first", [_is_first(group) for group in named], pl.Boolean)
    return pairs.filter(first), pairs.filter(~first)


def _is_first(group: str) -> bool:
    return hashlib.sha256(group.encode()).digest()[0] % 2 == 0


def groups(left: list[str], right: list[str]) -> list[str]:
    """For each pair, the lowest id of all records that pairs connect with it."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for one, other in zip(left, right, strict=True):
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return [root(name) for name in left]
