"""A writer of the smallest XLSB workbook ([MS-XLSB]) that spreadsheet readers open: no library in Python writes one."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Cell = str | float | None
DATE = 1
"""The style of a cell that holds a date: its place among the cell formats."""

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = (
    '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
)


def write_xlsb(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    hidden: Iterable[str] = (),
    hidden_rows: Iterable[int] = (),
    dates: Iterable[int] = (),
) -> Path:
    """Write sheets of texts and numbers. `hidden` are sheets; `hidden_rows` (from 0) are rows of every sheet that has
    them; `dates` are the columns (from 0) whose numbers are dates."""
    names = list(sheets)
    relations = [_RELATION.format(f"rId{i}", "worksheet", f"worksheets/sheet{i}.bin") for i in range(1, len(names) + 1)]
    relations.append(_RELATION.format("rIdS", "styles", "styles.bin"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels", _RELATIONS.format(_RELATION.format("rId1", "officeDocument", "xl/workbook.bin"))
        )
        archive.writestr("xl/_rels/workbook.bin.rels", _RELATIONS.format("".join(relations)))
        archive.writestr("xl/workbook.bin", _workbook(names, set(hidden)))
        archive.writestr("xl/styles.bin", _styles())
        for i, rows in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{i}.bin", _sheet(rows, set(hidden_rows), set(dates)))
    return path


def _record(kind: int, data: bytes = b"") -> bytes:
    return _number(kind) + _number(len(data)) + data


def _number(value: int) -> bytes:
    """Seven bits a byte, the low ones first; the high bit says that more follow."""
    out = bytearray()
    while value > 0x7F:
        out.append(0x80 | value & 0x7F)
        value >>= 7
    return bytes([*out, value])


def _text(text: str) -> bytes:
    raw = text.encode("utf-16-le")
    return struct.pack("<I", len(raw) // 2) + raw


def _workbook(names: Sequence[str], hidden: set[str]) -> bytes:
    sheets = (
        _record(156, struct.pack("<II", name in hidden, i) + _text(f"rId{i}") + _text(name))
        for i, name in enumerate(names, 1)
    )
    return b"".join([_record(131), _record(143), *sheets, _record(144), _record(132)])


def _styles() -> bytes:
    """Two cell formats: general (0) and date (number format 14)."""
    formats = (_record(47, struct.pack("<HH", 0xFFFF, number) + bytes(12)) for number in (0, 14))
    return b"".join([_record(278), _record(617, struct.pack("<I", 2)), *formats, _record(618), _record(279)])


def _sheet(rows: Sequence[Sequence[Cell]], hidden: set[int], dates: set[int]) -> bytes:
    width = max(map(len, rows), default=1)
    out = [_record(129), _record(148, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, width - 1)), _record(145)]
    for number, row in enumerate(rows):
        out.append(_record(0, struct.pack("<I", number) + bytes(7) + bytes([0x10 * (number in hidden)]) + bytes(5)))
        out += [_cell(column, value, column in dates) for column, value in enumerate(row) if value is not None]
    return b"".join([*out, _record(146), _record(130)])


def _cell(column: int, value: str | float, is_date: bool) -> bytes:
    if isinstance(value, str):
        return _record(6, struct.pack("<II", column, 0) + _text(value))
    return _record(5, struct.pack("<II", column, DATE if is_date else 0) + struct.pack("<d", value))
