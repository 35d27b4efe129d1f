"""The fast way from keys to candidate pairs against the plain one: every pair, every key, one after the other."""

from __future__ import annotations

from collections import defaultdict
from math import log2

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.matching.key_hits import KeyHits, look_up, spread
from stocktake.matching.ranking import BIT_PARTS, Limits, exact_behind_common_keys, key_weights, rank
from stocktake.matching.title_keys import (
    KIND_BITS,
    LOCAL_BITS,
    TITLES_PER_BLOCK,
    KeyBlock,
    add_title_keys,
    distinct_keys,
)
from stocktake.text.blocking import KEY_BITS, WHOLE_TITLE, WITH_NAME

N_ALL = 1000
Listed = dict[int, dict[int, int]]
"""Title → key → kind."""
Reference = dict[int, set[int]]
"""Key → records."""


def block(listed: Listed, first_title: int = 0) -> KeyBlock:
    packed = [
        (key << LOCAL_BITS | title) << KIND_BITS | kind for title, keys in listed.items() for key, kind in keys.items()
    ]
    return KeyBlock(first_title, np.array(sorted(packed), np.uint64))


def hits_of(keys: np.ndarray[tuple[int], np.dtype[np.uint64]], reference: Reference) -> KeyHits:
    with duckdb.connect() as con:
        rows = sorted((key, record) for key, records in reference.items() for record in records)
        con.execute("create table reference_keys (key ubigint, record_no uinteger)")
        if rows:
            con.executemany("insert into reference_keys values (?, ?)", rows)
        return look_up(con, keys)


def proposed(
    listed: Listed, reference: Reference, limits: Limits, most_records: int = 10**6
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The pairs ranked, and the exact ones behind keys of more than `most_records` records."""
    titles = block(listed)
    keys, _ = distinct_keys([titles])
    hits = hits_of(keys, reference)
    used = (hits.n_records > 0) & (hits.n_records <= most_records)
    at = np.searchsorted(keys, titles.keys)
    ranked = rank(titles, at, hits, used, key_weights(hits, N_ALL), limits)
    return ranked, exact_behind_common_keys(titles, at, hits, used, limits.most_exact)


def plainly_ranked(listed: Listed, reference: Reference, limits: Limits) -> set[tuple[int, int]]:
    found = set()
    for title, keys in listed.items():
        rarity: dict[int, int] = defaultdict(int)
        for key in keys:
            records = reference.get(key, set())
            for record in records:
                rarity[record] += round(log2(N_ALL / len(records)) * BIT_PARTS)
        near = [r for r in rarity if rarity[r] >= max(rarity.values()) * limits.least_share]
        found |= {(title, r) for r in sorted(near, key=lambda r: (-rarity[r], r))[: limits.most_ranked]}
    return found


def plainly_exact(listed: Listed, reference: Reference, most: int) -> set[tuple[int, int]]:
    found = set()
    for title, keys in listed.items():
        whole, named = (
            set().union(*(reference.get(key, set()) for key, k in keys.items() if k == kind))
            for kind in (WHOLE_TITLE, WITH_NAME)
        )
        found |= {(title, record) for record in sorted(whole & named)[:most]}
    return found


def pairs(frame: pl.DataFrame) -> set[tuple[int, int]]:
    return set(frame.select("title_no", "record_no").rows())


KEYS = st.integers(0, 12)
LISTED = st.dictionaries(
    st.integers(0, 5), st.dictionaries(KEYS, st.sampled_from([0, WHOLE_TITLE, WITH_NAME]), max_size=6), max_size=5
)
REFERENCE = st.dictionaries(KEYS, st.sets(st.integers(0, 30), min_size=1, max_size=8), max_size=10)


@settings(max_examples=40)
@given(LISTED, REFERENCE, st.integers(1, 5), st.sampled_from([0.0, 0.2, 0.7, 1.0]))
def test_the_best_records_are_those_of_the_plain_rule(
    listed: Listed, reference: Reference, k: int, least: float
) -> None:
    limits = Limits(k, 3, least)
    ranked, _ = proposed(listed, reference, limits)
    assert pairs(ranked.filter("is_ranked")) == plainly_ranked(listed, reference, limits)
    assert pairs(ranked.filter("is_exact")) == plainly_exact(listed, reference, 3)


@settings(max_examples=40)
@given(LISTED, REFERENCE, st.integers(0, 8))
def test_exact_pairs_are_found_whether_their_keys_are_used_or_too_common(
    listed: Listed, reference: Reference, most_records: int
) -> None:
    ranked, behind = proposed(listed, reference, Limits(5, 100, 0.2), most_records)
    found = pairs(ranked.filter("is_exact")) | pairs(behind)
    assert found == plainly_exact(listed, reference, 100)


def test_no_title_gets_more_exact_pairs_than_allowed_behind_a_common_key() -> None:
    listed = {title: {1: WHOLE_TITLE, 2: WITH_NAME} for title in range(3)}
    reference = {1: set(range(100)), 2: set(range(50, 200))}
    _, behind = proposed(listed, reference, Limits(5, 7, 0.2), most_records=20)
    assert pairs(behind) == {(title, record) for title in range(3) for record in range(50, 57)}


def test_a_title_is_numbered_from_the_first_of_its_block() -> None:
    titles = block({3: {7: 0}}, first_title=TITLES_PER_BLOCK)
    keys, n_titles = distinct_keys([titles, block({0: {7: 0, 8: 0}})])
    assert (keys.tolist(), n_titles.tolist()) == ([7, 8], [2, 1])
    hits = hits_of(keys, {7: {5}})
    ranked = rank(titles, np.array([0]), hits, hits.n_records > 0, key_weights(hits, N_ALL), Limits(5, 5, 0.2))
    assert ranked.rows() == [(TITLES_PER_BLOCK + 3, 5, pytest.approx(log2(N_ALL), abs=0.01), True, False)]


def test_keys_are_told_to_the_database_as_they_are() -> None:
    with duckdb.connect() as con:
        highest = (1 << KEY_BITS) - 1
        add_title_keys(con, [block({1: {highest: WITH_NAME, 4: 0}}, first_title=TITLES_PER_BLOCK)])
        told = con.execute("select key, title_no from title_keys order by key").fetchall()
    assert told == [(4, TITLES_PER_BLOCK + 1), (highest, TITLES_PER_BLOCK + 1)]


def test_a_reference_out_of_order_gives_the_same_hits() -> None:
    keys = np.array([2, 5, 9], np.uint64)
    with duckdb.connect() as con:
        con.execute("create table reference_keys (key ubigint, record_no uinteger)")
        con.execute("insert into reference_keys values (9, 1), (2, 7), (3, 3), (9, 0), (2, 4)")
        hits = look_up(con, keys)
    assert hits.n_records.tolist() == [2, 0, 2]
    assert hits.records(np.array([0, 1, 2])).tolist() == [4, 7, 0, 1]
    assert hits.has(np.array([0, 1, 2]), np.array([7, 7, 7], np.uint64)).tolist() == [True, False, False]


def test_stretches_are_spread_one_after_the_other() -> None:
    assert spread(np.array([5, 2, 9]), np.array([3, 2, 0])).tolist() == [5, 6, 7, 2, 3]
    assert spread(np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == []
