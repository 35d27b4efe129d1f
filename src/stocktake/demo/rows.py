"""One row of the made-up dump, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NewType

from stocktake.demo.works import Work

Sql = NewType("Sql", str)  # a value spelt out as it stands in the dump, quotes and all
Value = str | int | None


@dataclass(slots=True)
class Row:
    """A row of `updated`, `fiction` or `scimag`; columns not named are empty.

    `number` is its ID, given when all rows of the table are known (0 before that). `isbns` are the ISBN-13s
    a reader can get out of it; `labels` name what the dump did to it.
    """

    table: str
    values: dict[str, Value]
    work: Work | None = None
    edition: int = 0
    isbns: frozenset[str] = frozenset()
    labels: tuple[str, ...] = ()
    number: int = 0
    spelt: dict[str, Sql] = field(default_factory=dict)

    @property
    def record_id(self) -> str:
        """The name of the record everywhere else: table and ID, because IDs overlap between tables."""
        return f"{self.table}:{self.number}"


@dataclass(frozen=True, slots=True)
class Decoy:
    """A record that looks like the listed work `tempts` and is not; `kind` says what it is instead."""

    row: Row
    kind: str
    tempts: Work
