"""A small catalogue on disk, and its findings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stocktake.catalogue import read, write_parts
from stocktake.catalogue.findings import write_findings

Finder = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def tables_of(tmp_path: Path) -> Callable[..., Path]:
    """Canonical tables of a list whose lines are given, cells parted by |."""

    def write(*lines: str, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", "utf-8")
        write_parts([read([path])], tmp_path / "tables")
        return tmp_path / "tables"

    return write


@pytest.fixture
def found(tables_of: Callable[..., Path]) -> Finder:
    """The findings of one kind in a list."""

    def find(code: str, *lines: str) -> list[dict[str, Any]]:
        return pl.read_parquet(write_findings(tables_of(*lines))).filter(code=code).to_dicts()

    return find
