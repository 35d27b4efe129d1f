"""The byte stream of a MARCXML file cut into records without parsing it, so that a broken one costs itself alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stocktake.errors import BadInput

LONGEST = 4 << 20
"""Bytes of one record; in its binary form it has 99,999 at most."""

HEADING = 1 << 16
_START = re.compile(rb"<(?:[\w.-]+:)?record(?:\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)?(/?)>")
_END = re.compile(rb"</(?:[\w.-]+:)?record\s*>")
_OWN = re.compile(rb"<(?:[\w.-]+:)?(?:leader|controlfield|datafield)[\s>]")
_PREFIX = re.compile(rb"""xmlns:[\w.-]+\s*=\s*(?:"[^"<&]*"|'[^'<&]*')""")
_TAIL = 4096


@dataclass(frozen=True, slots=True)
class XmlPiece:
    """One record from start to end tag. `number` counts from 1, `offset` from 0, in bytes of UTF-8. `cut` says what is
    amiss with a record that cannot be read, else ''.
    """

    number: int
    offset: int
    data: bytes
    cut: str = ""


def prefixes(head: bytes) -> bytes:
    """The declarations of namespace prefixes in front of the first record, parted by blanks."""
    first = _OWN.search(head)
    found = _PREFIX.findall(head, 0, first.start() if first else len(head))
    return b" ".join(dict.fromkeys(found))


def refuse_entities(head: bytes, path: Path) -> None:
    """Raises BadInput where a document type declaration defines entities. One that does not is never looked at."""
    if b"<!ENTITY" in head:
        problem = "defines entities, which a MARCXML file never needs and attacks use."
        raise BadInput(path, problem, "Remove the <!DOCTYPE …> declaration and give the file again.")


def xml_pieces(blocks: Iterator[bytes]) -> Iterator[XmlPiece]:
    """Every record once. Of elements within each other the innermost is the record: the outer ones are envelopes of SRU
    or OAI-PMH, unless they have fields of their own; then their end is missing.
    """
    for number, (offset, data, cut) in enumerate(_cut(blocks), 1):
        yield XmlPiece(number, offset, data, cut)


def _cut(blocks: Iterator[bytes]) -> Iterator[tuple[int, bytes, str]]:
    buffer, offset, is_overlong = b"", 0, False
    for block in blocks:
        buffer += block
        at = 0
        for end in _END.finditer(buffer):
            yield from _between(buffer, at, end.end(), offset, is_overlong)
            at, is_overlong = end.end(), False
        buffer, offset = buffer[at:], offset + at
        if len(buffer) > LONGEST:
            if not is_overlong and _OWN.search(buffer):
                yield offset, b"", "it goes on for more than four megabytes."
                is_overlong = True
            buffer, offset = buffer[-_TAIL:], offset + len(buffer) - _TAIL
    yield from _between(buffer, 0, len(buffer), offset, is_overlong, is_end=True)


def _between(
    buffer: bytes, start: int, end: int, offset: int, is_overlong: bool, *, is_end: bool = False
) -> Iterator[tuple[int, bytes, str]]:
    """The records that begin between two end tags: all but the last one lack theirs."""
    starts = list(_START.finditer(buffer, start, end))
    for place, found in enumerate(starts):
        is_last = place == len(starts) - 1
        following = end if is_last else starts[place + 1].start()
        if found[1]:
            yield offset + found.start(), found.group(), ""
        elif is_last and not is_end:
            yield offset + found.start(), buffer[found.start() : end], ""
        elif _OWN.search(buffer, found.end(), following):
            yield offset + found.start(), b"", "its end (</record>) is missing."
    if not starts and not is_overlong and _OWN.search(buffer, start, end):
        yield offset + start, b"", "its beginning (<record>) is missing."
