"""What a file is, told from its first bytes and never from its name: a text table, a workbook, or neither."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

from stocktake.errors import BadInput, UsageProblem


class Kind(StrEnum):
    """The shapes of list that this room reads: two of tables, the others of records."""

    TEXT = "text"
    WORKBOOK = "workbook"
    ONIX = "ONIX"
    MARC = "MARC"
    MARCXML = "MARCXML"
    BIBTEX = "BibTeX"
    RIS = "RIS"
    CSL = "CSL-JSON"


TABLES = (Kind.TEXT, Kind.WORKBOOK)


@dataclass(frozen=True, slots=True)
class Source:
    """One input file. `label` is how tables and reports name it (no directories of this machine); `size` in bytes."""

    path: Path
    label: str
    sha256: str
    kind: Kind
    size: int

    def read(self) -> bytes:
        """The whole file. Feeds of records, which may be gigabytes, are streamed from `open` instead."""
        return self.path.read_bytes()

    def open(self) -> BinaryIO:
        """The file from its start; the caller closes it."""
        return self.path.open("rb")


_HEAD = 1 << 16
_EXPORT = "Export the list as CSV (UTF-8) or XLSX and give that file."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNZIPPED_LIMIT = 4 << 30
_RATIO_LIMIT = 300

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"BZh", "a bzip2 archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)


def open_sources(paths: Sequence[Path]) -> list[Source]:
    """Read and class every input. Refuses an empty list of paths and the same content given twice."""
    if not paths:
        raise UsageProblem("No catalogue file was named. Give at least one list (CSV, XLSX …) or feed (ONIX, MARC …).")
    sources = [_open(Path(path), label) for path, label in zip(paths, labels(paths), strict=True)]
    seen: dict[str, Source] = {}
    for source in sources:
        twin = seen.setdefault(source.sha256, source)
        if twin is not source:
            raise UsageProblem(
                f"{source.path} and {twin.path} hold the same bytes: each title would count twice. Give one."
            )
    return sources


def labels(paths: Sequence[Path]) -> list[str]:
    """The file name, with as many parent folders in front as it takes to tell the files apart."""
    for depth in range(1, max((len(Path(path).parts) for path in paths), default=1) + 1):
        names = ["/".join(Path(path).parts[-depth:]) for path in paths]
        if len(set(names)) == len(names):
            return names
    return [Path(path).as_posix() for path in paths]


def _open(path: Path, label: str) -> Source:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            digest = file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise BadInput(path, "there is no such file.", "Check the spelling of the path.") from None
    except IsADirectoryError:
        raise BadInput(path, "is a folder.", "Name the files in it one by one.") from None
    except OSError as error:
        raise BadInput(path, f"cannot be read ({error.strerror}).", "Check its permissions.") from error
    if size <= _HEAD and not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise BadInput(path, "is empty.", "Export the list again and check that the file has rows.")
    return Source(path, label, digest, kind_of(path, head), size)


def kind_of(path: Path, head: bytes) -> Kind:
    """Class a file by its first bytes, so a CSV called .xlsx is read as the CSV it is. Raises BadInput for the rest."""
    if head.startswith(b"PK\x03\x04"):
        _require_workbook_in_zip(path)
        return Kind.WORKBOOK
    if head.startswith(_OLE):
        _refuse_encrypted(path)
        return Kind.WORKBOOK
    if feed := _feed_of(head):
        return feed
    foreign = next((what for magic, what in _FOREIGN if head.startswith(magic)), None) or _markup(head)
    if foreign:
        raise BadInput(path, f"is {foreign}, which is no catalogue.", _EXPORT)
    return Kind.TEXT


def _feed_of(head: bytes) -> Kind | None:
    """Asked here and not above: the readers of feeds are made of the sources of this module."""
    from stocktake.catalogue.feeds import feed_of

    return feed_of(head)


def _markup(data: bytes) -> str | None:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "a web page (some systems save these as .xls)"
    if head.startswith(b"<?xml") or head.startswith(b"<onix"):
        return "an XML document"
    if head.startswith((b'{"', b"{\n", b"{\r\n", b"[{", b"[\n")):
        return "a JSON document"
    return None


def _refuse_encrypted(path: Path) -> None:
    if _ENCRYPTED in path.read_bytes():
        raise BadInput(path, "is protected by a password.", "Save a copy without a password and give that file.")


def _require_workbook_in_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            unzipped = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError):
        raise BadInput(path, "is a damaged workbook or ZIP archive.", "Fetch or export it again.") from None
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise BadInput(path, "is a ZIP archive without a workbook in it.", "Unpack it and give the list inside.")
    if unzipped > _UNZIPPED_LIMIT and unzipped > _RATIO_LIMIT * path.stat().st_size:
        raise BadInput(path, f"unpacks to {unzipped:,} bytes, which no list needs.", _EXPORT)
