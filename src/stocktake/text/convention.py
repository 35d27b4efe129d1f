"""How one cell holds several people: told per column, from all its cells together."""

from __future__ import annotations

import re

import polars as pl

_SAMPLE = 5000
_SUFFIX = re.compile(r"(?i)^(?:jr|sr|junior|senior|ii|iii|iv|ph\.?d|m\.?d|esq|dr)\.?$")
_PARTICLE = re.compile(r"^(?:van|von|de|del|della|der|den|di|da|du|la|le|el|al|ten|ter|zu|zur|af|av|dos|das|bin|ibn)\b")
_JOINED = re.compile(r" (?:&|and|und|et|y|e|en) ")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def sniff_convention(cells: pl.Series) -> str:
    """ "comma" when commas part whole names ("Given Family, Given Family"); "semicolon" when semicolons do
    and commas invert ("Family, Given; Family, Given"); "auto", which reads each cell by itself, when in
    doubt.

    A comma list is believed only when it outnumbers inverted names four to one; so are semicolons beside cells that
    join names by "and" or the like.
    """
    sample = cells.drop_nulls().unique(maintain_order=True).head(_SAMPLE).to_list()
    n_semicolons = sum(";" in cell for cell in sample)
    commas = [cell for cell in sample if "," in cell and ";" not in cell]
    kinds = [_kind(cell) for cell in commas]
    n_lists, n_inverted = kinds.count("list"), kinds.count("inverted")
    if n_lists > 4 * n_inverted and n_lists > n_semicolons:
        return "comma"
    n_joined = sum(";" not in cell and _JOINED.search(cell) is not None for cell in sample)
    return "semicolon" if n_semicolons > 4 * n_joined else "auto"


def _kind(cell: str) -> str | None:
    """ "list", "inverted" or None for one cell with commas and no semicolon."""
    parts = [part.strip() for part in _BRACKETS.sub("", cell).split(",")]
    parts = [part for part in parts if part and not _SUFFIX.match(part)]
    if len(parts) < 2 or re.search(r"&| and ", cell):
        return None
    whole = [len(part.split()) > 1 and not _PARTICLE.match(part) for part in parts]
    if all(whole):
        return "list"
    return "inverted" if len(parts) == 2 and not (whole[0] and whole[1]) else None
