"""Any source as a stream of bytes, told by its content and not by its name. Nothing is unpacked to disk."""

from __future__ import annotations

import bz2
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import zstandard
from isal import igzip, isal_zlib

from stocktake.errors import BadInput
from stocktake.reference.archive_members import FETCH_AGAIN, Member, checked_name, encrypted
from stocktake.reference.rar import rar_members
from stocktake.reference.zstd_stream import WholeZstd

_STREAMS: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstandard"), (b"\xfd7zXZ\0", "xz"), (b"BZh", "bzip2"),
)  # fmt: skip
_ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"Rar!\x1a\x07\x01\0", "rar5"),
    (b"Rar!\x1a\x07\0", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)  # fmt: skip
_BROKEN: tuple[Any, ...] = (
    OSError, zlib.error, isal_zlib.error, lzma.LZMAError, zstandard.ZstdError, zipfile.BadZipFile
)  # fmt: skip
_READ = 1 << 20


def kind_of(path: Path) -> str:
    """plain, a stream compression, or an archive; missing, empty and unreadable files are told apart."""
    try:
        with path.open("rb") as stream:
            start = stream.read(16)
    except FileNotFoundError:
        raise BadInput(path, "there is no such file.", "Check the path.") from None
    except OSError as problem:
        raise BadInput(path, f"it cannot be read ({problem.strerror}).", "Check its permissions.") from problem
    if not start:
        raise BadInput(path, "the file is empty.", FETCH_AGAIN)
    return next((kind for magic, kind in _STREAMS + _ARCHIVES if start.startswith(magic)), "plain")


@contextmanager
def members(path: Path) -> Iterator[list[Member]]:
    """The files of a source in archive order. Read them one after the other, inside the `with`.

    Encrypted archives and members that point outside are refused whole; damage shows as BadInput while
    reading.
    """
    kind = kind_of(path)
    if kind == "zip":
        with _explained(path):
            archive = zipfile.ZipFile(path)
        with archive:
            yield [_zip_member(path, archive, info) for info in archive.infolist() if not info.is_dir()]
    elif kind in ("rar", "rar5", "7z"):
        yield rar_members(path, kind)
    else:
        yield [Member(path, path.name, lambda: _opened(path, kind))]


@contextmanager
def reading(member: Member) -> Iterator[BinaryIO]:
    """The bytes of a member; a damaged archive says so in our words."""
    with _explained(member.path):
        inner = member.open()
    with inner:
        yield cast(BinaryIO, io.BufferedReader(_Watched(inner, member.path), _READ))


class _Watched(io.RawIOBase):
    """A stream whose failures name the archive. Only reading is watched, not what is done with the bytes."""

    def __init__(self, inner: BinaryIO, path: Path) -> None:
        self._inner, self._path = inner, path

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _explained(self._path):
            data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except EOFError as problem:
        raise BadInput(path, "the archive ends before its contents do.", FETCH_AGAIN) from problem
    except _BROKEN as problem:
        if isinstance(problem, OSError) and problem.errno is not None:
            raise
        raise BadInput(path, f"the archive is damaged ({problem}).", FETCH_AGAIN) from problem


def _opened(path: Path, kind: str) -> BinaryIO:
    if kind == "gzip":
        return cast(BinaryIO, igzip.IGzipFile(path, "rb"))  # type: ignore[no-untyped-call]
    if kind == "xz":
        return cast(BinaryIO, lzma.open(path, "rb"))
    if kind == "bzip2":
        return cast(BinaryIO, bz2.open(path, "rb"))
    if kind == "zstandard":
        return cast(BinaryIO, WholeZstd(path))
    return path.open("rb")


def _zip_member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    if info.flag_bits & 1:
        raise encrypted(path)
    return Member(path, checked_name(path, info.filename), lambda: cast(BinaryIO, archive.open(info)))
