"""The catalogue's own page: figures with denominators and intervals, a chart for each, the table under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from markupsafe import Markup

from stocktake.intervals import share_of
from stocktake.reports import charts, exposure
from stocktake.reports.audit_words import CAUTION, audit_rows, audit_sentence
from stocktake.reports.exposure import Bin, Exposure
from stocktake.reports.marts import Marts, audit_of_all
from stocktake.reports.pages import write_page
from stocktake.reports.provenance import Provenance, in_words
from stocktake.reports.sentence import snapshot_named
from stocktake.reports.shares import in_interval
from stocktake.reports.wording import FOUND, VERDICT_WORDS, counted, standing_texts


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, what it shows in words, and its rows as a table; without rows the words stand alone."""

    key: str
    title: str
    note: str
    svg: Markup | None = None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()


def write_summary(marts: Marts, into: Path, provenance: Provenance) -> Path:
    """`summary.html`."""
    titles, records = exposure.titles_with_verdict(marts), exposure.found_records(marts)
    verdicts = exposure.verdicts_of_works(titles)
    n_works = sum(verdicts.values())
    n_found = sum(n for v, n in verdicts.items() if v in FOUND)
    checkable = n_works - verdicts["NOT CHECKABLE"]
    audited = audit_of_all(marts)
    return write_page(
        into / "summary.html",
        "summary",
        provenance=provenance,
        snapshot=snapshot_named(provenance),
        as_of=in_words(provenance.as_of),
        text=standing_texts(provenance),
        n_titles=titles.height,
        n_works=n_works,
        n_found=n_found,
        n_checkable=checkable,
        n_editions=records["edition"].drop_nulls().n_unique(),
        n_files=records["file"].drop_nulls().n_unique(),
        n_authors=marts.authors.height,
        n_joined_authors=marts.author_merges["author_id"].n_unique(),
        n_joined_names=marts.author_merges.height,
        n_author_doubts=marts.author_doubts.height,
        of_all=in_interval(share_of(n_found, n_works)),
        of_checkable=in_interval(share_of(n_found, checkable)),
        works=verdicts,
        n_names_looked_up=marts.member_names.height,
        n_member_candidates=marts.member_candidates.height,
        audited=audited,
        audit_sentence=audit_sentence(audited),
        audit_caution=CAUTION,
        audit_rows=audit_rows(audited),
        figures=figures(marts, titles, records, verdicts),
    )


def figures(marts: Marts, titles: pl.DataFrame, records: pl.DataFrame, verdicts: dict[str, int]) -> list[Figure]:
    """Every figure of the page in order of reading; what is said in words alone stands last."""

    def of(name: pl.Expr, *, by_size: bool = True) -> Exposure:
        return exposure.by_group(titles, records, name, by_size=by_size)

    text = exposure.text_or_not_stated
    made = [
        _verdicts(verdicts),
        _exposed("imprint", "imprint", of(text("imprint"))),
        _exposed("year", "year of publication", of(exposure.years(titles), by_size=False)),
        _exposed("format", "format", of(text("format"))),
        _exposed("language", "language", of(exposure.languages(titles))),
        _waterfall(exposure.waterfall(marts, titles)),
        _histogram(exposure.scores(marts), exposure.thresholds(marts)),
        _dates(exposure.first_dates(titles)),
    ]
    return sorted(made, key=lambda f: not f.rows)


def _verdicts(verdicts: dict[str, int]) -> Figure:
    whole = sum(verdicts.values())
    rows = [Bin(VERDICT_WORDS[v], n) for v, n in verdicts.items()]
    found = [share_of(n, whole) for n in verdicts.values()]
    title, note = "Verdicts", f"{counted(whole, 'work')}, each with its strongest verdict."
    labels = [f"{s.part:,} ({s.share * 100:.0f} %)" for s in found]
    drawn = charts.bars(rows, [charts.VERDICT_COLOURS[v] for v in verdicts], labels)
    table = tuple((r.name, s.part, s.whole, in_interval(s)) for r, s in zip(rows, found, strict=True))
    return _figure("verdicts", title, note, drawn, ("Verdict", "Works", "Of", "Share"), table, rows)


