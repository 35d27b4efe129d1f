"""The waterfall of a title's evidence as an SVG file of its own: no script, no address, the same bytes every time.

Which way a bar goes is told by its label (+ or −), by its pattern (weights against are hatched) and by its place, so
that nothing hangs on colour. Letters stay text; room for them is reckoned for the widest common font.
"""

from __future__ import annotations

import re
from html import escape

from stocktake.explain.explanation import Beside, Explanation
from stocktake.explain.waterfall import Step, reach
from stocktake.reports.labels import fitted, width_of
from stocktake.reports.shown import shown

BLUE, ORANGE, GREY, INK, LINE = "#0072B2", "#E69F00", "#8C96A3", "#1B2430", "#CFD6DE"
MOST_RECORDS = 6
_WIDTH, _EDGE, _ROW, _GAP, _BAR, _LETTER = 1100, 20, 24, 22, 14, 13.0
_WORDS, _FIELD = 470, 80  # room for what came out, and for the name of the field before it
_NOT_XML = re.compile("[\ufffe\uffff]")
_PLOT = _EDGE + _FIELD + _WORDS + 10
_LABEL = 60  # room for "+10.9" beside a bar, on either side
_LEFT, _RIGHT = _PLOT + _LABEL, _WIDTH - _EDGE - _LABEL


def drawing(found: Explanation) -> str:
    """One title with its verdict and sentence, and a waterfall for each record beside it (the nearest MOST_RECORDS)."""
    drawn = found.beside[:MOST_RECORDS]
    parts, y = _head(found)
    for beside in drawn:
        panel, y = _panel(beside, y + _GAP, found.probable_bits)
        parts += panel
    if len(found.beside) > len(drawn):
        y += _GAP
        parts.append(_text(_EDGE, y, f"{len(found.beside) - len(drawn)} further records are not drawn.", fill=GREY))
    return "\n".join([*_opening(found, round(y + _EDGE)), *parts, "</svg>", ""])


def _opening(found: Explanation, height: int) -> list[str]:
    title = _escaped(f"Evidence for {found.title['title'] or 'a listed title'}: {found.verdict}")
    told = _escaped(" ".join([found.sentence, *map(_in_words, found.beside[:MOST_RECORDS])]))
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="title description" '
        f'font-family="system-ui, sans-serif" font-size="{_LETTER:g}">',
        f'<title id="title">{title}</title>',
        f'<desc id="description">{told}</desc>',
        '<defs><pattern id="against" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="#FFFFFF"/>'
        f'<rect width="3" height="6" fill="{ORANGE}"/></pattern></defs>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#FFFFFF"/>',
    ]


def _in_words(beside: Beside) -> str:
    """A waterfall for those who do not see it."""
    steps = "; ".join(f"{s.field} {s.words} {_signed(s.bits)}" for s in beside.steps)
    return f"Record {beside.record_id}, {beside.verdict.lower()}: {steps}; sum {_signed(beside.bits)} bits."


def _head(found: Explanation) -> tuple[list[str], float]:
    """The listed title with its verdict and sentence, and where that ends."""
    title = found.title
    listed = " · ".join(str(p) for p in (title["title"], title["contributors_raw"], title["year"]) if p)
    y = _EDGE + 12.0
    parts = [_text(_EDGE, y, fitted(listed, (_WIDTH - 2 * _EDGE) * 0.8), size=16, weight="bold")]
    for line in _lines(f"{found.verdict}. {found.sentence}"):
        y += 20
        parts.append(_text(_EDGE, y, line))
    return parts, y


def _panel(beside: Beside, top: float, probable_bits: float) -> tuple[list[str], float]:
    """The waterfall of one record below `top`, and where it ends."""
    record = " · ".join(p for p in (beside.record_id, beside.title, beside.authors, beside.year) if p)
    parts = [f'<line x1="{_EDGE}" y1="{top:g}" x2="{_WIDTH - _EDGE}" y2="{top:g}" stroke="{LINE}"/>']
    y = top + 20
    parts.append(_text(_EDGE, y, fitted(record, _WIDTH - 2 * _EDGE), weight="bold"))
    for line in _lines(f"{beside.verdict}. {beside.sentence} {beside.remedy or ''}"):
        y += 18
        parts.append(_text(_EDGE, y, line))
    y += 30
    low, high = reach(beside.steps, probable_bits)
    scale = _Scale(low, high)
    bottom = y + _ROW * (len(beside.steps) + 1)
    parts += [_mark(scale.at(0), y, bottom, "even odds", "end", "2 3")]
    parts += [_mark(scale.at(probable_bits), y, bottom, "probable", "start", "6 3")]
    for place, step in enumerate(beside.steps):
        parts += _bar(step, y + _ROW * place, scale)
    parts += _sum(beside, y + _ROW * len(beside.steps), scale)
    return parts, bottom


