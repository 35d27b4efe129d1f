"""Records written down in tests, and their way through the readers."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from pymarc import Field, Indicators, Record, Subfield

from stocktake.catalogue.container import Kind, Source
from stocktake.catalogue.entries import Entry
from stocktake.catalogue.marc import binary, marcxml
from stocktake.catalogue.marc.described import entry_of

LEADER = "00000nam a2200000 a 4500"


def record(*lines: str, leader: str = LEADER) -> Record:
    """A record of lines such as "245 10 $aTitle :$bsubtitle" and "001 key"; "#" is a blank indicator."""
    fields = []
    for line in lines:
        tag, rest = line[:3], line[4:]
        if tag < "010":
            fields.append(Field(tag, data=rest))
            continue
        parts = [Subfield(part[0], part[1:]) for part in rest[3:].split("$")[1:]]
        fields.append(Field(tag, Indicators(*rest[:2].replace("#", " ")), parts))
    return Record(fields=fields, leader=leader)


@pytest.fixture
def described() -> Callable[..., Entry]:
    """What a record of these lines tells."""
    return lambda *lines, leader=LEADER: entry_of(record(*lines, leader=leader), 1)


@pytest.fixture
def marc_bytes() -> Callable[..., bytes]:
    """A record of these lines in binary, in UTF-8."""
    return lambda *lines, leader=LEADER: record(*lines, leader=leader).as_marc()


def _source(path: Path, data: bytes, kind: Kind) -> Source:
    path.write_bytes(data)
    return Source(path, path.name, sha256(data).hexdigest(), kind, len(data))


@pytest.fixture
def read_binary(tmp_path: Path) -> Callable[[bytes], list[Entry]]:
    """The entries of a binary file with this content."""
    return lambda data: list(binary.entries(_source(tmp_path / "file.mrc", data, Kind.MARC)))


@pytest.fixture
def read_xml(tmp_path: Path) -> Callable[[bytes], list[Entry]]:
    """The entries of a MARCXML file with this content."""
    return lambda data: list(marcxml.entries(_source(tmp_path / "file.xml", data, Kind.MARCXML)))
