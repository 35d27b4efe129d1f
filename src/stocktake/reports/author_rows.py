"""Rows of the marts cut into one report after another.

Credits are joined with their titles once and sorted by report code; a batch of authors is a slice of that
frame, and its matches are fetched with one join. No frame is ever filtered per author.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from stocktake.model import Verdict
from stocktake.reports.listed import Listed, Work, listed_title, works_of
from stocktake.reports.marts import Marts
from stocktake.reports.records import Found, NearMiss, found_record, near_miss
from stocktake.reports.wording import STRENGTH

BATCH = 4_000
NEAR_ENOUGH = -10.0  # bits; what lies further off would only puzzle its reader
_OF_MATCH = (
    "title_id",
    "record_id",
    "source_table",
    "md5",
    "method",
    "verdict",
    "relation",
    "score",
    "reason",
    "sentence",
    "flags",
    "reviewer_decision",
)
_OF_RECORD = (
    "edition_key",
    "title",
    "authors",
    "series",
    "year",
    "edition",
    "publisher",
    "language",
    "extension",
    "filesize",
    "identifier_raw",
    "time_added",
    "record_flags",
)


@dataclass(frozen=True, slots=True)
class AuthorReport:
    """All that one report shows. No name stands here but those credited on the works themselves."""

    author_id: str
    code: str
    works: tuple[Work, ...]


def author_reports(marts: Marts, wanted: frozenset[str] | None = None) -> Iterator[AuthorReport]:
    """Every author's report in order of report code; `wanted` limits them to some author ids."""
    authors = marts.authors if wanted is None else marts.authors.filter(pl.col("author_id").is_in(list(wanted)))
    authors = authors.sort("report_code").with_row_index("n")
    credited = _credited_titles(marts, authors)
    pairs = _pairs(marts)
    nearest = marts.near_misses.filter((pl.col("place") == 1) & (pl.col("bits") > NEAR_ENOUGH))
    for start in range(0, authors.height, BATCH):
        batch = authors.slice(start, BATCH)
        rows = credited.filter(pl.col("n").is_between(start, start + BATCH - 1))
        yield from _batch(batch, rows, _found_by_title(pairs, rows), _nearest_by_title(nearest, rows))


def _credited_titles(marts: Marts, authors: pl.DataFrame) -> pl.DataFrame:
    """One row an author × title with the author's own credit; several roles join in order of position."""
    credited = (
        marts.contributors.sort("title_id", "position", "role")
        .join(authors.select("n", "author_id"), on="author_id", how="inner", maintain_order="left")
        .group_by("n", "title_id", maintain_order=True)
        .agg(
            pl.col("role").drop_nulls().unique(maintain_order=True).str.join(", "),
            pl.col("name_as_credited").drop_nulls().unique(maintain_order=True).str.join("; ").alias("credited"),
        )
    )
    titles = marts.titles.drop("work_id", "source_file", "dois", "year_number")
    exposure = marts.title_exposure.select("title_id", "verdict", "sentence", "earliest_record_date", "flags")
    return (
        credited.join(titles, on="title_id", how="inner")
        .join(exposure, on="title_id", how="inner")
        .with_columns(pl.coalesce("work_key", "title_id").alias("work_key"))
        .sort("n", "title_id")
    )


def _pairs(marts: Marts) -> pl.DataFrame:
    """Matches with their record, in the order in which they are shown: verdict, score, record id."""
    records = marts.matched_records.rename({"flags": "record_flags"}).select("record_id", *_OF_RECORD)
    # Three lists of plain values come over to Python in half the time of one list of structs.
    parts = [_part(name).alias(name) for name in ("fields", "outcomes", "weights")]
    return (
        marts.matches.select(*_OF_MATCH, *parts)
        .join(records, on="record_id", how="left")
        .with_columns(pl.col("verdict").replace_strict(dict(STRENGTH), default=9).alias("strength"))
        .sort(
            "title_id",
            "strength",
            "score",
            "record_id",
            descending=[False, False, True, False],
            nulls_last=True,
        )
    )


def _part(name: str) -> pl.Expr:
    return pl.col("evidence").list.eval(pl.element().struct.field(name.removesuffix("s")))


def _found_by_title(pairs: pl.DataFrame, rows: pl.DataFrame) -> dict[str, list[Found]]:
    wanted = rows.select("title_id").unique()
    found: dict[str, list[Found]] = defaultdict(list)
    for row in pairs.join(wanted, on="title_id", how="semi", maintain_order="left").iter_rows(named=True):
        found[row["title_id"]].append(found_record(row))
    return found


def _nearest_by_title(nearest: pl.DataFrame, rows: pl.DataFrame) -> dict[str, NearMiss]:
    lost = rows.filter(pl.col("verdict") == Verdict.NOT_FOUND.value).select("title_id").unique()
    wanted = nearest.join(lost, on="title_id", how="semi")
    return {row["title_id"]: near_miss(row) for row in wanted.iter_rows(named=True)}


def _batch(
    authors: pl.DataFrame, rows: pl.DataFrame, found: dict[str, list[Found]], nearest: dict[str, NearMiss]
) -> Iterator[AuthorReport]:
    listed: dict[int, list[Listed]] = {
        n: [listed_title(row, found.get(row["title_id"], ()), nearest.get(row["title_id"])) for row in group]
        for n, group in groupby(rows.iter_rows(named=True), key=_author)
    }
    for n, author_id, code in authors.select("n", "author_id", "report_code").iter_rows():
        yield AuthorReport(author_id, code, tuple(works_of(listed.get(n, ()))))


def _author(row: dict[str, Any]) -> int:
    number: int = row["n"]
    return number
