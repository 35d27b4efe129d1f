"""ONIX that is read in a process of its own, while this one makes tables of what was read.

There is one such process and not one a processor: each takes about a hundred megabytes before it has read anything.
It is started as a program, neither forked nor spawned, so that it works from every thread, script and daemon; it ends
when nobody takes its output, thus with whoever started it.
"""

from __future__ import annotations

import io
import os
import pickle
import select
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from stocktake.catalogue import onix
from stocktake.catalogue.container import Source
from stocktake.catalogue.feed import batches
from stocktake.catalogue.feed_rows import Rows
from stocktake.errors import BadInput, StocktakeError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

_AT_ONCE = 1 << 16
LARGE = 16 << 20
"""Bytes of feeds from which a second process is worth its start (most of a second)."""

_PROGRAM = f"from {__name__} import main; main()"


class _Refused(NamedTuple):
    path: str
    problem: str
    advice: str
    line: int | None


_Told = tuple[int, Rows] | _Refused | None
"""What the process says: a batch of the file at a place, why a file is refused, or that all is read."""


def onix_rows(sources: Sequence[Source], scratch: Path) -> Generator[tuple[Source, Rows]]:
    """The entries of all ONIX files together, in order, each batch with its file.

    Large feeds are read in another process if this one may use two processors and pipes can be waited on (not on
    Windows). Raises BadInput for what is no ONIX;
    StocktakeError when the other process ended early.
    """
    is_large = sum(source.size for source in sources) >= LARGE
    read = _rows_of_another if is_large and os.name == "posix" and _processors() > 1 else _rows
    with closing(read(sources, scratch)) as batched:
        for place, rows in batched:
            yield sources[place], rows


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _rows(sources: Sequence[Source], scratch: Path) -> Generator[tuple[int, Rows]]:
    for source, found in groupby(onix.read(sources, scratch), key=lambda pair: pair[0]):
        for rows in batches(entry for _, entry in found):
            yield sources.index(source), rows


def _rows_of_another(sources: Sequence[Source], scratch: Path) -> Generator[tuple[int, Rows]]:
    complaints = scratch / "reader.log"
    with complaints.open("wb") as log, _started(log) as process:
        try:
            for told in _answers(process, (sources, scratch)):
                if isinstance(told, _Refused):
                    raise BadInput(told.path, told.problem, told.advice, line=told.line)
                yield told
        except (EOFError, pickle.UnpicklingError, BrokenPipeError):
            raise _ended_early(sources[0], process.wait(), complaints) from None
        finally:
            process.kill()


def _started(log: BinaryIO) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(str(Path(path).absolute()) for path in sys.path)
    return subprocess.Popen(  # noqa: S603  (our own interpreter, our own module)
        [sys.executable, "-P", "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        env={**os.environ, "PYTHONPATH": paths, "POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )


def _answers(process: subprocess.Popen[bytes], asked: object) -> Iterator[tuple[int, Rows] | _Refused]:
    if process.stdin is None or not isinstance(process.stdout, io.BufferedReader):
        raise BrokenPipeError
    with process.stdin as given:
        pickle.dump(asked, given)
    output = io.BufferedReader(_Awaited(process.stdout.raw), _AT_ONCE)
    while (told := cast(_Told, pickle.load(output))) is not None:  # noqa: S301  (what our own process wrote)
        yield told


class _Awaited(io.RawIOBase):
    """A pipe that is asked only when it has something: polars lets an interrupt wait until a plain read is over."""

    def __init__(self, pipe: io.RawIOBase) -> None:
        self._pipe = pipe

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int | None:
        select.select([self._pipe], [], [])
        return self._pipe.readinto(buffer)


def _ended_early(source: Source, code: int, complaints: Path) -> StocktakeError:
    said = complaints.read_text(errors="replace").strip().splitlines() or ["it said nothing"]
    how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
    return StocktakeError(
        f"{source.path}: the process that reads ONIX {how} ({said[-1]}). Nothing was published; check that there is "
        "memory to spare (300 MB) and run it again."
    )


def _answer_all(given: BinaryIO, output: BinaryIO) -> None:
    sources, scratch = pickle.load(given)  # noqa: S301  (what the process that started this one wrote)
    try:
        for batch in _rows(sources, scratch):
            pickle.dump(batch, output, pickle.HIGHEST_PROTOCOL)
            output.flush()
    except BadInput as error:
        pickle.dump(_Refused(error.path, error.problem, error.advice, error.line), output)
    else:
        pickle.dump(None, output)
    output.flush()


def main() -> None:
    """The other process. An interrupt is for the one that started it, which then ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _answer_all(sys.stdin.buffer, sys.stdout.buffer)
