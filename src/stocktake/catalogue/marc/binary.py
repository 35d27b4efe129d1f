"""Binary MARC 21 (ISO 2709)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pymarc import Field, Indicators, Record, Subfield

from stocktake.catalogue.container import Source
from stocktake.catalogue.entries import Entry
from stocktake.catalogue.marc.charset import encoding_of, recode
from stocktake.catalogue.marc.described import TAGS, entry_of
from stocktake.catalogue.marc.directory import LEADER, BrokenRecord, Fields, fields
from stocktake.catalogue.marc.pieces import Piece, pieces

_LEADER = re.compile(rb"[0-9]{5}[a-z ][a-z][a-z ][ -~]{4}[0-9]{5}")
_CONTRADICTION = "encoding_contradicts_leader"
_FLAWS = {
    "without_leader": "it has no leader (24 characters, the first five a length), so it is no MARC record.",
    "too_long": "it goes on for more than a megabyte without a record terminator.",
}
_AGAIN = "Export the record again from the library system."


def looks_like(head: bytes) -> bool:
    """Whether a file that begins so is binary MARC: a leader in front, and a field terminator."""
    return b"\x1e" in head and _LEADER.match(head.lstrip(b"\xef\xbb\xbf \t\r\n\x00")) is not None


def entries(source: Source) -> Iterator[Entry]:
    """One entry a record, in order; `line` is the number of the record.

    A record that cannot be read is rejected with its number and byte offset, and reading goes on behind the next record
    terminator. Memory does not depend on the size of the file.
    """
    with source.open() as stream:
        yield from _told_once(map(_entry, pieces(stream)))


def _told_once(found: Iterable[Entry]) -> Iterator[Entry]:
    """A file in another encoding than its leaders say is told of once, not once a record."""
    told = False
    for entry in found:
        if entry.warnings and any(code == _CONTRADICTION for code, _ in entry.warnings):
            kept = tuple(one for one in entry.warnings if not told or one[0] != _CONTRADICTION)
            entry, told = replace(entry, warnings=kept), True
        yield entry


def _entry(piece: Piece) -> Entry:
    if piece.flaw == "empty":
        return Entry(piece.number, rule="empty_record")
    try:
        record, warnings = _record(piece)
    except BrokenRecord as broken:
        advice = f"Record {piece.number}, at byte {piece.offset}: {broken.problem} {_AGAIN}"
        return Entry(piece.number, reason=broken.reason, advice=advice, raw=_shown(piece.data))
    return entry_of(record, piece.number, tuple(warnings))


def _shown(data: bytes) -> str:
    return data[:LEADER].decode("ascii", errors="replace")


def _record(piece: Piece) -> tuple[Record, list[tuple[str, str]]]:
    """The wanted fields of a piece as a pymarc record, and what had to be put up with."""
    if piece.flaw in _FLAWS:
        raise BrokenRecord(f"record_{piece.flaw}", _FLAWS[piece.flaw])
    found = fields(piece.data, TAGS)
    says_utf8 = piece.data[9:10] == b"a"
    encoding = encoding_of(b"\x1e".join(content for _, content in found.items), says_utf8)
    built = [field_of(tag, recode(content, encoding)) for tag, content in found.items]
    leader = piece.data[:LEADER].decode("ascii")
    return Record(fields=built, leader=leader), list(_warnings(piece, found, encoding, says_utf8))


def field_of(tag: str, text: str) -> Field:
    """A pymarc field of its content as it stands: two indicators and subfields behind 0x1F, or plain data."""
    if tag < "010":
        return Field(tag, data=text)
    head, *parts = text.split("\x1f")
    indicators = Indicators(head[:1] or " ", head[1:2] or " ")
    return Field(tag, indicators, [Subfield(part[0], part[1:]) for part in parts if part])


def _warnings(piece: Piece, found: Fields, encoding: str, says_utf8: bool) -> Iterator[tuple[str, str]]:
    where = f"Record {piece.number}, at byte {piece.offset}:"
    if piece.skipped:
        yield "garbage_before_record", f"{where} {piece.skipped} bytes in front of it belong to no record."
    if piece.flaw == "unterminated":
        yield "record_unterminated", f"{where} it has no record terminator. Check that nothing is missing."
    if found.is_repaired or int(piece.data[:5]) != len(piece.data) + 1:
        yield "record_lengths_wrong", f"{where} the lengths it states are wrong; its terminators were believed."
    if encoding == "utf-8 damaged":
        yield "encoding_damaged", f"{where} it is UTF-8 with damaged bytes. Check its accents."
    elif says_utf8 != (encoding == "utf-8") and not _is_plain(found):
        declared = "UTF-8" if says_utf8 else "MARC-8"
        if encoding != declared.lower():
            yield (
                _CONTRADICTION,
                f"{where} its leader says {declared}, but it was read as {encoding}, and so are others like it.",
            )


def _is_plain(found: Fields) -> bool:
    return all(content.isascii() for _, content in found.items)
