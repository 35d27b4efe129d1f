"""A stream of binary MARC cut into records, whatever stands between them.

The record terminator (0x1D) decides, not the length that a leader states: lengths are often wrong, and a reader that
believes them loses every record after the first bad one. A leader in the middle of a record means that a terminator is
missing, and cuts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

TERMINATOR = b"\x1d"
LONGEST = 1 << 20
"""Bytes without a terminator that are held at most; the standard allows a record 99,999."""

_BLOCK = 1 << 18
_BLANK = b" \t\r\n\x00\x1a\xef\xbb\xbf"
_LEADER = re.compile(rb"[0-9]{5}[ -~]{7}[0-9]{5}[ -~]{7}")
_LEADER_INSIDE = re.compile(rb"[0-9]{5}[a-z ][a-z]{2}[ -~]{2}22[0-9]{5}[ -~]{3}4500")


@dataclass(frozen=True, slots=True)
class Piece:
    """One record as it stands, leader first, without its terminator. `number` counts from 1, `offset` from 0.

    `skipped` counts the bytes before the leader that belong to no record. `flaw` is None, or one of `empty`,
    `without_leader`, `too_long` (there is nothing to read in these), `unterminated`.
    """

    number: int
    offset: int
    data: bytes
    skipped: int = 0
    flaw: str | None = None


def pieces(stream: BinaryIO) -> Iterator[Piece]:
    """Every record of the stream once: at least one a terminator, and one for what follows the last terminator unless
    it is blank.
    """
    number = 0
    for offset, data, flaw in _stretches(stream):
        for piece in _parted(offset, data, flaw):
            number += 1
            yield Piece(number, *piece)


def _stretches(stream: BinaryIO) -> Iterator[tuple[int, bytes, str | None]]:
    """What stands between the terminators: offset, bytes and flaw."""
    rest, offset, is_overlong = b"", 0, False
    for block in iter(partial(stream.read, _BLOCK), b""):
        *whole, rest = (rest + block).split(TERMINATOR)
        for data in whole:
            if not is_overlong:
                yield offset, data, None
            offset, is_overlong = offset + len(data) + 1, False
        if len(rest) > LONGEST or is_overlong:
            if not is_overlong:
                yield offset, rest[:LONGEST], "too_long"
            offset, rest, is_overlong = offset + len(rest), b"", True
    if rest.strip(_BLANK):
        yield offset, rest, "unterminated"


def _parted(offset: int, data: bytes, flaw: str | None) -> Iterator[tuple[int, bytes, int, str | None]]:
    """The records of a stretch: offset of the leader, bytes, skipped bytes, flaw."""
    text = data.lstrip(_BLANK)
    offset += len(data) - len(text)
    if flaw == "too_long" or not text:
        yield offset, text[:LONGEST], 0, flaw or "empty"
        return
    skipped = _bytes_before_leader(text)
    if skipped is None:
        yield offset, text, 0, "without_leader"
        return
    start = skipped
    for end in _leaders_inside(text, start + 24):
        yield offset + start, text[start:end], skipped, "unterminated"
        start, skipped = end, 0
    yield offset + start, text[start:], skipped, flaw


def _bytes_before_leader(text: bytes) -> int | None:
    if _LEADER.match(text):
        return 0
    found = _LEADER_INSIDE.search(text)
    return found.start() if found else None


def _leaders_inside(text: bytes, start: int) -> list[int]:
    """Where further records begin: a leader ends in "4500"."""
    found, at = list[int](), text.find(b"4500", start + 20)
    while at >= 0:
        if _LEADER_INSIDE.match(text, at - 20):
            found.append(at - 20)
        at = text.find(b"4500", at + 4)
    return found
