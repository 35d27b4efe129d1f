"""From shared keys to candidate pairs: the records that share the rarest keys with a title, best first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from stocktake.matching.key_hits import Counts, KeyHits, spread
from stocktake.matching.title_keys import TITLES_PER_BLOCK, KeyBlock, Numbers
from stocktake.text.blocking import WHOLE_TITLE, WITH_NAME

PAIRS_AT_ONCE = 1 << 23
BIT_PARTS = 512  # a weight is counted in parts of a bit, so that sums are whole numbers and no order matters
_KIND, _RECORD, _WEIGHT = np.uint64(2), np.uint64(32), np.uint64(14)
_MOST_WEIGHT = (1 << 14) - 1
_BOTH = np.uint64(WHOLE_TITLE | WITH_NAME)
PAIRS: dict[str, pl.DataType] = {
    "title_no": pl.UInt32(),
    "record_no": pl.UInt32(),
    "rarity": pl.Float64(),
    "is_ranked": pl.Boolean(),
    "is_exact": pl.Boolean(),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How many records a title gets: the best `most_ranked` of those that reach `least_share` of the best one's rarity,
    and `most_exact` that share the whole main title and a family name.
    """

    most_ranked: int
    most_exact: int
    least_share: float


def key_weights(hits: KeyHits, n_all: int) -> Numbers:
    """What sharing each key is worth: log2(all records / records under it), in parts of a bit."""
    share = max(n_all, 2) / np.maximum(hits.n_records, 1)
    weights: Numbers = np.clip(np.rint(np.log2(share) * BIT_PARTS), 0, _MOST_WEIGHT).astype(np.uint64)
    return weights


def rank(
    block: KeyBlock, key_at: Counts, hits: KeyHits, is_used: npt.NDArray[np.bool_], weights: Numbers, limits: Limits
) -> pl.DataFrame:
    """The pairs of a block of titles (columns: PAIRS), by title and record. `key_at`: where each key of the block
    stands in the list of hits; only those of `is_used` count.
    """
    used = np.flatnonzero(is_used[key_at] & (hits.n_records[key_at] > 0))
    local, at, kinds = block.local[used], key_at[used], block.kinds[used]
    found = [
        _ranked(local[some], at[some], kinds[some], hits, weights, limits)
        for some in _portions(local, hits.n_records[at])
    ]
    ranked = pl.concat([pl.DataFrame(schema=PAIRS), *found])
    return ranked.with_columns((pl.col("title_no") + block.first_title).cast(pl.UInt32))