def _exposed(key: str, of: str, found: Exposure) -> Figure:
    title = f"Exposure by {of}"
    if found.says_nothing:
        return Figure(f"by-{key}", title, f"No listed title states {_article(of)} {of}, so there is no chart.")
    header = (of.capitalize(), "Works", "Found", "Check", "Editions", "Files", "Share found")
    table = tuple(
        (g.name, g.n_works, g.n_found, g.n_check, g.n_editions, g.n_files, in_interval(g.share)) for g in found.groups
    )
    rows = [Bin(f"{g.name}: {g.n_found} of {g.n_works}", g.n_works) for g in found.charted]
    drawn = charts.shares(found.charted)
    return _figure(f"by-{key}", title, _note_of(of, found), drawn, header, table, rows)


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _note_of(of: str, found: Exposure) -> str:
    note = f"Works with a matching record of all works listed, by {of}; the line is the 95 % interval."
    if found.pooled:
        verb = "is" if found.pooled == 1 else "are"
        note += f" {counted(found.pooled, 'group')} of under {exposure.SMALL_GROUP} works {verb} pooled."
    left_out = len(found.groups) - len(found.charted)
    if left_out:
        note += f" The chart leaves out {counted(left_out, 'smaller group')}; the table has them all."
    return note


def _waterfall(rows: Sequence[Bin]) -> Figure:
    note = "Rows of the catalogue from reading to verdict. Editions of one work count singly here."
    colours = [charts.GREY] * 3 + [charts.BLUE] * (len(rows) - 6) + [charts.ORANGE, charts.GREY, charts.LINE]
    drawn = charts.bars(rows, colours, [f"{r.count:,}" for r in rows])
    table = tuple((r.name, r.count) for r in rows)
    return _figure("waterfall", "From rows to verdicts", note, drawn, ("Step", "Rows"), table, rows)


def _histogram(scores: dict[str, list[int]], limits: dict[str, float]) -> Figure:
    note = "Records by score; the score is not a probability."
    note += (
        " Dashed lines are the thresholds of this run." if limits else " This run states no threshold on this scale."
    )
    header = ("Score", *(VERDICT_WORDS[v] for v in scores))
    table = tuple(
        (f"{b * 5}–{b * 5 + 5 - (b < 19)}", *(n[b] for n in scores.values()))
        for b in range(20)
        if any(n[b] for n in scores.values())
    )
    rows = [Bin(f"{VERDICT_WORDS[v]}: {sum(n)} records", sum(n)) for v, n in scores.items()]
    drawn = charts.histogram(scores, limits)
    return _figure("scores", "Scores and thresholds", note, drawn, header, table, rows)


def _dates(rows: Sequence[Bin]) -> Figure:
    note = (
        "Works with a matching record, by the year of the earliest record date in the data set. Works whose "
        "records hold only placeholder dates stand apart as unknown."
    )
    table = tuple((r.name, r.count) for r in rows)
    drawn = charts.columns(rows, "year of the earliest record date")
    return _figure("dates", "Records over time", note, drawn, ("Year", "Works"), table, rows)


def _figure(
    key: str,
    title: str,
    note: str,
    chart: charts.Drawing,
    header: tuple[str, ...],
    table: tuple[tuple[object, ...], ...],
    rows: Sequence[Bin],
) -> Figure:
    """The description for readers of the text alone names up to eight rows; the table has them all."""
    named = [r.name if ":" in r.name else f"{r.name} {r.count:,}" for r in rows[:8]]
    return Figure(key, title, note, charts.svg(chart, key, title, f"{note} {'; '.join(named)}."), header, table)
