"""What every reader of a source hands on: stretches of records, and what is to be said about the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from stocktake.reference.sqldump.report import Reject

Progress = Callable[[str, int, int | None], None]
MD5_PATTERN = "^[0-9a-f]{32}$"


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """One look at our own work: `value` is what was found, `note` what it means when it is not `ok`."""

    name: str
    ok: bool
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Records of one table in source order (columns: see records.with_record_columns) and rows that were
    refused.
    """

    source: str
    frame: pl.DataFrame
    rejects: list[Reject]
    n_md5: int = 0
    n_md5_well_formed: int = 0
    fast: bool = True

    @staticmethod
    def of(source: str, frame: pl.DataFrame, rejects: list[Reject], fast: bool = True) -> Chunk:
        """A chunk with its MD5 values looked at."""
        md5 = frame["md5"].drop_nulls()
        well_formed = int(md5.str.contains(MD5_PATTERN).sum())
        return Chunk(source, frame, rejects, len(md5), well_formed, fast)


@dataclass(slots=True)
class SourceReport:
    """Filled while a source is read. `tables` counts the rows given out by table."""

    name: str
    kind: str = ""
    tables: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    self_checks: list[SelfCheck] = field(default_factory=list)

    def check(self, name: str, ok: bool, value: object, note: str) -> None:
        self.self_checks.append(SelfCheck(name, ok, str(value), f"{self.name}: {note}"))
