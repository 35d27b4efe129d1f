"""Which message of each product counts, decided for whole feeds at nine bytes a message."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from stocktake.catalogue.onix.messages import Kind


class Fate(IntEnum):
    """What becomes of a message. ALONE: a partial update whose product no message has stated; used as it stands."""

    USED, SUPERSEDED, DELETED, TEST, NOT_MERGED, ALONE = range(6)


RULES = {
    Fate.SUPERSEDED: "superseded",
    Fate.DELETED: "deleted",
    Fate.TEST: "test_record",
    Fate.NOT_MERGED: "partial_update_not_merged",
}
ALONE = {
    Kind.FULL: Fate.USED,
    Kind.DELETE: Fate.DELETED,
    Kind.TEST: Fate.TEST,
    Kind.BLOCKS: Fate.ALONE,
    Kind.BARE: Fate.ALONE,
}
"""What becomes of the only message of a product."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Plan:
    """For each message its fate, whether it is merged with the one before it, and whether a later one is with it."""

    fates: bytearray
    is_merged: Flags
    is_base: Flags


class Messages:
    """All messages of a call in order, each as 64 bits of its key's hash and its kind."""

    def __init__(self) -> None:
        self._keys, self._kinds = array("Q"), array("B")

    def __len__(self) -> int:
        return len(self._kinds)

    def add(self, key: str, kind: Kind) -> None:
        """The next message; without a key it concerns no other."""
        number = int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) if key else len(self)
        self._keys.append(number)
        self._kinds.append(kind)

    def kind(self, place: int) -> Kind:
        """The kind of a message."""
        return Kind(self._kinds[place])

    def key(self, place: int) -> int:
        """The hash of its key, for books that are kept by product."""
        return self._keys[place]

    def repeated(self) -> Flags:
        """Which messages are about a product that has several."""
        flags = np.zeros(len(self), dtype=np.bool_)
        for group in self._groups():
            flags[group] = True
        return flags

    def plan(self, broken: Flags) -> Plan:
        """What to do with each message.

        A broken message changes nothing: the last sound one stands. After a delete a product begins anew.
        """
        fates = bytearray(ALONE[Kind(kind)] for kind in self._kinds)
        plan = Plan(fates, np.zeros(len(self), dtype=np.bool_), np.zeros(len(self), dtype=np.bool_))
        for group in self._groups():
            self._settle([place for place in group.tolist() if not broken[place]], plan)
        return plan

    def _settle(self, places: list[int], plan: Plan) -> None:
        """`current` is the message that stands."""
        current: int | None = None
        for place in places:
            kind = self.kind(place)
            if kind is Kind.TEST:
                continue
            if kind is Kind.BARE and current is not None:
                plan.fates[place] = Fate.NOT_MERGED
                continue
            if kind is Kind.BLOCKS and current is not None:
                plan.fates[place], plan.is_merged[place], plan.is_base[current] = Fate.USED, True, True
            if current is not None:
                plan.fates[current] = Fate.DELETED if kind is Kind.DELETE else Fate.SUPERSEDED
            current = None if kind is Kind.DELETE else place

    def _groups(self) -> Iterator[npt.NDArray[np.int64]]:
        """The places of each key that has several, in order of the feed."""
        keys = np.frombuffer(self._keys, dtype=np.uint64)
        order = np.argsort(keys, kind="stable")
        bounds = np.flatnonzero(np.diff(keys[order])) + 1
        starts = np.concatenate(([0], bounds))
        ends = np.concatenate((bounds, [len(keys)]))
        for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
            yield order[start:end]
