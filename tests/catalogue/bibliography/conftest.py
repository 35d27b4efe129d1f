"""Reference lists written down in tests, and their way through the readers."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest

from stocktake.catalogue.bibliography import bibtex, csl, ris
from stocktake.catalogue.container import Kind, Source
from stocktake.catalogue.entries import Entry

KINDS = {"bib": (bibtex, Kind.BIBTEX), "ris": (ris, Kind.RIS), "json": (csl, Kind.CSL)}


def entries_of(path: Path) -> list[Entry]:
    module, kind = KINDS[path.suffix[1:]]
    reader: ModuleType = module
    data = path.read_bytes()
    return list(reader.entries(Source(path, path.name, sha256(data).hexdigest(), kind, len(data))))


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str | bytes], list[Entry]]:
    """The entries of a file of this suffix with this content."""

    def _read(suffix: str, content: str | bytes) -> list[Entry]:
        path = tmp_path / f"list.{suffix}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return entries_of(path)

    return _read


@pytest.fixture
def read_file() -> Callable[[Path], list[Entry]]:
    """The entries of a file, by its suffix."""
    return entries_of
