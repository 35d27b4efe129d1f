"""The word lists of `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str) -> frozenset[str]:
    """One list of words, folded as they stand in the file; a list of phrases is given phrase by phrase."""
    listed: dict[str, Any] = tomllib.loads(files("stocktake.catalogue").joinpath("words.toml").read_text("utf-8"))
    value = listed[name]
    return frozenset(value.split() if isinstance(value, str) else value)
