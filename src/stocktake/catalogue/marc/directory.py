"""The fields of one binary record, by its directory, or in spite of it."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

FIELD_END = 0x1E
LEADER, ENTRY = 24, 12
_NUMBERED = re.compile(r"(?s)(?:.{3}[0-9]{9})+")


class BrokenRecord(Exception):
    """A record whose fields cannot be told apart. `reason` is a code, `problem` a sentence."""

    def __init__(self, reason: str, problem: str) -> None:
        super().__init__(problem)
        self.reason, self.problem = reason, problem


@dataclass(frozen=True, slots=True)
class Fields:
    """Tags and contents in the order of the directory; `is_repaired`: lengths or offsets were wrong, and the field
    terminators were believed instead.
    """

    items: list[tuple[str, bytes]]
    is_repaired: bool = False


def fields(data: bytes, wanted: Container[str]) -> Fields:
    """The wanted fields of a record without its terminator.

    The offsets of the directory are believed when each of them ends at a field terminator. Otherwise the contents are
    taken in order, provided that there are as many of them as the directory has entries (lengths counted in letters
    instead of bytes are the usual cause). Raises BrokenRecord when neither holds.
    """
    base = data.find(FIELD_END, LEADER) + 1
    if base == 0:
        raise BrokenRecord("record_cut_short", "it ends before its fields begin.")
    directory = _checked(data[LEADER : base - 1])
    found = _by_offset(data, base, directory, wanted) if int(data[12:17]) == base else None
    if found is not None:
        return Fields(found)
    return Fields(_by_order(data[base:], directory, wanted), is_repaired=True)


def _checked(directory: bytes) -> str:
    """Entries of twelve characters: tag, length and offset."""
    if not directory:
        raise BrokenRecord("record_without_fields", "its directory names no field.")
    if len(directory) % ENTRY or not directory.isascii():
        raise BrokenRecord("record_directory_broken", f"its directory of {len(directory)} bytes is no list of fields.")
    return directory.decode("ascii")


def _by_offset(data: bytes, base: int, directory: str, wanted: Container[str]) -> list[tuple[str, bytes]] | None:
    """None where a wanted field does not end at a field terminator, or an entry without numbers may have been one."""
    if not _NUMBERED.fullmatch(directory):
        return None
    found, size = [], len(data)
    for at in range(0, len(directory), ENTRY):
        tag, numbers = directory[at : at + 3], directory[at + 3 : at + ENTRY]
        if tag not in wanted:
            continue
        start = base + int(numbers[4:])
        end = start + int(numbers[:4]) - 1
        if not start <= end < size or data[end] != FIELD_END or FIELD_END in data[start:end]:
            return None
        found.append((tag, data[start:end]))
    return found


def _by_order(body: bytes, directory: str, wanted: Container[str]) -> list[tuple[str, bytes]]:
    contents = body.split(bytes([FIELD_END]))
    last = contents.pop()
    entries = [directory[at : at + ENTRY] for at in range(0, len(directory), ENTRY)]
    if len(contents) != len(entries):
        reason = "record_cut_short" if len(contents) < len(entries) and last else "record_directory_broken"
        raise BrokenRecord(reason, f"its directory names {len(entries)} fields, and {len(contents)} are there.")
    if not all(entry[3:].isdecimal() for entry in entries):
        raise BrokenRecord("record_directory_broken", "its directory holds something else than numbers.")
    ordered = sorted(range(len(entries)), key=lambda at: int(entries[at][7:]))
    told = dict(zip(ordered, contents, strict=True))
    return [(entry[:3], told[at]) for at, entry in enumerate(entries) if entry[:3] in wanted]
