"""Where the keys of the listed titles stand in the reference: one pass over its sorted keys, stretch by stretch."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from stocktake.matching.title_keys import Numbers
from stocktake.reference.prepared.ordered import in_order

KEYS_AT_ONCE = 1 << 20
Counts = npt.NDArray[np.int64]
Records = npt.NDArray[np.uint32]
PLACED_AT_ONCE = 1 << 22
_RECORD_BITS, _RECORDS = np.uint64(32), np.uint64((1 << 32) - 1)


@dataclass(frozen=True, slots=True)
class KeyHits:
    """The records under each key of a list: those of key `i` are the `n_records[i]` from `starts[i]` on,
    ascending. `placed` holds them as one ascending list: `i` above a record number of 32 bits.
    """

    n_records: Counts
    starts: Counts
    placed: Numbers

    def records(self, keys: Counts) -> Numbers:
        """The records under these keys, one key after the other."""
        found: Numbers = self.placed[spread(self.starts[keys], self.n_records[keys])] & _RECORDS
        return found

    def has(self, key: Counts, record: Numbers) -> npt.NDArray[np.bool_]:
        """Whether each record stands under the key beside it."""
        if not len(self.placed):
            return np.zeros(len(key), np.bool_)
        wanted = key.astype(np.uint64) << _RECORD_BITS | record
        place = np.minimum(np.searchsorted(self.placed, wanted), len(self.placed) - 1)
        stands: npt.NDArray[np.bool_] = self.placed[place] == wanted
        return stands


def look_up(con: duckdb.DuckDBPyConnection, keys: Numbers, threads: int = 1) -> KeyHits:
    """The records of `reference_keys` under each of `keys` (ascending, each once).

    The reference keeps its keys sorted in files that follow each other, so a stretch of a million is met by a binary
    search of the listed ones in it; nothing is hashed. Stretches that stand in another order are sorted first.
    """
    reader = con.sql("select key, record_no from reference_keys").to_arrow_reader(KEYS_AT_ONCE)
    with ThreadPoolExecutor(threads) as pool:
        placed = _together(list(in_order(pool, lambda batch: _of_stretch(keys, *_columns(batch)), reader)))
    if np.any(placed[1:] < placed[:-1]):
        placed.sort()
    n_records = _counted(placed, len(keys))
    return KeyHits(n_records, np.cumsum(n_records) - n_records, placed)


def _together(found: list[Numbers]) -> Numbers:
    """One list of all stretches; each is let go as soon as it is copied, since they are the most that a run holds."""
    placed = np.empty(sum(map(len, found)), np.uint64)
    end = len(placed)
    while found:
        stretch = found.pop()
        placed[end - len(stretch) : end] = stretch
        end -= len(stretch)
    return placed


def _counted(placed: Numbers, n_keys: int) -> Counts:
    """Records under each key, counted a portion at a time."""
    n_records = np.zeros(n_keys, np.int64)
    for at in range(0, len(placed), PLACED_AT_ONCE):
        keys = (placed[at : at + PLACED_AT_ONCE] >> _RECORD_BITS).astype(np.int64)
        n_records[keys[0] : keys[-1] + 1] += np.bincount(keys - keys[0])
    return n_records


def _columns(batch: pa.RecordBatch) -> tuple[Numbers, Records]:
    return batch.column(0).to_numpy(), batch.column(1).to_numpy()


def _of_stretch(keys: Numbers, theirs: Numbers, records: Records) -> Numbers:
    """What stands under our keys in one stretch: the place of our key above the record number."""
    if np.any(theirs[1:] < theirs[:-1]):
        order = np.lexsort((records, theirs))
        theirs, records = theirs[order], records[order]
    first, last = np.searchsorted(keys, theirs[:1])[0], np.searchsorted(keys, theirs[-1:], "right")[0]
    ours = keys[first:last]
    begins = np.searchsorted(theirs, ours)
    n_found = np.searchsorted(theirs, ours, "right") - begins
    place = np.repeat(np.arange(first, last, dtype=np.uint64), n_found)
    return place << _RECORD_BITS | records[spread(begins, n_found)]


def spread(begins: Counts, lengths: Counts) -> Counts:
    """The numbers of stretches one after the other: 5, 6, 7, 2, 3 for begins 5, 2 and lengths 3, 2."""
    ends = np.cumsum(lengths)
    numbers: Counts = np.arange(ends[-1] if len(ends) else 0) + np.repeat(begins - (ends - lengths), lengths)
    return numbers
