"""Charts as SVG: colour-safe and legible without colour, labelled at the mark, the same bytes every time.

Colours are of the Okabe–Ito set; the page's style sheet swaps them for lighter ones on a dark ground. Order,
labels and lightness carry the meaning in black and white. All counting is done before: a chart draws the rows
of the table that stands under it. Letters stay text, so the reader's browser finds a font for every script,
and every place that holds text has a width of its own (see `labels`), so the layout hangs on no font.

Altair takes more than a second to import. This module is therefore imported where a chart is drawn, not with
the package.
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

from stocktake.reports.exposure import Bin, Group
from stocktake.reports.labels import distinct, widest
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
_BAR, _NAMES, _ROW = 180, 200, 26  # the longest bar, the widest name, the height of a row
_GAP = 6  # between a name, its bar and its label
_WHOLE = 400  # a chart without names at its side
_CONFIG: dict[str, Any] = {
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "padding": 4,
    "axis": {
        "labelColor": INK, "titleColor": INK, "labelFontSize": 13, "titleFontSize": 13,
        "titleFontWeight": "normal", "domainColor": GREY, "tickColor": GREY, "gridColor": LINE,
    },
    "text": {"color": INK, "fontSize": 13},
}  # fmt: skip


def _names(order: Sequence[str]) -> alt.Y:
    """Names down the side, in a place of fixed width."""
    room = round(widest(order)) + _GAP
    axis = alt.Axis(
        title=None, ticks=False, domain=False, minExtent=room, maxExtent=room, labelPadding=_GAP, labelLimit=0
    )
    return alt.Y("name:N", sort=list(order), axis=axis)


def _room_for(labels: Sequence[str]) -> int:
    """What stands at the right of the longest bar."""
    return round(widest(labels)) + _GAP


def bars(rows: Sequence[Bin], colours: Sequence[str], labels: Sequence[str]) -> Drawing:
    """Plain counts as horizontal bars with a label at the end."""
    names = distinct([r.name for r in rows], _NAMES)
    most = max([r.count for r in rows], default=0) or 1
    frame = pl.DataFrame(
        {"name": names, "count": [r.count for r in rows], "label": list(labels), "colour": list(colours)}
    )
    base = alt.Chart(frame).encode(y=_names(names))
    width = _BAR + _room_for(labels)
    x = alt.X("count:Q", scale=alt.Scale(domain=[0, most * width / _BAR], nice=False), axis=None)
    drawn = base.mark_bar(height=15).encode(x=x, color=alt.Color("colour:N", scale=None))
    ends = base.mark_text(align="left", dx=4).encode(x=x, text="label:N")
    return alt.layer(drawn, ends).properties(width=width, height=_ROW * max(len(rows), 1))


def shares(groups: Sequence[Group]) -> Drawing:
    """Share found in each group with its 95 % interval, and "12 of 30" at the end."""
    frame = _shares_frame(groups)
    labels = frame["label"].to_list()
    width = _BAR + _room_for(labels)
    scale = alt.Scale(domain=[0, width / _BAR], nice=False)
    axis = alt.Axis(
        values=[0, 0.25, 0.5, 0.75, 1], format="%", title="share of works with a matching record",
        titleAnchor="start",
    )  # fmt: skip
    base = alt.Chart(frame).encode(y=_names(frame["name"].to_list()))
    drawn = base.mark_bar(height=14, color=PALE).encode(x=alt.X("share:Q", scale=scale, axis=axis))
    range_ = base.mark_rule(color=INK, strokeWidth=1.5).encode(x=alt.X("low:Q", scale=scale), x2="high:Q")
    ends = [
        base.mark_tick(color=INK, height=8, thickness=1.5).encode(x=alt.X(f"{c}:Q", scale=scale))
        for c in ("low", "high")
    ]
    counts = base.mark_text(align="left", dx=_GAP).encode(x=alt.datum(1.0, scale=scale), text="label:N")
    return alt.layer(drawn, range_, *ends, counts).properties(width=width, height=_ROW * len(groups))


def _shares_frame(groups: Sequence[Group]) -> pl.DataFrame:
    found = [g.share for g in groups]
    return pl.DataFrame(
        {
            "name": distinct([g.name for g in groups], _NAMES),
            "share": [s.share for s in found],
            "low": [s.low for s in found],
            "high": [s.high for s in found],
            "label": [f"{s.part:,} of {s.whole:,}" for s in found],
        }
    )


def columns(rows: Sequence[Bin], title: str) -> Drawing:
    """Counts over time as columns; what has no date stands at the end in grey."""
    most = max([r.count for r in rows], default=0) or 1
    names = [r.name for r in rows]
    frame = pl.DataFrame(
        {
            "name": names,
            "count": [r.count for r in rows],
            "label": [f"{r.count:,}" if r.count else "" for r in rows],
            "colour": [GREY if r.apart else BLUE for r in rows],
        }
    )
    room = round(widest(names)) + _GAP
    axis = alt.Axis(title=title, labelAngle=-90, ticks=False, minExtent=room, maxExtent=room)
    x = alt.X("name:N", sort=names, axis=axis, scale=alt.Scale(paddingOuter=0.5, paddingInner=0.1))
    y = alt.Y("count:Q", scale=alt.Scale(domain=[0, most * 1.12], nice=False), axis=None)
    base = alt.Chart(frame).encode(x=x, y=y)
    drawn = base.mark_bar().encode(color=alt.Color("colour:N", scale=None))
    labels = base.mark_text(dy=-6, fontSize=10).encode(text="label:N")
    return alt.layer(drawn, labels).properties(width=_WHOLE, height=190)


_SCORES = alt.Scale(domain=[0, 100], nice=False)
_STRIP = _WHOLE - 40  # the counts at the side of a strip take the rest
_LINE_HEIGHT = 16
_ROOM_AT_THE_LEFT = 30  # points of score that the name of a threshold takes
_DASHED: dict[str, Any] = {"strokeDash": [4, 3], "color": INK}


def histogram(scores: Mapping[str, Sequence[int]], limits: Mapping[str, float]) -> alt.VConcatChart:
    """Scores of records, one strip a verdict (no colour has to be told apart).

    Thresholds are dashed lines through all strips. Their names stand in a band above the first strip, a line
    for each, so that two close together stay legible and none lies on a bar.
    """
    strips = [_strip(v, counts, limits) for v, counts in scores.items()]
    return alt.vconcat(*([_limit_names(limits)] if limits else []), *strips, spacing=6)


def _strip(verdict: str, counts: Sequence[int], limits: Mapping[str, float]) -> Drawing:
    last = verdict == "CHECK"
    frame = pl.DataFrame(
        {"from": [b * 5 for b in range(20)], "to": [b * 5 + 5 for b in range(20)], "count": list(counts)}
    )
    title = "score of 100 (not a probability)" if last else None
    x = alt.X("from:Q", scale=_SCORES, axis=alt.Axis(title=title, labels=last, ticks=last, grid=False))
    y = alt.Y("count:Q", axis=alt.Axis(title=None, tickCount=2, format=",d", minExtent=40, maxExtent=40))
    drawn = (
        alt.Chart(frame)
        .mark_bar(color=VERDICT_COLOURS[verdict], binSpacing=1)
        .encode(x=x, x2="to:Q", y=y, y2=alt.datum(0))
    )
    name = alt.Title(f"{VERDICT_WORDS[verdict]}: {sum(counts):,} records", anchor="start", color=INK, fontSize=13)
    lines = [_limit_lines(limits)] if limits else []
    return alt.layer(drawn, *lines).properties(width=_STRIP, height=56, title=name)


def _limit_lines(limits: Mapping[str, float]) -> alt.Chart:
    rows = pl.DataFrame({"at": list(limits.values())})
    rule: alt.Chart = alt.Chart(rows).mark_rule(**_DASHED)
    return rule.encode(x=alt.X("at:Q", scale=_SCORES))


def _limit_names(limits: Mapping[str, float]) -> Drawing:
    """`probable from 60.6` beside its rule, each in a line of its own.

    The highest stands on top and at the left of its rule, so that no name crosses the rule of another; a
    threshold near zero, with no room at its left, goes above them and to the right.
    """
    order = sorted(limits.items(), key=lambda limit: (limit[1] >= _ROOM_AT_THE_LEFT, -limit[1], limit[0]))
    height = _LINE_HEIGHT * len(order)
    layers = [_limit_name(name, at, n * _LINE_HEIGHT, height) for n, (name, at) in enumerate(order)]
    return alt.layer(*layers).properties(width=_STRIP, height=height)


def _limit_name(name: str, at: float, top: int, bottom: int) -> Drawing:
    row = pl.DataFrame({"at": [at], "name": [f"{name} from {at:g}"]})
    base = alt.Chart(row).encode(x=alt.X("at:Q", scale=_SCORES, axis=None))
    rule = base.mark_rule(**_DASHED).encode(y=alt.value(top), y2=alt.value(bottom))
    left: dict[str, Any] = {"align": "right", "dx": -4}
    side = left if at >= _ROOM_AT_THE_LEFT else {"align": "left", "dx": 4}
    text = base.mark_text(fontSize=12, **side)
    return alt.layer(rule, text.encode(y=alt.value(top + _LINE_HEIGHT / 2), text="name:N"))


_INSIDE = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
_OPENING = re.compile(r'<svg [^>]*?(width="([\d.]+)" height="[\d.]+" viewBox="[^"]*")[^>]*>')
_GROWS = 1.1


def svg(chart: Drawing, key: str, title: str, description: str) -> Markup:
    """The chart as one inline image with a title and a description for those who do not see it.

    Name spaces (inline SVG needs none) and the marks' own roles go: one image, one text, no address in it.
    """
    # The schema of the specification takes as long to check as the drawing; what is wrong with one fails to draw.
    spec = {**chart.configure(**_CONFIG).to_dict(validate=False), "background": None}
    drawn = _INSIDE.sub("", vl_convert.vegalite_to_svg(spec))
    return Markup(_OPENING.sub(partial(_head, key, title, description), drawn, count=1))  # noqa: S704  (escaped)


def _head(key: str, title: str, description: str, opening: re.Match[str]) -> str:
    """Our own opening tag. The drawing shrinks with the page and grows only while its letters look right."""
    widest = float(opening[2]) * _GROWS
    return (
        f'<svg class="chart" {opening[1]} style="max-width:{widest:.0f}px" role="img" '
        f'aria-labelledby="{key}-t {key}-d"><title id="{key}-t">{escape(shown(title))}</title>'
        f'<desc id="{key}-d">{escape(shown(description))}</desc>'
    )