class _Scale:
    """Bits to the place on the page."""

    def __init__(self, low: float, high: float) -> None:
        self._low, self._bit = low, (_RIGHT - _LEFT) / max(high - low, 1.0)

    def at(self, bits: float) -> float:
        return round(_LEFT + (bits - self._low) * self._bit, 1)


def _bar(step: Step, y: float, scale: _Scale) -> list[str]:
    start, end = scale.at(step.total - step.bits), scale.at(step.total)
    left, width = min(start, end), max(round(abs(end - start), 1), 1.0)
    fill = GREY if step.field == "prior" else BLUE if step.bits >= 0 else "url(#against)"
    edge = INK if step.bits < 0 else fill
    return [
        *_names(step.field, step.words, y),
        f'<rect x="{left:g}" y="{y + 5:g}" width="{width:g}" height="{_BAR}" fill="{fill}" stroke="{edge}"/>',
        _beside_bar(_signed(step.bits), end, y, forward=step.bits >= 0),
    ]


def _sum(beside: Beside, y: float, scale: _Scale) -> list[str]:
    at, forward = scale.at(beside.bits), beside.bits <= 0
    return [
        *_names("sum", _chance(beside), y, weight="bold"),
        f'<path d="M{at:g} {y + 4:g} l6 8 l-6 8 l-6 -8 z" fill="{INK}"/>',
        _beside_bar(f"{_signed(beside.bits)} bits", at + (6 if forward else -6), y, forward=forward, weight="bold"),
    ]


def _chance(beside: Beside) -> str:
    return "" if beside.score is None else f"score {beside.score:.0f} of 100 (not a probability)"


def _names(field: str, words: str, y: float, weight: str = "normal") -> list[str]:
    base = y + _ROW - 7
    return [
        _text(_EDGE, base, fitted(field, _FIELD), weight="bold"),
        _text(_EDGE + _FIELD, base, fitted(words, _WORDS), weight=weight),
    ]


def _beside_bar(label: str, x: float, y: float, *, forward: bool, weight: str = "normal") -> str:
    side = "start" if forward else "end"
    return _text(x + 5 if forward else x - 5, y + _ROW - 7, label, anchor=side, weight=weight, halo=True)


def _mark(x: float, top: float, bottom: float, name: str, anchor: str, dashes: str) -> str:
    """A dashed line through the rows with its name above."""
    line = (
        f'<line x1="{x:g}" y1="{top:g}" x2="{x:g}" y2="{bottom:g}" stroke="{INK}" stroke-width="0.8" '
        f'stroke-dasharray="{dashes}"/>'
    )
    return line + _text(x + (-3 if anchor == "end" else 3), top - 4, name, anchor=anchor, size=11)


def _text(
    x: float, y: float, text: str, *, size: float = _LETTER, weight: str = "normal", anchor: str = "start",
    fill: str = INK, halo: bool = False,
) -> str:  # fmt: skip
    look = "" if weight == "normal" else f' font-weight="{weight}"'
    look += "" if anchor == "start" else f' text-anchor="{anchor}"'
    look += "" if size == _LETTER else f' font-size="{size:g}"'
    look += ' stroke="#FFFFFF" stroke-width="3" paint-order="stroke"' if halo else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{look}>{_escaped(text)}</text>'


def _escaped(text: str) -> str:
    """Text for XML: control characters are shown, and the two that XML does not know are replaced."""
    return escape(_NOT_XML.sub("\ufffd", shown(text)))


def _signed(bits: float) -> str:
    return f"{round(bits, 1) + 0.0:+.1f}".replace("-", "−")


def _lines(text: str) -> list[str]:
    """Cut between words, so that each line fits the page."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer) > _WIDTH - 2 * _EDGE and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
