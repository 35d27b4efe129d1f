"""The decisions file: rows are only ever added, each time as one whole file that takes the place of the last.

What was there stays, to the byte where its columns are ours already. The new file is written aside, synced, renamed,
and its folder synced: after a crash the file holds either all rows of a call or none. A lock beside it keeps writers
apart; readers need none.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from stocktake.errors import UsageProblem
from stocktake.matching.decisions import HISTORY, read_history
from stocktake.reports.csv_safe import safe_cell


def append(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Add rows (columns of HISTORY) durably. A file that is there must be a decisions file, else BadInput.

    A folder that cannot be written is a usage problem. An older file gets the newer columns, empty for its rows.
    """
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(target):
            header, standing = _standing(target)
            _replace(target, standing + _lines(header, rows))
    except OSError as problem:
        raise UsageProblem(f"{path} cannot be written ({problem.strerror}). Name another file.") from problem


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold the file's lock; another program that writes is waited for."""
    with target.with_name(f".{target.name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _standing(target: Path) -> tuple[list[str], bytes]:
    """The columns of the file to be (those it has, in its order, then ours that it lacks), and what it holds so far."""
    if not target.exists():
        return list(HISTORY), _csv([HISTORY])
    read_history(target)
    data = target.read_bytes()
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    own = next(rows)
    newer = [c for c in HISTORY if c not in own]
    if newer:
        return [*own, *newer], _csv([[*own, *newer], *([*row, *[""] * len(newer)] for row in rows if row)])
    return own, data if data.endswith(b"\n") else data + b"\n"


def _lines(header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    return _csv([[safe_cell(row.get(column, "")) for column in header] for row in rows])


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _replace(target: Path, data: bytes) -> None:
    aside = target.with_name(f".{target.name}.new")
    with aside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
