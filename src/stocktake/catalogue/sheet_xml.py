"""What a sheet's XML says that the workbook reader does not: hidden rows, formulas never worked out, true
extent.

The XML is scanned in chunks with patterns, not parsed: no entity can expand and a 1 GB sheet takes no memory.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

_CHUNK = 1 << 24
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_FAR_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{2,3})\d+"[^>/]*>')
_NO_VALUE = re.compile(
    rb'<(?:\w+:)?c\b(?![^>]*\bt="str")[^>]*>\s*<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


@dataclass(slots=True)
class SheetFacts:
    """Facts of one sheet. Rows and columns count from 1; `n_columns` is at least 26 (narrower is never
    asked)."""

    hidden_rows: set[int] = field(default_factory=set)
    formulas_without_value: int = 0
    n_rows: int = 0
    n_columns: int = 26


def sheet_facts(data: bytes) -> dict[str, SheetFacts]:
    """Facts by sheet name for an XLSX file; empty for the other workbook formats, which do not hold such
    XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        parts = _parts(archive)
        return {name: _scan(archive, part) for name, part in parts.items() if part in archive.namelist()}


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part that holds it."""
    relations = archive.read("xl/_rels/workbook.xml.rels").decode(errors="replace")
    targets = {found.get("Id", ""): found.get("Target", "") for found in map(_attributes, _RELATION.findall(relations))}
    sheets = map(_attributes, _SHEET.findall(archive.read("xl/workbook.xml").decode(errors="replace")))
    return {sheet["name"]: _absolute(targets.get(sheet.get("r:id", ""), "")) for sheet in sheets if "name" in sheet}


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}


def _absolute(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _scan(archive: zipfile.ZipFile, part: str) -> SheetFacts:
    facts = SheetFacts()
    for chunk in _chunks(archive, part):
        if b"hidden=" in chunk:
            facts.hidden_rows.update(int(row) for row in _HIDDEN.findall(chunk))
        if b"f>" in chunk:
            facts.formulas_without_value += len(_NO_VALUE.findall(chunk))
        facts.n_rows = max([facts.n_rows, *(int(row) for row in _ROW.findall(_last_row(chunk)))])
        facts.n_columns = max([facts.n_columns, *map(_column_number, set(_FAR_CELL.findall(chunk)))])
    return facts


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end with a whole row."""
    kept = b""
    with archive.open(part) as stream:
        while read := stream.read(_CHUNK):
            whole, end, kept = (kept + read).rpartition(b"row>")
            yield whole + end
    yield kept


def _last_row(chunk: bytes) -> bytes:
    """The piece from its last opening row tag: rows stand in ascending order."""
    return chunk[chunk.rfind(b"<", 0, max(chunk.rfind(b"row "), 0)) :]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
