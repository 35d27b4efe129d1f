"""What a sheet's XML says that the workbook reader does not: hidden rows, formulas never worked out, true
extent.

The XML is scanned in chunks with patterns, not parsed: no entity can expand and a 1 GB sheet takes no memory.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator

from stocktake.catalogue.sheet_facts import SheetFacts

_CHUNK = 1 << 24
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_LOW_CELL = re.compile(rb'<(?:\w+:)?c r="[A-Z]{1,3}(\d{7,})"')
_FAR_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{2,3})\d+"[^>/]*>')
_NO_VALUE = re.compile(
    rb'<(?:\w+:)?c\b(?![^>]*\bt="str")[^>]*>\s*<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def xlsx_facts(archive: zipfile.ZipFile) -> dict[str, SheetFacts]:
    """Facts by sheet name for an XLSX file."""
    parts = _parts(archive)
    return {name: _scan(archive, part) for name, part in parts.items() if part in archive.namelist()}


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part that holds it."""
    targets = related_parts(archive, "xl/_rels/workbook.xml.rels")
    sheets = map(_attributes, _SHEET.findall(archive.read("xl/workbook.xml").decode(errors="replace")))
    return {sheet["name"]: targets.get(sheet.get("r:id", ""), "") for sheet in sheets if "name" in sheet}


def related_parts(archive: zipfile.ZipFile, relations: str) -> dict[str, str]:
    """Id → the part it stands for, from one list of relations of a workbook."""
    found = map(_attributes, _RELATION.findall(archive.read(relations).decode(errors="replace")))
    return {relation.get("Id", ""): _absolute(relation.get("Target", "")) for relation in found}


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
        rows = {*_ROW.findall(_last_row(chunk)), *_LOW_CELL.findall(chunk)}
        facts.n_rows = max([facts.n_rows, *map(int, rows)])
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
