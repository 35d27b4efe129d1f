"""Which feed a file is, and which reader reads it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from stocktake.catalogue.bibliography import bibtex, csl, ris
from stocktake.catalogue.container import Kind, Source
from stocktake.catalogue.entries import Entry
from stocktake.catalogue.feed import feed_parts, parts_of_rows
from stocktake.catalogue.feed_process import onix_rows
from stocktake.catalogue.marc import binary, marcxml
from stocktake.catalogue.tables import Catalogue

_READERS: Mapping[Kind, Callable[[Source], Iterable[Entry]]] = MappingProxyType(
    {
        Kind.MARC: binary.entries,
        Kind.MARCXML: marcxml.entries,
        Kind.BIBTEX: bibtex.entries,
        Kind.RIS: ris.entries,
        Kind.CSL: csl.entries,
    }
)


_ONIX = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:ONIXMessage|ONIXmessage)\b")
_LOOKS_LIKE: Mapping[Kind, Callable[[bytes], bool]] = MappingProxyType(
    {
        Kind.ONIX: lambda head: _ONIX.search(head.replace(b"\x00", b"")) is not None,
        Kind.MARCXML: marcxml.looks_like,
        Kind.MARC: binary.looks_like,
        Kind.CSL: csl.looks_like,
        Kind.RIS: ris.looks_like,
        Kind.BIBTEX: bibtex.looks_like,
    }
)


def feed_of(head: bytes) -> Kind | None:
    """The feed that a file with these first bytes is; None for a table, or for what this room does not read."""
    return next((kind for kind, looks_like in _LOOKS_LIKE.items() if looks_like(head)), None)


def read_feed(source: Source, used_ids: set[int]) -> Iterator[Catalogue]:
    """The parts of one feed that is no ONIX. `used_ids`: see `feed_parts`."""
    return feed_parts(source, _READERS[source.kind](source), used_ids)


def read_onix(sources: Sequence[Source], used_ids: set[int]) -> Iterator[Catalogue]:
    """The parts of all ONIX files together: of the products with one RecordReference the latest stands."""
    with tempfile.TemporaryDirectory(prefix="onix") as scratch, closing(onix_rows(sources, Path(scratch))) as batched:
        for source, found in groupby(batched, key=lambda pair: pair[0]):
            yield from parts_of_rows(source, (rows for _, rows in found), used_ids)