def _portions(local: Numbers, n_pairs: Counts) -> Iterator[Counts]:
    """Indexes of the keys of so many titles at once as make PAIRS_AT_ONCE pairs (or of a single title)."""
    by_title = np.bincount(local.astype(np.int64), n_pairs, TITLES_PER_BLOCK)
    portion = (np.cumsum(by_title) // PAIRS_AT_ONCE).astype(np.int64)
    of_key = portion[local.astype(np.int64)]
    for number in np.unique(of_key):
        yield np.flatnonzero(of_key == number)


def _ranked(
    local: Numbers, at: Counts, kinds: Numbers, hits: KeyHits, weights: Numbers, limits: Limits
) -> pl.DataFrame:
    """All in one number a pair (title, record, weight, kind), because plain numbers sort ten times faster than rows."""
    told = np.repeat(local << (_RECORD + _WEIGHT + _KIND) | weights[at] << _KIND | kinds, hits.n_records[at])
    told |= hits.records(at) << (_WEIGHT + _KIND)
    told.sort()
    pair = told >> (_WEIGHT + _KIND)
    begins = np.flatnonzero(np.diff(pair, prepend=~pair[:1]))
    rarity = np.add.reduceat((told >> _KIND) & np.uint64(_MOST_WEIGHT), begins).astype(np.int64)
    is_exact = np.bitwise_or.reduceat(told & _BOTH, begins) == _BOTH
    return _cut(pair[begins], rarity, is_exact, limits)


def _cut(pair: Numbers, rarity: Counts, is_exact: npt.NDArray[np.bool_], limits: Limits) -> pl.DataFrame:
    title = (pair >> _RECORD).astype(np.int64)
    starts = np.flatnonzero(np.diff(title, prepend=-1))
    best = np.repeat(np.maximum.reduceat(rarity, starts), np.diff(starts, append=len(title)))
    near = np.flatnonzero(rarity >= best * limits.least_share)
    order = near[np.lexsort((-rarity[near], title[near]))]
    is_ranked = np.zeros(len(pair), np.bool_)
    is_ranked[order[_nth(title[order]) < limits.most_ranked]] = True
    exact = np.flatnonzero(is_exact)
    is_exact = np.zeros(len(pair), np.bool_)
    is_exact[exact[_nth(title[exact]) < limits.most_exact]] = True
    kept = np.flatnonzero(is_ranked | is_exact)
    columns = (title[kept], pair[kept].astype(np.uint32), rarity[kept] / BIT_PARTS, is_ranked[kept], is_exact[kept])
    return pl.DataFrame(dict(zip(PAIRS, columns, strict=True)), schema=PAIRS)


def _nth(titles: Counts) -> Counts:
    """The place of each pair among those of its title (they stand together), from 0."""
    starts = np.flatnonzero(np.diff(titles, prepend=-1))
    return np.arange(len(titles)) - np.repeat(starts, np.diff(starts, append=len(titles)))


def exact_behind_common_keys(
    block: KeyBlock, key_at: Counts, hits: KeyHits, is_used: npt.NDArray[np.bool_], most: int
) -> pl.DataFrame:
    """`title_no, record_no` that share the whole main title and a key with a family name, where one of the two keys is
    too common to be used: "Hamlet" by Shakespeare. At most `most` records a title, the first ones.

    The records under the rarer key are looked for under the other; equal pairs of keys are looked at once.
    """
    one, other, local = _key_pairs(block, key_at, hits, is_used)
    pairs, title_pair = np.unique(np.stack([one, other]), axis=1, return_inverse=True)
    n = hits.n_records[pairs[0]]
    of_pair = np.repeat(np.arange(pairs.shape[1]), n)
    record = hits.records(pairs[0])
    stands = hits.has(pairs[1][of_pair], record)
    of_pair, record = of_pair[stands], record[stands]
    some = _nth(of_pair) < most
    return _to_titles(local + block.first_title, title_pair.reshape(-1), of_pair[some], record[some], most)


def _key_pairs(
    block: KeyBlock, key_at: Counts, hits: KeyHits, is_used: npt.NDArray[np.bool_]
) -> tuple[Counts, Counts, Counts]:
    """The rarer and the commoner key of each pair of whole title and name that some title has, and that title."""
    there = hits.n_records[key_at] > 0
    kinds, local = block.kinds, block.local.astype(np.int64)
    whole, named = (np.flatnonzero(there & (kinds == kind)) for kind in (WHOLE_TITLE, WITH_NAME))
    whole, named = whole[np.argsort(local[whole], kind="stable")], named[np.argsort(local[named], kind="stable")]
    begins = np.searchsorted(local[whole], local[named])
    n = np.searchsorted(local[whole], local[named], "right") - begins
    name, title = np.repeat(named, n), whole[spread(begins, n)]
    common = ~(is_used[key_at[name]] & is_used[key_at[title]])
    name, title = name[common], title[common]
    is_rarer = hits.n_records[key_at[name]] <= hits.n_records[key_at[title]]
    rarer, commoner = np.where(is_rarer, name, title), np.where(is_rarer, title, name)
    return key_at[rarer], key_at[commoner], local[name]


def _to_titles(title_no: Counts, title_pair: Counts, of_pair: Counts, record: Numbers, most: int) -> pl.DataFrame:
    begins = np.searchsorted(of_pair, title_pair)
    n = np.searchsorted(of_pair, title_pair, "right") - begins
    titles, records = np.repeat(title_no, n), record[spread(begins, n)]
    told = np.unique(titles.astype(np.uint64) << _RECORD | records)
    told = told[_nth((told >> _RECORD).astype(np.int64)) < most]
    return pl.DataFrame({"title_no": (told >> _RECORD).astype(np.uint32), "record_no": told.astype(np.uint32)})
