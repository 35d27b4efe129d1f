"""Small inputs written where a test needs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from stocktake.catalogue import Catalogue, Profile, read

Reader = Callable[..., Catalogue]


@pytest.fixture
def read_text(tmp_path: Path) -> Reader:
    """Write a text (or bytes) to a file and read it as a catalogue."""

    def reader(content: str | bytes, profile: Profile | None = None, name: str = "list.csv") -> Catalogue:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read([path], profile)

    return reader
