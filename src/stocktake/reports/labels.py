"""Labels that fit their place in a chart, whatever font the reader's browser draws them with.

A chart is laid out here and drawn elsewhere, so nothing is measured: a text is taken to be as wide as the
widest common sans-serif (DejaVu Sans) makes it. Narrower fonts then leave a little air, and none is cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

from stocktake.reports.shown import shown

LETTER = 13.0  # the size of a chart's letters, in points
_NARROW = frozenset(" iljtfrI.,:;'’|!()[]-·‘“”\"")
_BROAD = frozenset("mwMW@%—…ШЩЮЖМФшщюжмфыЫ")


def width_of(text: str, size: float = LETTER) -> float:
    """Points that a text takes at most; a full-width (CJK) character takes the whole of its square."""
    return size * sum(map(_em, text))


def _em(letter: str) -> float:
    if combining(letter):
        return 0.0
    if east_asian_width(letter) in ("W", "F"):
        return 1.05
    if letter in _NARROW:
        return 0.45
    if letter in _BROAD:
        return 1.0
    return 0.78 if letter.isupper() else 0.66


def widest(texts: Iterable[str], size: float = LETTER) -> float:
    """The room that the widest of some texts needs; none need none."""
    return max((width_of(t, size) for t in texts), default=0.0)


def fitted(name: str, room: float) -> str:
    """A name that fits, unseen characters shown; what is too long ends in "…" (the table has it in full)."""
    text = shown(name)
    if width_of(text) <= room:
        return text
    while text and width_of(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def distinct(names: Sequence[str], room: float) -> list[str]:
    """Fitted names that stay distinct, or bars would be added up: the second of two alike ends in " (2)"."""
    made: list[str] = []
    seen: set[str] = set()
    for name in names:
        text, n = fitted(name, room), 1
        while text in seen:
            n += 1
            text = f"{fitted(name, room - width_of(f' ({n})'))} ({n})"
        seen.add(text)
        made.append(text)
    return made
