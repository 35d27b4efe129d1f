"""Charts as SVG: colour-safe and legible without colour, labelled at the mark, the same bytes every time.

Colours are of the Okabe–Ito set; the page's style sheet swaps them for lighter ones on a dark ground. Order,
labels and lightness carry the meaning in black and white. All counting is done before: a chart draws the rows
of the table that stands under it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

import altair as alt
import polars as pl
import vl_convert
from markupsafe import Markup

from stocktake.reports.exposure import Bin, Exposure
from stocktake.reports.shown import shown
from stocktake.reports.wording import VERDICT_WORDS

BLUE, GREEN, ORANGE, GREY, INK, LINE = "#0072B2", "#56B4A0", "#E69F00", "#8C96A3", "#1B2430", "#CFD6DE"
PALE = "#7DBDE8"  # light enough for the interval to be seen on it
Drawing = alt.LayerChart | alt.FacetChart | alt.VConcatChart
VERDICT_COLOURS = {
    "CONFIRMED": BLUE,
    "PROBABLE": GREEN,
    "CHECK": ORANGE,
    "NOT FOUND": GREY,
    "NOT CHECKABLE": LINE,
}
_WIDTH, _LABELS, _ROW = 250, 165, 26
_MOST_LETTERS = 24
_LETTER = 7  # points a letter takes at most, on average
_MOST_BARS = 16
_CONFIG: dict[str, Any] = {
    "font": "sans-serif",
    "view": {"stroke": None},
    "padding": 4,
    "axis": {
        "labelColor": INK, "titleColor": INK, "labelFontSize": 13, "titleFontSize": 13,
        "titleFontWeight": "normal",
        "domainColor": GREY, "tickColor": GREY, "gridColor": LINE, "labelLimit": _LABELS,
    },
    "text": {"color": INK, "fontSize": 13},
}  # fmt: skip


def short(name: str) -> str:
    """A label that fits its place, unseen characters shown; the table under the chart has it in full."""
    text = shown(name)
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"


def _names(order: Sequence[str]) -> alt.Y:
    """Names down the side, in a place of fixed width: the layout must not hang on the machine's fonts."""
    room = min(_LABELS, 14 + _LETTER * max(map(len, order), default=0))
    axis = alt.Axis(title=None, ticks=False, domain=False, minExtent=room, maxExtent=room, labelPadding=6)
    return alt.Y("name:N", sort=list(order), axis=axis)


def _unique(names: Sequence[str]) -> list[str]:
    """Shortened names must stay distinct, or bars would be added up."""
    seen: dict[str, int] = {}
    made = []
    for name in map(short, names):
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name[: _MOST_LETTERS - 4]} ({seen[name]})")
    return made


def bars(rows: Sequence[Bin], colours: Sequence[str], labels: Sequence[str]) -> Drawing:
    """Plain counts as horizontal bars with a label at the end."""
    names = _unique([r.name for r in rows])
    most = max([r.count for r in rows], default=0) or 1
    frame = pl.DataFrame(
        {"name": names, "count": [r.count for r in rows], "label": list(labels), "colour": list(colours)}
    )
    base = alt.Chart(frame).encode(y=_names(names))
    x = alt.X("count:Q", scale=alt.Scale(domain=[0, most * 1.36], nice=False), axis=None)
    drawn = base.mark_bar(height=15).encode(x=x, color=alt.Color("colour:N", scale=None))
    ends = base.mark_text(align="left", dx=4).encode(x=x, text="label:N")
    return alt.layer(drawn, ends).properties(width=_WIDTH, height=_ROW * max(len(rows), 1))


def shares(exposure: Exposure) -> Drawing:
    """Share found in each group with its 95 % interval, and "12 of 30" at the end."""
    groups = exposure.groups[:_MOST_BARS]
    names = _unique([g.name for g in groups])
    found = [g.share for g in groups]
    frame = pl.DataFrame(
        {
            "name": names,
            "share": [s.share for s in found],
            "low": [s.low for s in found],
            "high": [s.high for s in found],
            "label": [f"{s.part:,} of {s.whole:,}" for s in found],
        },
        schema={
            "name": pl.String,
            "share": pl.Float64,
            "low": pl.Float64,
            "high": pl.Float64,
            "label": pl.String,
        },
    )
    scale = alt.Scale(domain=[0, 1.36], nice=False)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format="%", title="share of works with a matching record")
    base = alt.Chart(frame).encode(y=_names(names))
    drawn = base.mark_bar(height=14, color=PALE).encode(x=alt.X("share:Q", scale=scale, axis=axis))
    range_ = base.mark_rule(color=INK, strokeWidth=1.5).encode(x=alt.X("low:Q", scale=scale), x2="high:Q")
    ends = [
        base.mark_tick(color=INK, height=8, thickness=1.5).encode(x=alt.X(f"{c}:Q", scale=scale))
        for c in ("low", "high")
    ]
    labels = base.mark_text(align="left", dx=4).encode(x=alt.datum(1.0, scale=scale), text="label:N")
    return alt.layer(drawn, range_, *ends, labels).properties(width=_WIDTH, height=_ROW * max(len(groups), 1))


