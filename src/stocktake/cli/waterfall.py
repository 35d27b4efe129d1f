"""The waterfall of a record's evidence in plain characters: legible without colour, on a dumb or narrow terminal."""

from __future__ import annotations

from stocktake.explain import Beside, Step
from stocktake.explain.waterfall import reach

LEAST_BAR, MOST_BAR = 16, 60
_NUMBERS = 15  # two numbers of six characters, and blanks
_LEAST_WORDS = 12


def waterfall_lines(beside: Beside, probable_bits: float, width: int) -> list[str]:
    """A line a step: field, outcome, weight, total, and a bar of `+` or `-` from the total before to the total after.

    `|` stands at even odds, `:` at what PROBABLE asks for. Words are cut before bars vanish; where even that is too
    narrow, there are numbers only.
    """
    names = max(len(step.field) for step in beside.steps) + 1
    longest = max(len(step.words) for step in beside.steps) + 1
    room = width - names - _NUMBERS
    words = min(longest, max(room - LEAST_BAR, _LEAST_WORDS))
    bar = min(room - words, MOST_BAR)
    scale = _Scale(*reach(beside.steps, probable_bits), width=bar) if bar >= LEAST_BAR else None
    last = Step("sum", "sum", "", beside.bits, beside.bits)
    lines = [_line(step, names, words, scale, probable_bits) for step in beside.steps]
    return [*lines, f"{_text(last, names, words)}{'':7}{signed(last.total):>7}".rstrip() + " bits"]


def signed(bits: float) -> str:
    """`+1.5`, `-0.3`, `+0.0`: nothing is never negative."""
    return f"{round(bits, 1) + 0.0:+.1f}"


class _Scale:
    """Bits to columns."""

    def __init__(self, low: float, high: float, width: int) -> None:
        self.width, self._low, self._bit = width, low, (width - 1) / max(high - low, 1.0)

    def at(self, bits: float) -> int:
        return round((bits - self._low) * self._bit)


def _line(step: Step, names: int, words: int, scale: _Scale | None, probable_bits: float) -> str:
    numbers = f"{_text(step, names, words)}{signed(step.bits):>7}{signed(step.total):>7}"
    return numbers if scale is None else f"{numbers} {_bar(step, scale, probable_bits)}".rstrip()


def _text(step: Step, names: int, words: int) -> str:
    told = step.words if len(step.words) < words else f"{step.words[: words - 3]}.."
    return f"{step.field:{names}}{told:{words}}"


def _bar(step: Step, scale: _Scale, probable_bits: float) -> str:
    cells = [" "] * scale.width
    start, end = sorted((scale.at(step.total - step.bits), scale.at(step.total)))
    cells[start : end + 1] = ("+" if step.bits >= 0 else "-") * (end + 1 - start)
    for mark, at in ((":", probable_bits), ("|", 0.0)):
        cells[scale.at(at)] = mark
    return "".join(cells)
