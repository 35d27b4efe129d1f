"""A dump file, directory member or archive as chunks of records, with the checks a reader owes on itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from functools import cache
from pathlib import Path

from stocktake.errors import BadInput, DataQualityStop
from stocktake.reference.archive_members import FETCH_AGAIN, Member
from stocktake.reference.archives import members, reading
from stocktake.reference.chunks import Chunk, SourceReport
from stocktake.reference.records import no_records, with_record_columns
from stocktake.reference.sqldump.decode import decode
from stocktake.reference.sqldump.reader import in_order
from stocktake.reference.sqldump.report import DumpReport
from stocktake.reference.sqldump.schema import Schemas, Target
from stocktake.reference.sqldump.statements import Batch, Statements
from stocktake.reference.sqldump.window import Window
from stocktake.reference.tables import TablePlan, canonical, check_essential, plan_for, wanted_columns

SNIFFED = 1 << 16
MD5_SHARE = 0.99
MD5_STOP = 0.5
_SQL = re.compile(
    rb"(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s|REPLACE\s+`|CREATE\s+(?:TABLE|DATABASE)\s|DROP\s+TABLE\s|LOCK\s+TABLES\s"
    rb"|/\*!\d{5}|/\*M!|\bSET\s+NAMES\s",
    re.IGNORECASE,
)
_SCHEMA_FILE = re.compile(r"-schema(?:-[a-z]+)?\.sql(?:\.\w+)?$", re.IGNORECASE)
_WEB_PAGE = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml)", re.IGNORECASE)


def is_schema_file(name: str) -> bool:
    """Whether a name is that of a schema file as mydumper writes them beside the data."""
    return bool(_SCHEMA_FILE.search(name))


def looks_like_sql(start: bytes) -> bool:
    return bool(_SQL.search(start))


def read_dump(path: Path, pool: Executor, report: SourceReport) -> Iterator[Chunk]:
    """Every record of a dump in order. Checks are made when the last row is out."""
    report.kind = "dump"
    with members(path) as files:
        schemas = _Schemas(path, [m for m in files if is_schema_file(m.name)])
        data = [m for m in files if not is_schema_file(m.name) and _is_sql(m, alone=len(files) == 1)]
        if not data:
            raise BadInput(path, "there is no SQL dump in it.", "Give the file that holds the INSERT statements.")
        told, seen = DumpReport(), _Seen()
        for member in data:
            yield from _read_member(member, schemas, pool, told, seen)
    _judge(path, report, told, seen)


class _Schemas:
    """CREATE TABLE statements outside the data: schema files beside it or in the same archive; read when
    asked for.
    """

    def __init__(self, path: Path, inside: list[Member]) -> None:
        self._path, self._inside, self._known = path, inside, Schemas()
        self._read = False

    def find(self, table: str) -> tuple[str, ...] | None:
        if not self._read:
            self._read = True
            for member in self._inside:
                self._add(member)
            for beside in sorted(p for p in self._path.parent.iterdir() if is_schema_file(p.name) and p.is_file()):
                with members(beside) as files:
                    self._add(files[0])
        return self._known.get(table)

    def _add(self, member: Member) -> None:
        with reading(member) as stream:
            statements = Statements(
                Window(stream, member.name), member.name, lambda _: False, lambda _: None, DumpReport()
            )
            for _ in statements.pieces():
                pass
            self._known |= statements.schemas


class _Seen:
    """Tallies over the chunks of a source."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.n_md5 = self.n_well_formed = self.n_slow = self.n_rejected = self.n_repaired = 0

    def add(self, chunk: Chunk) -> None:
        if chunk.frame.height:
            self.rows[chunk.frame["source_table"][0]] += chunk.frame.height
        self.n_md5 += chunk.n_md5
        self.n_well_formed += chunk.n_md5_well_formed
        self.n_slow += not chunk.fast
        self.n_rejected += len(chunk.rejects)
        self.n_repaired += int(chunk.frame["flags"].list.contains("repaired_text").sum())


