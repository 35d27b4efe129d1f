"""The canonical delimited reference: CSV (any delimiter, maybe compressed) or Parquet, with or without a
mapping.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from polars.exceptions import ComputeError

from stocktake.errors import BadInput
from stocktake.reference.archive_members import Member
from stocktake.reference.archives import members, reading
from stocktake.reference.chunks import Chunk, SourceReport
from stocktake.reference.mapping import CANONICAL, Mapping, apply, by_name
from stocktake.reference.records import no_records, with_record_columns
from stocktake.reference.sqldump.decode import REPAIRED
from stocktake.reference.sqldump.reader import in_order
from stocktake.reference.sqldump.report import Reject, reject
from stocktake.text.convention import sniff_convention

PARQUET_MAGIC = b"PAR1"
SNIFFED = 1 << 16
_BATCH_ROWS = 1 << 15
_BLOCK = 8 << 20
_DELIMITERS = ",;\t|"
_ENOUGH = ("title", "isbns", "doi", "asin", "issn")
_ODD = "[\0\ufeff\ufffd]"


@dataclass(frozen=True, slots=True)
class _Table:
    """A source whose columns are known: `mapping` fills the canonical ones from `columns`."""

    name: str
    columns: list[str]
    mapping: Mapping


def read_delimited(
    path: Path, mapping: Mapping | None, pool: Executor, report: SourceReport, chunk_rows: int = _BATCH_ROWS
) -> Iterator[Chunk]:
    """Every row of a CSV or Parquet source in order; rows of another width are refused and named."""
    report.kind = "delimited"
    n_rows = 0
    with members(path) as files:
        for member in files:
            for chunk in _read_member(member, mapping, pool, report, chunk_rows):
                n_rows += chunk.frame.height
                yield chunk
    if not n_rows:
        raise BadInput(path, "it holds a header but no usable row.", "Give a file with rows.")
    report.check("rows_read", True, n_rows, "rows that could be read")


def is_parquet(start: bytes) -> bool:
    return start.startswith(PARQUET_MAGIC)


def _read_member(
    member: Member, mapping: Mapping | None, pool: Executor, report: SourceReport, chunk_rows: int
) -> Iterator[Chunk]:
    with reading(member) as stream:
        start = stream.read(SNIFFED)
    if is_parquet(start):
        yield from _read_parquet(member, mapping, pool, report, chunk_rows)
    else:
        yield from _read_csv(member, start, mapping, pool, report)


def _table(path: Path, present: list[str], mapping: Mapping | None, report: SourceReport) -> _Table:
    mapping = mapping or by_name(present)
    absent = [name for name in mapping.sources if name not in present]
    if absent:
        raise BadInput(path, f"the mapping names a column {absent[0]!r} that it does not have.", "Correct the mapping.")
    if not any(name in mapping.columns for name in _ENOUGH):
        problem = f"it has no column for a title or an identifier (it has: {', '.join(present[:12])})."
        raise BadInput(path, problem, f"Name its columns {', '.join(CANONICAL[:3])} … or give --mapping.")
    unused = ", ".join(name for name in present if name not in mapping.sources) or "none"
    report.check("columns_ignored", True, unused, "columns that no rule uses")
    return _Table(report.name, mapping.sources, mapping)


def _read_parquet(
    member: Member, mapping: Mapping | None, pool: Executor, report: SourceReport, chunk_rows: int
) -> Iterator[Chunk]:
    try:
        file = pyarrow.parquet.ParquetFile(member.path)
    except (pa.ArrowException, OSError) as problem:
        raise BadInput(member.path, f"the Parquet file is damaged ({problem}).", "Write it again.") from problem
    with file:
        table = _table(member.path, file.schema_arrow.names, mapping, report)
        batches = file.iter_batches(chunk_rows, columns=table.columns)
        frames = (pl.DataFrame(pl.from_arrow(batch)) for batch in batches)
        yield from in_order(pool, lambda item: _chunk(table, *item), _numbered(frames))


def _numbered(frames: Iterator[pl.DataFrame]) -> Iterator[tuple[pl.DataFrame, int, list[Reject]]]:
    """Each frame with the number of its first row, from 1."""
    first = 1
    for frame in frames:
        yield frame, first, []
        first += frame.height


def _read_csv(
    member: Member, start: bytes, mapping: Mapping | None, pool: Executor, report: SourceReport
) -> Iterator[Chunk]:
    delimiter, header = _header(member.path, start)
    table = _table(member.path, header, mapping, report)
    rejects: list[Reject] = []
    refuse = partial(_refuse, rejects)
    with reading(member) as stream:
        frames = _csv_frames(member.path, stream, delimiter, table, refuse)
        yield from in_order(pool, lambda item: _chunk(table, *item), _numbered(frames))
    yield Chunk(table.name, no_records(), rejects)
    report.check("rows_rejected", not rejects, len(rejects), "rows of another width than the header, see rejected rows")


def _refuse(rejects: list[Reject], row: pyarrow.csv.InvalidRow) -> str:
    reason = f"{row.actual_columns} fields where the header has {row.expected_columns}"
    rejects.append(reject(row.number or 0, reason, "Check its quotes and delimiters.", row.text.encode()))
    return "skip"


def _csv_frames(path: Path, stream: BinaryIO, delimiter: str, table: _Table, refuse: object) -> Iterator[pl.DataFrame]:
    options = {
        "read_options": pyarrow.csv.ReadOptions(block_size=_BLOCK, use_threads=False),
        "parse_options": pyarrow.csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, invalid_row_handler=refuse
        ),
        "convert_options": pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(table.columns, pa.binary()), include_columns=table.columns,
            check_utf8=False,
            strings_can_be_null=False,
        ),
    }  # fmt: skip
    try:
        with pyarrow.csv.open_csv(stream, **options) as reader:
            for batch in reader:
                yield pl.DataFrame(pl.from_arrow(batch))
    except pa.ArrowInvalid as problem:
        raise BadInput(path, f"it cannot be read as delimited text ({problem}).", "Check its quotes.") from problem


def _header(path: Path, start: bytes) -> tuple[str, list[str]]:
    """The delimiter that cuts the first line most often, and the names in it."""
    first = start.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].rstrip(b"\r").decode("utf-8", "replace")
    if "\0" in first or not first.strip():
        raise BadInput(path, "it is neither a dump, nor CSV with a header, nor Parquet.", "Give one of these.")
    delimiter = max(_DELIMITERS, key=first.count)
    names = next(csv.reader([first], delimiter=delimiter))
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BadInput(path, f"its header names {twice!r} twice.", "Give every column its own name.", line=1)
    return delimiter, names


def _chunk(table: _Table, frame: pl.DataFrame, first: int, rejects: list[Reject]) -> Chunk:
    """Canonical records of some rows. Without a record_id, file name and row number name the record."""
    text, repaired = _as_text(frame)
    made = apply(table.mapping, text).with_columns(repaired)
    numbers = pl.int_range(first, first + pl.len())
    own = pl.format("{}:{}", pl.lit(table.name), numbers)
    made = made.with_columns((pl.coalesce("record_id", own) if "record_id" in made.columns else own).alias("record_id"))
    return Chunk.of(table.name, with_record_columns(made, table.name, "canonical", _convention(table, made)), rejects)


def _convention(table: _Table, made: pl.DataFrame) -> str:
    """As the mapping says; else the canonical one ("Family, Given; …"), unless the cells are plainly lists between
    commas.
    """
    if table.mapping.convention or "authors" not in made.columns:
        return table.mapping.convention or "semicolon"
    return "comma" if sniff_convention(made["authors"]) == "comma" else "semicolon"


def _as_text(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Binary columns decoded (U+FFFD for what is not UTF-8), and which rows hold repaired or odd
    characters.
    """
    made = frame.with_columns(_decoded(frame[name]) for name in frame.columns if frame[name].dtype == pl.Binary)
    texts = [name for name in made.columns if made[name].dtype == pl.String]
    odd = pl.any_horizontal(pl.lit(False), *[pl.col(name).str.contains(_ODD).fill_null(False) for name in texts])
    return made, made.select(odd.alias(REPAIRED)).to_series()


def _decoded(column: pl.Series) -> pl.Series:
    try:
        return column.cast(pl.String)
    except ComputeError:  # some byte in it is not UTF-8
        values = [None if v is None else v.decode("utf-8", "replace") for v in column]
    return pl.Series(column.name, values, pl.String)
