"""Figures of the whole catalogue: counts with denominators, in works before files.

A work counts once in each group in which one of its titles stands, with the strongest verdict among those.
Groups of fewer than five works are pooled, since a cell that small can name its author.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from stocktake.intervals import Share, share_of
from stocktake.model import Method, Scheme, Verdict
from stocktake.reports.language_names import language_name
from stocktake.reports.marts import Marts
from stocktake.reports.wording import FOUND, STRENGTH, counted, in_plain_words

SMALL_GROUP = 5
MOST_BARS = 20  # of a chart; the table under it has every group
NOT_STATED = "(not stated)"
_JOINED_ON = [Scheme.ISBN13.value, Scheme.DOI.value, Scheme.ISSN.value, Scheme.ASIN.value]
_STAGES = {
    Method.IDENTIFIER.value: "identifier",
    Method.EDITION_LINK.value: "linked edition",
    Method.TITLE_AUTHOR_EXACT.value: "title + author, exact",
    Method.TITLE_AUTHOR_FUZZY.value: "title + author, close",
}
_RANKS = {rank: verdict for verdict, rank in STRENGTH.items()}


@dataclass(frozen=True, slots=True)
class Group:
    """One row of an exposure table: works of a group, how many were found, and in how many editions and files."""

    name: str
    n_works: int
    n_found: int
    n_check: int
    n_editions: int
    n_files: int

    @property
    def share(self) -> Share:
        """Found works of all works, with the 95 % interval."""
        return share_of(self.n_found, self.n_works)


@dataclass(frozen=True, slots=True)
class Exposure:
    """An exposure table: groups in order, then those `apart`: the pooled one, and works that state none.

    `pooled` says how many small groups the pooled one holds.
    """

    ordered: tuple[Group, ...]
    apart: tuple[Group, ...]
    pooled: int

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every row of the table."""
        return (*self.ordered, *self.apart)

    @property
    def charted(self) -> tuple[Group, ...]:
        """The rows that fit a chart: of too many the first are kept, and those apart always."""
        return (*self.ordered[: MOST_BARS - len(self.apart)], *self.apart)

    @property
    def says_nothing(self) -> bool:
        """True where no title states what is asked: one bar of all works would show nothing."""
        return all(g.name == NOT_STATED for g in self.groups)


@dataclass(frozen=True, slots=True)
class Bin:
    """A bar with a count; `apart` sets it off from an ordered scale (unknown dates)."""

    name: str
    count: int
    apart: bool = False


def titles_with_verdict(marts: Marts) -> pl.DataFrame:
    """One row a title: work, verdict rank, and what titles are grouped by."""
    exposure = marts.title_exposure.select("title_id", "verdict", "method", "earliest_record_date")
    return marts.titles.join(exposure, on="title_id", how="inner").select(
        "title_id",
        pl.coalesce("work_key", "title_id").alias("work"),
        pl.col("verdict").replace_strict(dict(STRENGTH)).cast(pl.Int8).alias("rank"),
        "method",
        "earliest_record_date",
        "imprint",
        "format",
        "language_code",
        "year_number",
    )


def verdicts_of_works(titles: pl.DataFrame) -> dict[str, int]:
    """Works by their strongest verdict, every verdict present, in order of strength."""
    ranks = titles.group_by("work").agg(pl.col("rank").min())["rank"].value_counts()
    sizes = dict(ranks.iter_rows())
    return {verdict: sizes.get(rank, 0) for rank, verdict in _RANKS.items()}


def found_records(marts: Marts) -> pl.DataFrame:
    """title_id × edition × file of the records that count as found; a record without MD5 names no file (null)."""
    found = marts.matches.filter(pl.col("verdict").is_in(list(FOUND)))
    editions = marts.matched_records.select("record_id", pl.col("edition_key").alias("edition"))
    file = pl.when(pl.col("md5") != "").then("md5").alias("file")
    return found.join(editions, on="record_id", how="left").select("title_id", "edition", file).unique()


def by_group(titles: pl.DataFrame, records: pl.DataFrame, name: pl.Expr, *, by_size: bool) -> Exposure:
    """Exposure by any grouping; `by_size` puts the largest group first, else names are in order."""
    named = titles.with_columns(name.cast(pl.String).alias("name"))
    sizes = named.group_by("name").agg(pl.col("work").n_unique().alias("n"))
    small = sizes.filter((pl.col("n") < SMALL_GROUP) & (pl.col("name") != NOT_STATED))["name"].to_list()
    pooled_name = f"{counted(len(small), 'group')} of under {SMALL_GROUP} works"
    pooled = named.with_columns(
        pl.when(pl.col("name").is_in(small)).then(pl.lit(pooled_name)).otherwise("name").alias("name")
    )
    groups = _groups(pooled, records)
    last = [g for g in groups if g.name in (pooled_name, NOT_STATED)]
    rest = [g for g in groups if g not in last]
    ordered = sorted(rest, key=lambda g: (-g.n_works, g.name) if by_size else (0, g.name))
    return Exposure(tuple(ordered), tuple(sorted(last, key=lambda g: g.name != NOT_STATED)), len(small))


