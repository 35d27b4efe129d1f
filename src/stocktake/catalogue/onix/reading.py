"""Feeds to entries: one file alone, or all files of a call with every update and deletion obeyed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from lxml.etree import _Element

from stocktake.catalogue.container import Source
from stocktake.catalogue.entries import Entry
from stocktake.catalogue.onix.composite import Composite, composite
from stocktake.catalogue.onix.encoding import blocks, declared, declares_otherwise
from stocktake.catalogue.onix.latest import RULES, Fate, Flags, Messages
from stocktake.catalogue.onix.merging import Kept, merged
from stocktake.catalogue.onix.messages import glance
from stocktake.catalogue.onix.parsing import DECLARED_WRONG, Broken, new_parser, parse
from stocktake.catalogue.onix.pieces import Piece, Pieces, has_swallowed, parted
from stocktake.catalogue.onix.product import item_entries, product_entry

_HEAD = 1 << 16
_SHOWN = 200
_BY_ITSELF = {"05": Fate.DELETED, "88": Fate.TEST, "89": Fate.TEST, "04": Fate.ALONE}
_NO_REFERENCE = "The product has no RecordReference and goes by its place in the file: a re-sent file may rename it."
_NO_BASE = "A partial update whose product no message states; it was used as it stands. Send the whole record."
_EXPORT_AGAIN = "Have the record exported again; the others of the file were read."


Notes = tuple[tuple[str, str], ...]
Parsed = tuple[Piece, _Element | Broken, Notes]


class Feed:
    """One file, product by product."""

    def __init__(self, source: Source) -> None:
        self.source = source
        with source.open() as file:
            head = file.read(_HEAD)
        self.codec = declared(head)
        self._of_the_file = (DECLARED_WRONG,) if declares_otherwise(head) else ()
        self._is_told = False
        self._parser = new_parser()

    def pieces(self) -> Iterator[Piece]:
        """The products, unparsed; those that had swallowed others cut apart."""
        for piece in Pieces(self.source.path, blocks(self.source)):
            if has_swallowed(piece) and isinstance(self.parse(piece)[0], Broken):
                yield from parted(piece)
            else:
                yield piece

    def products(self) -> Iterator[Parsed]:
        """The same, parsed."""
        for piece in Pieces(self.source.path, blocks(self.source)):
            product, notes = self.parse(piece)
            if isinstance(product, Broken) and has_swallowed(piece):
                yield from ((part, *self.parse(part)) for part in parted(piece))
            else:
                yield piece, product, notes

    def parse(self, piece: Piece) -> tuple[_Element | Broken, Notes]:
        """`parsing.parse` with the encoding of this file."""
        return parse(self.source.path, piece, self._parser, self.codec)

    def entries_of(self, parsed: Parsed, number: int, fate: Fate | None) -> Iterator[Entry]:
        """The entries of one message: itself, then the content items of a used product. Without a fate the message
        counts for itself.
        """
        piece, product, notes = parsed
        if isinstance(product, Broken):
            yield self._unread(piece, product, number, fate)
            return
        found = composite(product)
        key = found.first("RecordReference") or f"{self.source.sha256[:16]}:{number}"
        fate = _BY_ITSELF.get(found.code("NotificationType"), Fate.USED) if fate is None else fate
        if fate in RULES:
            yield Entry(piece.line, key, rule=RULES[fate])
            return
        entry = product_entry(found, piece.line, key)
        warnings = (*self._once(notes), *_warnings(found, fate))
        yield replace(entry, warnings=(*warnings, *entry.warnings)) if warnings else entry
        if "ContentItem" in found and entry.reason is None:
            yield from item_entries(found, entry)

    def _unread(self, piece: Piece, broken: Broken, number: int, fate: Fate | None) -> Entry:
        key = glance(piece.data, self.codec)[0]
        if fate in RULES:
            return Entry(piece.line, key or f"{self.source.sha256[:16]}:{number}", rule=RULES[fate])
        shown = key or piece.data[:_SHOWN].decode("utf-8", "replace")
        if piece.cut:
            advice = f"{piece.cut[:1].upper()}{piece.cut[1:]}. Fetch or export the file again."
            return Entry(piece.line, key or None, reason="cut_off", advice=advice, raw=shown)
        advice = f"Its XML breaks at line {broken.line}: {broken.reason}. {_EXPORT_AGAIN}"
        return Entry(piece.line, key or None, reason="broken_xml", advice=advice, raw=shown)

    def _once(self, notes: Notes) -> Iterator[tuple[str, str]]:
        """The notes, but what concerns the whole file only with its first product."""
        for note in (*self._of_the_file, *notes):
            if note is not DECLARED_WRONG or not self._is_told:
                self._is_told = self._is_told or note is DECLARED_WRONG
                yield note


def _warnings(found: Composite, fate: Fate) -> Iterator[tuple[str, str]]:
    if "RecordReference" not in found:
        yield "no_record_reference", _NO_REFERENCE
    if fate is Fate.ALONE:
        yield "partial_update_without_base", _NO_BASE


def entries(source: Source) -> Iterator[Entry]:
    """One file alone: every message obeyed as far as it speaks of itself, none compared with another.

    Raises BadInput for a file that is no ONIX or is built to do harm.
    """
    feed = Feed(source)
    for number, parsed in enumerate(feed.products(), 1):
        yield from feed.entries_of(parsed, number, None)


def read(sources: Sequence[Source], scratch: Path) -> Iterator[tuple[Source, Entry]]:
    """All files in the order given: every message once with its final fate, the latest of each product used.

    `scratch` is a folder for the products that partial updates wait for. Raises BadInput before the first entry, unless
    a file is changed between the two readings.
    """
    feeds = [Feed(source) for source in sources]
    messages = _survey(feeds)
    plan = messages.plan(_broken(feeds, messages.repeated()))
    with Kept(scratch) as kept:
        place = 0
        for feed in feeds:
            for number, parsed in enumerate(feed.products(), 1):
                if plan.is_merged[place]:
                    parsed = _with_base(parsed, kept.take(messages.key(place)))
                if plan.is_base[place] and not isinstance(parsed[1], Broken):
                    kept.keep(messages.key(place), parsed[1])
                for entry in feed.entries_of(parsed, number, Fate(plan.fates[place])):
                    yield feed.source, entry
                place += 1


def _survey(feeds: list[Feed]) -> Messages:
    messages = Messages()
    for feed in feeds:
        for piece in feed.pieces():
            messages.add(*glance(piece.data, feed.codec))
    return messages


def _broken(feeds: list[Feed], repeated: Flags) -> Flags:
    """Which of the repeated messages cannot be parsed; the files are gone through for it only if there are any."""
    broken = np.zeros(len(repeated), dtype=np.bool_)
    if not repeated.any():
        return broken
    place = 0
    for feed in feeds:
        for piece in feed.pieces():
            broken[place] = bool(repeated[place]) and isinstance(feed.parse(piece)[0], Broken)
            place += 1
    return broken


def _with_base(parsed: Parsed, base: _Element) -> Parsed:
    """A message merged with the product that it updates."""
    piece, product, notes = parsed
    return parsed if isinstance(product, Broken) else (piece, merged(base, product), notes)
