"""Numbers and keys of references, the same for all three formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from stocktake.catalogue.entries import Entry, Number, Related

HOSTED = ("chapter", "conference paper", "article")
_ISSN = re.compile(r"(?<![\d-])\d{4}-?\d{3}[\dXx](?![\d-])")


def head_text(head: bytes) -> str:
    """The first bytes of a file for a look: without byte order mark, in any encoding whose letters hold ASCII."""
    plain = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"").decode("latin-1")
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def numbers(of_kind: str, *, isbn: str = "", issn: str = "", doi: str = "") -> tuple[Number, ...]:
    """The numbers as supplied. A chapter bears the ISBN of its book; one of a paper's proceedings is no number of the
    paper (see `links`).
    """
    found = [Number("doi", doi)] if doi else []
    if isbn and of_kind == "chapter":
        found.append(Number("isbn", isbn, "host"))
    elif isbn and of_kind not in HOSTED:
        found.append(Number("isbn", isbn))
    return (*found, *(Number("issn", one) for one in _ISSN.findall(issn) or filter(None, [issn])))


def links(of_kind: str, isbn: str) -> tuple[Related, ...]:
    """The book that holds the paper or chapter."""
    return (Related("part_of", "isbn", isbn),) if isbn and of_kind in HOSTED else ()


def isbn_or_issn(written: str) -> tuple[str, str]:
    """Which of the two a field for either holds: (isbn, issn)."""
    digits = re.sub(r"[^0-9Xx]", "", written)
    return ("", written) if len(digits) == 8 or _ISSN.match(written.strip()) else (written, "")


def distinct(found: Iterable[Entry]) -> Iterator[Entry]:
    """A key that was used before, or that stands on the line of an earlier keyless entry, gets its number behind it:
    "smith2001#2". Title ids are made of keys, and none may get lost.
    """
    seen: set[str] = set()
    for entry in found:
        wanted = entry.key or f"line {entry.line}"
        key, number = wanted, 1
        while key in seen:
            number += 1
            key = f"{wanted}#{number}"
        seen.add(key)
        yield entry if number == 1 else _renamed(entry, key)


def _renamed(entry: Entry, key: str) -> Entry:
    if entry.key is None:
        return replace(entry, key=key)
    advice = f"The key {entry.key!r} was used before; this entry is {key!r} here. Give each reference a key of its own."
    return replace(entry, key=key, warnings=(*entry.warnings, ("duplicate_key", advice)))
