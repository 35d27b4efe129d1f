"""The facts of the sheets of a binary workbook (XLSB, [MS-XLSB]): hidden rows and true extent."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from struct import Struct

from stocktake.catalogue.sheet_facts import SheetFacts
from stocktake.catalogue.sheet_xml import related_parts

_ROW, _CELLS, _EXTENT, _SHEET_LISTED, _MERGED = 0, range(1, 12), 148, 156, 176
_FIRST, _SPAN = Struct("<I"), Struct("<4I")
_HIDDEN_AT, _HIDDEN = 11, 0x10
_CHUNK = 1 << 22


def xlsb_facts(archive: zipfile.ZipFile) -> dict[str, SheetFacts]:
    """Facts by sheet name. Raises ValueError for records that do not add up."""
    parts = related_parts(archive, "xl/_rels/workbook.bin.rels")
    sheets = [_listed(data) for kind, data in _records(archive, "xl/workbook.bin") if kind == _SHEET_LISTED]
    present = set(archive.namelist())
    for key, name in sheets:
        if parts.get(key) not in present:
            raise ValueError(f"the sheet {name!r} is missing")
    return {name: _scan(archive, parts[key]) for key, name in sheets}


def _listed(data: bytes) -> tuple[str, str]:
    """The relation and the name of a sheet: each a count of characters and UTF-16."""
    relation, at = _text(data, 8)
    return relation, _text(data, at)[0]


def _text(data: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * _u32(data[at : at + 4])
    return data[at + 4 : end].decode("utf-16-le", errors="replace"), end


def _scan(archive: zipfile.ZipFile, part: str) -> SheetFacts:
    """A record of a row says its number and whether it is hidden; those of its cells follow, with their column."""
    facts, row = SheetFacts(), 0
    for kind, data in _records(archive, part):
        if kind == _ROW:
            row = _u32(data)
            if len(data) > _HIDDEN_AT and data[_HIDDEN_AT] & _HIDDEN:
                facts.hidden_rows.add(row + 1)
        elif kind in _CELLS:
            facts.reach(row, _u32(data))
        elif kind == _EXTENT and len(data) < _SPAN.size:
            raise ValueError("a record of a sheet is too short")
        elif kind == _MERGED and len(data) >= _SPAN.size:
            top, bottom, left, right = _SPAN.unpack_from(data)
            facts.merged.append(((top, left), (bottom, right)))
    return facts


def _u32(data: bytes) -> int:
    if len(data) < _FIRST.size:
        raise ValueError("a record of a sheet is too short")
    return int(_FIRST.unpack_from(data)[0])


def _records(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record. Both counts are written seven bits a byte, the high bit says "more"."""
    kept, at = b"", 0
    with archive.open(part) as stream:
        while read := stream.read(_CHUNK):
            kept, at = kept[at:] + read, 0
            while (found := _record(kept, at)) is not None:
                kind, start, end = found
                yield kind, kept[start:end]
                at = end
    if at < len(kept):
        raise ValueError(f"{part} ends inside a record")


def _record(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Number, start and end of the record at a place; None when it is not there whole."""
    try:
        kind, after = _number(data, at, 2)
        length, start = _number(data, after, 4)
    except IndexError:
        return None
    return (kind, start, start + length) if start + length <= len(data) else None


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for i in range(most):
        byte = data[at + i]
        value |= (byte & 0x7F) << 7 * i
        if byte < 0x80:
            return value, at + i + 1
    return value, at + most
