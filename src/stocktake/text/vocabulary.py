"""How the curated word lists of this room are written down."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text, blanks between them."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The phrases of a text, one a line or with "|" between them."""
    parts = (part.strip() for line in text.splitlines() for part in line.split("|"))
    return frozenset(part for part in parts if part)


def counted(text: str) -> dict[str, int]:
    """The words of a text with their place in it, from 1."""
    return {word: place for place, word in enumerate(text.split(), start=1)}


def paired(text: str) -> dict[str, str]:
    """ "a:x b:y" as a mapping."""
    return {pair.partition(":")[0]: pair.partition(":")[2] for pair in text.split()}