def _is_sql(member: Member, *, alone: bool) -> bool:
    """By content. A source that is one file and no dump is an error that says what it is instead."""
    with reading(member) as stream:
        start = stream.read(SNIFFED)
    if looks_like_sql(start) or not alone:
        return looks_like_sql(start)
    problem = "it does not look like a MySQL dump: its beginning holds no SQL statement."
    if not start:
        problem = "the file inside it is empty."
    elif _WEB_PAGE.search(start):
        problem = "it is a web page, not a dump; perhaps an error page was saved."
    elif start[257:262] == b"ustar":
        problem = "it is a tar archive."
    elif start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        problem = "it is written in UTF-16."
    raise BadInput(member.path, problem, "Give a .sql file, plain or compressed.")


def _read_member(member: Member, schemas: _Schemas, pool: Executor, told: DumpReport, seen: _Seen) -> Iterator[Chunk]:
    name = member.path.name if member.name == member.path.name else f"{member.path.name}/{member.name}"

    @cache
    def plan(target: Target) -> TablePlan | None:
        """By the columns of the INSERT; one that names only some of them goes by its CREATE TABLE."""
        found = plan_for(target.table, target.columns, name)
        if found is None:
            whole = statements.schemas.get(target.table) or schemas.find(target.table)
            found = plan_for(target.table, whole, name) if whole else None
            if found is not None:
                check_essential(found, target.table, target.columns, name)
        return found

    def work(batch: Batch) -> Chunk:
        found = plan(batch[0].target)
        if found is None:
            raise AssertionError("only batches of known tables are given out")
        return _chunk(batch, found, name)

    with reading(member) as stream:
        statements = Statements(Window(stream, name), name, lambda t: plan(t) is not None, schemas.find, told)
        for chunk in in_order(pool, work, statements.batches()):
            seen.add(chunk)
            yield chunk
    seen.n_rejected += len(told.rejects)
    yield Chunk(name, no_records(), told.rejects)
    told.rejects = []


def _chunk(batch: Batch, plan: TablePlan, source: str) -> Chunk:
    decoded = decode(batch, wanted_columns(plan, batch[0].target.columns))
    frame = with_record_columns(canonical(plan, decoded.frame), source, plan.source_table, plan.convention)
    return Chunk.of(source, frame, decoded.rejects, decoded.fast)


def _judge(path: Path, report: SourceReport, told: DumpReport, seen: _Seen) -> None:
    """Silence is the worst fault of a reader: an INSERT without rows is an error, everything odd is named."""
    report.ignored = told.ignored
    if not told.read:
        named = ", ".join(sorted(told.ignored)) or "none"
        problem = f"no table in it has the columns of updated, fiction or scimag (INSERTs seen for: {named})."
        raise BadInput(path, problem, "Give the dump that holds the records.")
    if not seen.rows.total():
        problem = f"{told.read.total()} INSERT statements for {', '.join(sorted(told.read))} gave no usable row."
        raise BadInput(path, problem, FETCH_AGAIN)
    report.check(
        "rows_rejected",
        seen.n_rejected == 0,
        seen.n_rejected,
        "rows that could not be read, see rejected rows",
    )
    report.check("whole_file", not told.cut_off, not told.cut_off, "false: the file ends inside a statement")
    report.check(
        "statements_understood",
        not told.unreadable,
        told.unreadable.total(),
        "INSERTs of another form, skipped",
    )
    report.check("repaired_text", True, seen.n_repaired, "records with NUL, a byte order mark or undecodable bytes")
    report.check("batches_read_slowly", True, seen.n_slow, "batches that needed the row-by-row reader")
    ignored = ", ".join(f"{name} ({n} INSERTs)" for name, n in sorted(told.ignored.items())) or "none"
    both = told.ignored.keys() & told.read.keys()
    report.check("tables_ignored", not both, ignored, "tables that are none of ours")
    _judge_md5(path, report, seen)


def _judge_md5(path: Path, report: SourceReport, seen: _Seen) -> None:
    share = seen.n_well_formed / seen.n_md5 if seen.n_md5 else 1.0
    report.check("md5_well_formed", share >= MD5_SHARE, f"{share:.4f}", "share of filled MD5 that are 32 hex digits")
    if share < MD5_STOP:
        raise DataQualityStop(
            f"{path}: only {share:.0%} of its MD5 values are 32 hex digits: its columns are not what "
            "they say. Compare its CREATE TABLE with its INSERT statements."
        )