def columns(rows: Sequence[Bin], title: str) -> Drawing:
    """Counts over time as columns; what has no date stands at the end in grey."""
    most = max([r.count for r in rows], default=0) or 1
    frame = pl.DataFrame(
        {
            "name": [r.name for r in rows],
            "count": [r.count for r in rows],
            "label": [f"{r.count:,}" if r.count else "" for r in rows],
            "colour": [GREY if r.apart else BLUE for r in rows],
        }
    )
    x = alt.X("name:N", sort=[r.name for r in rows], axis=alt.Axis(title=title, labelAngle=-90, ticks=False))
    y = alt.Y("count:Q", scale=alt.Scale(domain=[0, most * 1.12], nice=False), axis=None)
    base = alt.Chart(frame).encode(x=x, y=y)
    drawn = base.mark_bar().encode(color=alt.Color("colour:N", scale=None))
    labels = base.mark_text(dy=-6, fontSize=10).encode(text="label:N")
    return alt.layer(drawn, labels).properties(width=_WIDTH + _LABELS, height=190)


def histogram(scores: Mapping[str, Sequence[int]], limits: Mapping[str, float]) -> alt.VConcatChart:
    """Scores of records, one strip a verdict (no colour has to be told apart), thresholds as dashed lines."""
    return alt.vconcat(*(_strip(v, counts, limits) for v, counts in scores.items()), spacing=6)


def _strip(verdict: str, counts: Sequence[int], limits: Mapping[str, float]) -> Drawing:
    last = verdict == "CHECK"
    frame = pl.DataFrame(
        {"from": [b * 5 for b in range(20)], "to": [b * 5 + 5 for b in range(20)], "count": list(counts)}
    )
    axis = alt.Axis(
        title="score of 100 (not a probability)" if last else None, labels=last, ticks=last, grid=False
    )
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, 100]), axis=axis)
    y = alt.Y("count:Q", axis=alt.Axis(title=None, tickCount=2, format=",d", minExtent=34, maxExtent=34))
    drawn = (
        alt.Chart(frame)
        .mark_bar(color=VERDICT_COLOURS[verdict], binSpacing=1)
        .encode(x=x, x2="to:Q", y=y, y2=alt.datum(0))
    )
    name = alt.Title(
        f"{VERDICT_WORDS[verdict]}: {sum(counts):,} records", anchor="start", color=INK, fontSize=13
    )
    layers = [drawn, *_limits(limits, first=verdict == "CONFIRMED")]
    return alt.layer(*layers).properties(width=_WIDTH + _LABELS - 40, height=56, title=name)


def _limits(limits: Mapping[str, float], *, first: bool) -> list[alt.Chart]:
    if not limits:
        return []
    rows = pl.DataFrame({"at": list(limits.values()), "t": [f"{name} {at:g}" for name, at in limits.items()]})
    base = alt.Chart(rows).encode(x=alt.X("at:Q"))
    lines = base.mark_rule(strokeDash=[4, 3], color=INK)
    words = base.mark_text(align="right", baseline="top", dx=-4, fontSize=10).encode(
        y=alt.value(2), text="t:N"
    )
    return [lines, words] if first else [lines]


_INSIDE = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
_OPENING = re.compile(r'<svg [^>]*?(width="([\d.]+)" height="[\d.]+" viewBox="[^"]*")[^>]*>')
_GROWS = 1.1


def svg(chart: Drawing, key: str, title: str, description: str) -> Markup:
    """The chart as one inline image with a title and a description for those who do not see it.

    Name spaces (inline SVG needs none) and the marks' own roles go: one image, one text, no address in it.
    """
    spec = {**chart.configure(**_CONFIG).to_dict(), "background": None}
    drawn = _INSIDE.sub("", vl_convert.vegalite_to_svg(spec))
    return Markup(_OPENING.sub(partial(_head, key, title, description), drawn, count=1))  # noqa: S704


def _head(key: str, title: str, description: str, opening: re.Match[str]) -> str:
    """Our own opening tag. The drawing shrinks with the page and grows only while its letters look right."""
    widest = float(opening[2]) * _GROWS
    return (
        f'<svg class="chart" {opening[1]} style="max-width:{widest:.0f}px" role="img" '
        f'aria-labelledby="{key}-t {key}-d"><title id="{key}-t">{escape(shown(title))}</title>'
        f'<desc id="{key}-d">{escape(shown(description))}</desc>'
    )
