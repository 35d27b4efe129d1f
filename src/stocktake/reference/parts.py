"""Writing the store in parts: always the same rows in a part, whatever the size of what was read.

Records are numbered in source order; a record id that was given already, and a row without one, are
refused. Parts are finished and written in threads while reading goes on; two may wait, so memory stays
bounded.
"""

from __future__ import annotations

from collections import Counter, deque
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.reference.chunks import Chunk
from stocktake.reference.record_ids import RecordIds
from stocktake.reference.records import finish, no_records
from stocktake.reference.sqldump.report import Reject

PART_ROWS = 1 << 16
TABLES = ("records", "identifiers", "contributors")
MOST_REJECTS = 100_000
_WAITING = 3


@dataclass(slots=True)
class Written:
    """Rows written so far."""

    records: int = 0
    identifiers: int = 0
    contributors: int = 0
    rejected: int = 0
    repeated: int = 0


class Parts:
    """Takes chunks in order; `close` writes what is left. Every table has at least one file, if an empty
    one.
    """

    def __init__(self, folder: Path, pool: Executor, part_rows: int = PART_ROWS) -> None:
        self._folder, self._pool, self._part_rows = folder, pool, part_rows
        self._held: list[pl.DataFrame] = []
        self._n_held = self._n_parts = self.n_numbered = 0
        self._ids = RecordIds()
        self._waiting: deque[Future[tuple[int, int, int]]] = deque()
        self._rejects: list[tuple[str, int, str, str, str]] = []
        self.written = Written()
        for table in TABLES:
            (folder / table).mkdir(parents=True)

    def add(self, chunk: Chunk) -> Counter[str]:
        """Take a chunk; answers how many records of which table were new."""
        for refused in chunk.rejects:
            self._refuse(chunk.source, refused)
        frame = self._new_only(chunk)
        self._held.append(frame)
        self._n_held += frame.height
        while self._n_held >= self._part_rows:
            self._write_part()
        tables, counts = frame["source_table"].value_counts(sort=True).get_columns()
        return Counter(dict(zip(tables, counts, strict=True)))

    def close(self) -> Written:
        if self._n_held or not self._n_parts:
            self._write_part()
        self._settle(0)
        schema = ("source_file", "source_line", "reason", "advice", "raw")
        types = dict(zip(schema, (pl.String, pl.Int64, pl.String, pl.String, pl.String), strict=True))
        pl.DataFrame(self._rejects, schema=types, orient="row").write_parquet(self._folder / "rejected.parquet")
        return self.written

    def _refuse(self, source: str, refused: Reject) -> None:
        """All are counted; the first 100,000 are kept and a last line says how it goes on."""
        self.written.rejected += 1
        if self.written.rejected <= MOST_REJECTS:
            self._rejects.append((source, refused.line, refused.reason, refused.advice, refused.raw))
        elif self.written.rejected == MOST_REJECTS + 1:
            self._rejects.append((source, refused.line, "more rows refused than are listed", refused.advice, ""))

    def _new_only(self, chunk: Chunk) -> pl.DataFrame:
        fresh = self._ids.are_new(chunk.frame["record_id"])
        for record_id in chunk.frame.filter(~fresh)["record_id"]:
            self.written.repeated += 1
            reason = "a row without an ID" if record_id is None else f"record {record_id} was there before"
            self._refuse(chunk.source, Reject(0, reason, "The first row with an ID is kept.", record_id or ""))
        return chunk.frame.filter(fresh)

    def _write_part(self) -> None:
        whole = pl.concat(self._held) if self._held else no_records()
        part, rest = whole.head(self._part_rows), whole.slice(self._part_rows)
        numbers = pl.int_range(self.n_numbered, self.n_numbered + part.height, dtype=pl.UInt32, eager=True)
        self.n_numbered += part.height
        self._held, self._n_held = [rest], rest.height
        name = f"part-{self._n_parts:05d}.parquet"
        self._n_parts += 1
        self._waiting.append(
            self._pool.submit(_write, self._folder, name, part.with_columns(numbers.alias("record_no")))
        )
        self._settle(_WAITING)

    def _settle(self, most: int) -> None:
        while len(self._waiting) > most:
            records, identifiers, contributors = self._waiting.popleft().result()
            self.written.records += records
            self.written.identifiers += identifiers
            self.written.contributors += contributors


def _write(folder: Path, name: str, frame: pl.DataFrame) -> tuple[int, int, int]:
    made = finish(frame.select("record_no", pl.exclude("record_no")))
    tables = (made.records, made.identifiers, made.contributors)
    for table, rows in zip(TABLES, tables, strict=True):
        rows.write_parquet(folder / table / name, compression="zstd", compression_level=1, row_group_size=PART_ROWS * 4)
    return made.records.height, made.identifiers.height, made.contributors.height
