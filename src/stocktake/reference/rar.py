"""RAR (and 7z) archives through libarchive, or unar where that is better or all there is."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from stocktake.errors import BadInput, MissingTool
from stocktake.reference.archive_members import FETCH_AGAIN, Member, checked_name, encrypted

_READ = 1 << 20


def rar_members(path: Path, kind: str) -> list[Member]:
    """libarchive streams RAR 5 and 7z; older RAR files, often solid or in volumes, are better in unar's
    hands.
    """
    library, has_unar = _libarchive(), bool(shutil.which("unar") and shutil.which("lsar"))
    if has_unar and (kind == "rar" or library is None):
        return _unar_members(path)
    if library is None:
        raise MissingTool(path, "libarchive or unar", "Install either: apt install libarchive13 (or unar).")
    return [Member(path, name, _libarchive_opener(library, path, name)) for name in _libarchive_names(library, path)]


def _libarchive() -> Any | None:
    try:
        import libarchive
        import libarchive.exception
    except (ImportError, OSError, AttributeError, TypeError):
        return None
    return libarchive


def _libarchive_names(library: Any, path: Path) -> list[str]:
    names = []
    with _libarchive_words(library, path), library.file_reader(str(path)) as entries:
        for entry in entries:
            if not entry.isdir:
                names.append(checked_name(path, entry.pathname))
    return names


@contextmanager
def _libarchive_words(library: Any, path: Path) -> Iterator[None]:
    try:
        yield
    except library.exception.ArchiveError as problem:
        words = str(problem).lower()
        if "encrypt" in words or "passphrase" in words or "password" in words:
            raise encrypted(path) from problem
        raise BadInput(path, f"the archive is damaged or cut off ({problem.msg}).", FETCH_AGAIN) from problem


def _libarchive_opener(library: Any, path: Path, name: str) -> Callable[[], BinaryIO]:
    def blocks() -> Iterator[bytes]:
        with _libarchive_words(library, path), library.file_reader(str(path)) as entries:
            for entry in entries:
                if entry.pathname == name:
                    yield from entry.get_blocks()
                    return

    return lambda: io.BufferedReader(_Blocks(blocks()), _READ)


class _Blocks(io.RawIOBase):
    """A generator of blocks as a file."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._rest = blocks, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(bytes(block))
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def _unar_members(path: Path) -> list[Member]:
    told = subprocess.run(["lsar", "-json", str(path)], capture_output=True, check=False)  # noqa: S603, S607
    try:
        listing = json.loads(told.stdout)
    except ValueError:
        listing = {"lsarError": "no listing"}
    if listing.get("lsarError") and not listing.get("lsarContents"):
        words = f"{listing['lsarError']} {told.stderr.decode('utf-8', 'replace')}".lower()
        raise (encrypted(path) if "password" in words else BadInput(path, "the archive is damaged.", FETCH_AGAIN))
    files = [entry for entry in listing["lsarContents"] if not entry.get("XADIsDirectory")]
    if any(entry.get("XADIsEncrypted") for entry in files):
        raise encrypted(path)
    return [
        Member(
            path,
            checked_name(path, entry["XADFileName"]),
            _unar_opener(path, entry["XADIndex"], entry.get("XADFileSize")),
        )
        for entry in files
    ]


def _unar_opener(path: Path, index: int, size: int | None) -> Callable[[], BinaryIO]:
    return lambda: io.BufferedReader(_UnarPipe(path, index, size), _READ)


class _UnarPipe(io.RawIOBase):
    """`unar -o -` writes one member to its standard output. It may end a cut-off one without complaint, so
    the size is checked as well.
    """

    def __init__(self, path: Path, index: int, size: int | None) -> None:
        command = ["unar", "-quiet", "-o", "-", "-indexes", str(path), str(index)]
        self._path, self._expected, self._read = path, size, 0
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = cast("IO[bytes]", self._process.stdout).readinto(buffer)  # type: ignore[attr-defined]
        self._read += size
        short = self._expected is not None and self._read < self._expected
        if size == 0 and (self._process.wait() != 0 or short):
            raise BadInput(self._path, "the archive is damaged or cut off.", FETCH_AGAIN)
        return int(size)

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait()
        cast("IO[bytes]", self._process.stdout).close()
        super().close()