def _groups(named: pl.DataFrame, records: pl.DataFrame) -> list[Group]:
    works = named.group_by("name", "work").agg(pl.col("rank").min())
    counts = works.group_by("name").agg(
        pl.len(), (pl.col("rank") <= STRENGTH[Verdict.PROBABLE]).sum(), _is_check().alias("check")
    )
    of_records = named.select("name", "title_id").join(records, on="title_id").group_by("name")
    distinct = of_records.agg(pl.col("edition", "file").drop_nulls().n_unique())
    rows = counts.join(distinct, on="name", how="left").sort("name").fill_null(0)
    return [Group(*row) for row in rows.select("name", "len", "rank", "check", "edition", "file").iter_rows()]


def _is_check() -> pl.Expr:
    return (pl.col("rank") == STRENGTH[Verdict.CHECK]).sum()


def text_or_not_stated(column: str) -> pl.Expr:
    """A grouping by a text column."""
    text = pl.col(column).str.strip_chars()
    return pl.when(text == "").then(None).otherwise(text).fill_null(NOT_STATED)


def languages(titles: pl.DataFrame) -> pl.Expr:
    """A grouping by the language that was read, in English; what the title's own text says never shows."""
    codes = titles["language_code"].drop_nulls().unique().to_list()
    names = {code: language_name(code) for code in codes}
    return pl.col("language_code").replace_strict(names, default=None, return_dtype=pl.String).fill_null(NOT_STATED)


def years(titles: pl.DataFrame) -> pl.Expr:
    """A grouping by year of publication in the finest of 1, 5, 10 or 25 years that gives few enough bars."""
    known = titles["year_number"].drop_nulls()
    span = 1 + int(known.max()) - int(known.min()) if len(known) else 1  # type: ignore[arg-type]  # years
    step = next((s for s in (1, 5, 10, 25) if span / s <= MOST_BARS - 3), 100)
    first = pl.col("year_number") // step * step
    label = first if step == 1 else pl.format("{}–{}", first, first + step - 1)
    return label.cast(pl.String).fill_null(NOT_STATED)


def waterfall(marts: Marts, titles: pl.DataFrame) -> list[Bin]:
    """From rows read to verdicts. Each step counts titles (rows), not works, so that steps subtract."""
    sums = marts.source_files.select(pl.col("rows_in", "rows_used").sum()).row(0)
    usable = marts.identifiers.filter(pl.col("scheme").is_in(_JOINED_ON))["title_id"].n_unique()
    found = titles.filter(pl.col("rank") <= STRENGTH[Verdict.PROBABLE])
    stages = dict(found.group_by(pl.col("method").fill_null("a stage not named")).len().iter_rows())
    others = sorted(stages.keys() - _STAGES.keys())
    by_stage = [Bin(f"by {_STAGES.get(m) or in_plain_words(m)}", stages.get(m, 0)) for m in [*_STAGES, *others]]
    left = dict(titles.group_by("rank").len().iter_rows())
    rest = [
        (Verdict.CHECK, "needs a check"),
        (Verdict.NOT_FOUND, "not found"),
        (Verdict.NOT_CHECKABLE, "not checkable"),
    ]
    return [
        Bin("rows read", sums[0]),
        Bin("rows used as titles", sums[1]),
        Bin("with a usable identifier", usable),
        *by_stage,
        *(Bin(words, left.get(STRENGTH[v], 0)) for v, words in rest),
    ]


def scores(marts: Marts) -> dict[str, list[int]]:
    """Records per five points of score (0–4 … 95–100) for each verdict that records can have."""
    scored = marts.matches.filter(pl.col("score").is_not_null()).select(
        "verdict", (pl.col("score").clip(0, 100) // 5).clip(0, 19).cast(pl.Int8).alias("bin")
    )
    sizes = {(v, b): n for v, b, n in scored.group_by("verdict", "bin").len().iter_rows()}
    shown = (Verdict.CONFIRMED, Verdict.PROBABLE, Verdict.CHECK)
    return {v.value: [sizes.get((v.value, b), 0) for b in range(20)] for v in shown}


def thresholds(marts: Marts) -> dict[str, float]:
    """Settings named `score_…` of the run, which lie on the scale of the score (0..100)."""
    if not marts.run_parameters.height:
        return {}
    row = marts.run_parameters.row(0, named=True)
    named = {k.removeprefix("score_"): v for k, v in row.items() if k.startswith("score_")}
    return {k.replace("_", " "): float(v) for k, v in named.items() if isinstance(v, int | float) and 0 < v <= 100}


def first_dates(titles: pl.DataFrame) -> list[Bin]:
    """Found works by the year of their earliest record date; those with no true date stand apart."""
    works = (
        titles.filter(pl.col("rank") <= STRENGTH[Verdict.PROBABLE])
        .group_by("work")
        .agg(pl.col("earliest_record_date").min().dt.year().alias("year"))
    )
    sizes = dict(works.group_by("year").len().iter_rows())
    unknown = sizes.pop(None, 0)
    known: Sequence[int] = sorted(sizes)
    span = range(known[0], known[-1] + 1) if known else range(0)
    return [*(Bin(str(y), sizes.get(y, 0)) for y in span), Bin("unknown", unknown, apart=True)]
