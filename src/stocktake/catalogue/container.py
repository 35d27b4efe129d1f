"""What a file is, told from its first bytes and never from its name: a text table, a workbook, or neither."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from stocktake.errors import BadInput, UsageProblem


class Kind(StrEnum):
    """The two shapes of list that this room reads."""

    TEXT = "text"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Source:
    """One input file, read once. `label` is how tables and reports name it (no directories of this
    machine)."""

    path: Path
    label: str
    data: bytes
    sha256: str
    kind: Kind


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
        raise UsageProblem("No catalogue file was named. Give at least one CSV, TSV or XLSX file.")
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
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(path, "there is no such file.", "Check the spelling of the path.") from None
    except IsADirectoryError:
        raise BadInput(path, "is a folder.", "Name the files in it one by one.") from None
    except OSError as error:
        raise BadInput(path, f"cannot be read ({error.strerror}).", "Check its permissions.") from error
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise BadInput(path, "is empty.", "Export the list again and check that the file has rows.")
    return Source(path, label, data, sha256(data).hexdigest(), kind_of(path, data))


def kind_of(path: Path, data: bytes) -> Kind:
    """Class a file by content, so a CSV called .xlsx is read as the CSV it is. Raises BadInput for the
    rest."""
    if data.startswith(b"PK\x03\x04"):
        _require_workbook_in_zip(path, data)
        return Kind.WORKBOOK
    if data.startswith(_OLE):
        _refuse_encrypted(path, data)
        return Kind.WORKBOOK
    foreign = next((what for magic, what in _FOREIGN if data.startswith(magic)), None) or _markup(data)
    if foreign:
        raise BadInput(path, f"is {foreign}, not a table.", _EXPORT)
    return Kind.TEXT


def _markup(data: bytes) -> str | None:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "a web page (some systems save these as .xls)"
    if head.startswith(b"<?xml") or head.startswith(b"<onix"):
        return "an XML document"
    if head.startswith((b'{"', b"{\n", b"{\r\n", b"[{", b"[\n")):
        return "a JSON document"
    return None


def _refuse_encrypted(path: Path, data: bytes) -> None:
    if _ENCRYPTED in data:
        raise BadInput(path, "is protected by a password.", "Save a copy without a password and give that file.")


def _require_workbook_in_zip(path: Path, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            unzipped = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError):
        raise BadInput(path, "is a damaged workbook or ZIP archive.", "Fetch or export it again.") from None
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise BadInput(path, "is a ZIP archive without a workbook in it.", "Unpack it and give the list inside.")
    if unzipped > _UNZIPPED_LIMIT and unzipped > _RATIO_LIMIT * len(data):
        raise BadInput(path, f"unpacks to {unzipped:,} bytes, which no list needs.", _EXPORT)
