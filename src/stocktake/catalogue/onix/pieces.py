"""The byte stream of a feed, cut into products without parsing it.

What is hard: end tags may stand in comments and CDATA sections, products may be commented out, an end tag may be
missing, and none of this may cost another product or unbounded memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from stocktake.errors import BadInput

LARGEST = 8 << 20
"""Bytes of one product: libxml2 stops at ten million for a single text."""

_HEADING = 1 << 16
_ADVICE = "Ask the sender for the feed as ONIX 2.1 or 3, or give the file that the sender made."
_TOKEN = re.compile(rb"<(?:(!--)|(\?)|(!\[CDATA\[)|(!DOCTYPE)|(/?)([A-Za-z_][\w.:-]*))")
_START_TAG = re.compile(rb"""<[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>""")
_LONGEST_OPENING = len(b"<![CDATA[")
_ONIX_ROOT = re.compile(rb"(?:[\w.-]+:)?onixmessage", re.IGNORECASE)
_PRODUCT = re.compile(rb"(?:[\w.-]+:)?[Pp]roduct")
_INNER_START = re.compile(rb"<(?:[\w.-]+:)?[Pp]roduct[\s>]")
_DOCTYPE = re.compile(rb"""<!DOCTYPE[^\[>"']*(?:(?:"[^"]*"|'[^']*')[^\[>"']*)*[\[>]""")
_SUBSET_END = re.compile(rb"\]\s*>")
_SECTION = re.compile(rb"<!--|<!\[CDATA\[")
_SECTION_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}
_PREFIX = re.compile(rb"""xmlns:[\w.-]+\s*=\s*(?:"[^"<&]*"|'[^'<&]*')""")


class Piece(NamedTuple):
    """The bytes of a product from start to end tag. `cut` says what is amiss when there is no end tag, else "".

    `wrapping` is a start tag that declares the namespace prefixes of the message; empty when it has none.
    """

    line: int
    data: bytes
    wrapping: bytes
    cut: str = ""


class Pieces:
    """Iterates over the products of one feed, in order. Holds a block or a product, whichever is larger."""

    def __init__(self, path: Path, blocks: Iterator[bytes]) -> None:
        self._path, self._blocks = path, blocks
        self._buffer, self._at, self._line, self._counted = b"", 0, 1, 0
        self._wrapping, self._is_open, self._is_spaced = b"", False, False
        self.head = b""

    def __iter__(self) -> Iterator[Piece]:
        self._more()
        self.head = self._buffer[:_HEADING]
        self._find_root()
        while (found := self._next_token()) is not None:
            if found[6] and _PRODUCT.fullmatch(found[6]) and not found[5]:
                yield self._product(found[6])
            else:
                self._pass_over(found)
        if self._is_open:
            yield self._rest("the message has no end (</ONIXMessage>): records after this line are missing")

    # Outside of products

    def _find_root(self) -> None:
        while (found := self._next_token()) is not None and not found[6]:
            self._pass_over(found)
        if found is None or found[5] or not _ONIX_ROOT.fullmatch(found[6]):
            what = f"its outermost element is <{found[6][:40].decode()}>" if found else "it has no element"
            raise BadInput(self._path, f"is no ONIX message: {what}.", _ADVICE, line=self._line_here())

    def _pass_over(self, found: re.Match[bytes]) -> None:
        comment, instruction, _, doctype, closing, name = found.groups()
        if doctype:
            self._declaration()
        elif not name:
            self._at += 2
            self._skip_past(b"-->" if comment else b"?>" if instruction else b"]]>")
        elif _ONIX_ROOT.fullmatch(name):
            self._root(is_start=not closing)
        else:
            self._at = found.end()

    def _root(self, *, is_start: bool) -> None:
        self._is_open = is_start
        tag = self._whole_tag()
        prefixes = _PREFIX.findall(tag) if is_start else []
        self._wrapping = b"<message " + b" ".join(prefixes) + b">" if prefixes else b""
        self._at += len(tag)

    def _whole_tag(self) -> bytes:
        while (found := _START_TAG.match(self._buffer, self._at)) is None:
            if len(self._buffer) - self._at > _HEADING or not self._more():
                raise self._bad("opens its outermost element and does not close the tag")
        return found.group()

    def _declaration(self) -> None:
        """Past a document type declaration. Nothing in it is obeyed; one that defines entities is refused."""
        end = -1
        while end < 0:
            end = _end_of_declaration(self._buffer, self._at)
            if end < 0 and (len(self._buffer) - self._at > _HEADING or not self._more()):
                raise self._bad("has a document type declaration without end")
        if b"<!ENTITY" in self._buffer[self._at : end]:
            raise self._bad("defines entities, which an ONIX feed never needs and attacks use")
        self._at = end

    def _next_token(self) -> re.Match[bytes] | None:
        while True:
            found = _TOKEN.search(self._buffer, self._at)
            if found is None:
                self._at = max(self._at, len(self._buffer) - _LONGEST_OPENING)
            else:
                self._at = found.start()
                if found.end() < len(self._buffer) or len(self._buffer) - self._at > _HEADING:
                    return found
            if not self._more():
                return found

    def _skip_past(self, ending: bytes) -> None:
        while (end := self._buffer.find(ending, self._at)) < 0:
            self._at = max(self._at, len(self._buffer) - len(ending))
            if not self._more():
                self._at = len(self._buffer)
                return
        self._at = end + len(ending)

    # Products

    def _product(self, name: bytes) -> Piece:
        end = self._ending(name, 0)
        if end and self._buffer.find(b"!", self._at, self._at + end) >= 0:
            end = self._ending_outside_sections(name, end)
        if end:
            return self._taken(end)
        if len(self._buffer) - self._at > LARGEST:
            raise self._bad(f"holds a product of more than {LARGEST >> 20} MB")
        return self._rest("the file ends in the middle of this product")

    def _ending_outside_sections(self, name: bytes, first: int) -> int:
        """The first end tag that stands in no comment and no CDATA section; `first` if one of these never ends."""
        end, plain = first, 0
        while end:
            opened = _SECTION.search(self._buffer, self._at + plain, self._at + end)
            if opened is None:
                return end
            plain = self._behind(_SECTION_ENDS[opened.group()], opened.end() - self._at)
            if not plain:
                return first
            if plain > end:
                end = self._ending(name, plain)
        return first

    def _ending(self, name: bytes, start: int) -> int:
        """Where the next end tag ends, counted from the start tag; 0 when there is none. White space in it is rare, so
        the slower search for that is used once it was met.
        """
        end = 0 if self._is_spaced else self._behind(b"</" + name + b">", start)
        if not end:
            found = self._behind_pattern(re.compile(b"</" + re.escape(name) + rb"\s*>"), start)
            self._is_spaced, end = self._is_spaced or bool(found), found
        return end

    def _behind(self, what: bytes, start: int) -> int:
        searched = start
        while (found := self._buffer.find(what, self._at + searched)) < 0:
            searched = max(start, len(self._buffer) - self._at - len(what) + 1)
            if not self._may_grow():
                return 0
        return found - self._at + len(what)

    def _behind_pattern(self, what: re.Pattern[bytes], start: int) -> int:
        while (found := what.search(self._buffer, self._at + start)) is None:
            if not self._may_grow():
                return 0
        return found.end() - self._at

    def _may_grow(self) -> bool:
        return len(self._buffer) - self._at <= LARGEST and self._more()

    def _taken(self, length: int, cut: str = "") -> Piece:
        line = self._line_here()
        data = self._buffer[self._at : self._at + length]
        self._at += length
        return Piece(line, data, self._wrapping, cut)

    def _rest(self, cut: str) -> Piece:
        self._is_open = False
        return self._taken(len(self._buffer) - self._at, cut)

    # The buffer

    def _more(self) -> bool:
        """Another block behind what is not yet passed. Tells whether there was one."""
        for block in self._blocks:
            if block:
                self._line_here()
                self._buffer = self._buffer[self._at :] + block
                self._at = self._counted = 0
                return True
        return False

    def _line_here(self) -> int:
        self._line += self._buffer.count(b"\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _bad(self, problem: str) -> BadInput:
        return BadInput(self._path, f"{problem}.", _ADVICE, line=self._line_here())


def parted(piece: Piece) -> list[Piece]:
    """A piece that cannot be parsed, cut before each further start tag: a product whose end tag is missing or misspelt
    has swallowed the next ones.
    """
    starts = [0, *(found.start() for found in _INNER_START.finditer(piece.data, 1))]
    ends = [*starts[1:], len(piece.data)]
    lines = piece.line
    parts = []
    for start, end in zip(starts, ends, strict=True):
        cut = piece.cut if end == len(piece.data) else ""
        parts.append(Piece(lines, piece.data[start:end], piece.wrapping, cut))
        lines += piece.data.count(b"\n", start, end)
    return parts


def _end_of_declaration(buffer: bytes, start: int) -> int:
    """Behind the document type declaration that starts here, or -1 when its end is not in sight."""
    outer = _DOCTYPE.match(buffer, start)
    if outer is None or outer.group().endswith(b">"):
        return outer.end() if outer else -1
    inner = _SUBSET_END.search(buffer, outer.end())
    return inner.end() if inner else -1


def has_swallowed(piece: Piece) -> bool:
    """Whether a piece seems to hold the start tag of another product; comments and texts may look so too."""
    start = piece.data[: piece.data.find(b"roduct") + 6]
    return piece.data.find(start + b">", 1) >= 0 or piece.data.find(start + b" ", 1) >= 0
