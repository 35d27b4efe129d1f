"""Circuit breakers: what stops a night's run before it replaces the published one.

They compare a finished but unpublished run with the published one and look for the signs of an accident: a
file cut short, a column shifted, an older dump. A wrong stop costs one look; a wrong release costs letters
to authors.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.errors import DataQualityStop
from stocktake.model import Verdict


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a run may differ from the published one. Shares are in 0..1, so 0.02 is two points of a rate.

    A change of a rate or of authors that stands for at most `a_handful` titles or authors never stops a
    run: on a list of ten, one new title moves every rate by points and says nothing.
    """

    lost_titles: float = 0.10
    lost_isbn_rate: float = 0.02
    moved_match_rate: float = 0.03
    changed_authors: float = 0.01
    lost_records: float = 0.0
    a_handful: int = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """What the breakers look at in one run."""

    n_titles: int
    n_with_isbn: int
    n_found: int
    n_records: int
    found_by_author: dict[str, int]
    columns: frozenset[str]
    unknown_columns: frozenset[str]
    n_members: int = 0


def stop_if_tripped(published: Path, candidate: Path, limits: Limits) -> None:
    """Raise with every tripped breaker named; `published` and `candidate` are folders of tables."""
    reasons = tripped(figures(published), figures(candidate), limits)
    if reasons:
        raise DataQualityStop(
            f"Nothing was published: this run differs too much from the published one. {' '.join(reasons)} "
            "Look at the inputs; if this is meant, run again and accept the changes (--accept-changes)."
        )


def figures(tables: Path) -> Figures:
    """Read the figures of a run from its tables."""
    titles = pl.read_parquet(tables / "titles.parquet", columns=["isbn13_list"])
    verdicts = pl.read_parquet(tables / "title_exposure.parquet", columns=["verdict"])["verdict"].cast(pl.String)
    authors = pl.read_parquet(tables / "author_exposure.parquet")
    columns = pl.read_parquet(tables / "columns_read.parquet", columns=["column", "how"]).drop_nulls("column")
    return Figures(
        n_titles=titles.height,
        n_with_isbn=titles.filter(pl.col("isbn13_list").list.len() > 0).height,
        n_found=int(verdicts.is_in([Verdict.CONFIRMED.value, Verdict.PROBABLE.value]).sum()),
        n_records=int(pl.read_parquet(tables / "runs.parquet", columns=["n_records"]).item()),
        found_by_author=dict(
            authors.select("author_id", pl.col("n_works_confirmed") + pl.col("n_works_probable")).iter_rows()
        ),
        columns=frozenset(columns["column"]),
        unknown_columns=frozenset(columns.filter(pl.col("how") == "unknown")["column"]),
        n_members=_n_members(tables / "members.parquet"),
    )


def tripped(before: Figures, after: Figures, limits: Limits) -> list[str]:
    """Every breaker that trips, one sentence each, in a fixed order."""
    answers = (
        _lost_titles(before, after, limits),
        _lost_members(before, after, limits),
        _lost_isbns(before, after, limits),
        _moved_matches(before, after, limits),
        _changed_authors(before, after, limits),
        _smaller_dump(before, after, limits),
        _unknown_columns(before, after),
    )
    return [sentence for sentence in answers if sentence]


def _lost_titles(before: Figures, after: Figures, limits: Limits) -> str | None:
    lost = before.n_titles - after.n_titles
    if lost <= limits.lost_titles * before.n_titles:
        return None
    return (
        f"The catalogue has {after.n_titles:,} titles, the published run {before.n_titles:,} "
        f"({lost / before.n_titles:.1%} fewer; more than {limits.lost_titles:.0%} stops)."
    )


def _n_members(path: Path) -> int:
    """Members without works; a run of before there was such a table has none."""
    return pl.scan_parquet(path).select(pl.len()).collect().item() if path.is_file() else 0


def _lost_members(before: Figures, after: Figures, limits: Limits) -> str | None:
    """Members who are listed with works now are no loss."""
    lost = before.n_members - after.n_members - max(after.n_titles - before.n_titles, 0)
    if lost <= max(limits.a_handful, limits.lost_titles * before.n_members):
        return None
    return (
        f"The catalogue lists {after.n_members:,} members without works, the published run {before.n_members:,} "
        f"({lost / before.n_members:.1%} fewer; more than {limits.lost_titles:.0%} stops)."
    )


def _lost_isbns(before: Figures, after: Figures, limits: Limits) -> str | None:
    was, now = _share(before.n_with_isbn, before), _share(after.n_with_isbn, after)
    if not before.n_titles or not _stands_for_many(was - now, limits.lost_isbn_rate, after, limits):
        return None
    return (
        f"{now:.1%} of the titles have a valid ISBN, in the published run {was:.1%} "
        f"(a loss of more than {limits.lost_isbn_rate * 100:g} points stops)."
    )


def _moved_matches(before: Figures, after: Figures, limits: Limits) -> str | None:
    was, now = _share(before.n_found, before), _share(after.n_found, after)
    if not before.n_titles or not _stands_for_many(abs(now - was), limits.moved_match_rate, after, limits):
        return None
    return (
        f"{now:.1%} of the titles have a matching record, in the published run {was:.1%} "
        f"(more than {limits.moved_match_rate * 100:g} points up or down stops)."
    )


def _changed_authors(before: Figures, after: Figures, limits: Limits) -> str | None:
    both = before.found_by_author.keys() & after.found_by_author.keys()
    n_changed = sum(before.found_by_author[a] != after.found_by_author[a] for a in both)
    if n_changed <= max(limits.a_handful, limits.changed_authors * len(both)):
        return None
    return (
        f"The count of found works changes for {n_changed:,} of {len(both):,} authors "
        f"(more than {limits.changed_authors:.0%} stops)."
    )


def _smaller_dump(before: Figures, after: Figures, limits: Limits) -> str | None:
    lost = before.n_records - after.n_records
    if lost <= limits.lost_records * before.n_records:
        return None
    return f"The dump is smaller: {after.n_records:,} records, in the published run {before.n_records:,}."


def _unknown_columns(before: Figures, after: Figures) -> str | None:
    strange = sorted(after.unknown_columns - before.columns)
    if not strange:
        return None
    named = ", ".join(f"'{column}'" for column in strange)
    return f"The catalogue has columns that no rule maps and that were not there before: {named}."


def _share(n: int, of: Figures) -> float:
    return n / of.n_titles if of.n_titles else 0.0


def _stands_for_many(difference: float, limit: float, of: Figures, limits: Limits) -> bool:
    """Whether a rate moved beyond its limit by more than a handful of titles; 90 % to 88 % is two points."""
    difference = round(difference, 9)
    return difference > limit and difference * of.n_titles > limits.a_handful
