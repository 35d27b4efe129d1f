"""One listed title with its verdict, the stages tried, and every record beside it with evidence and sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2
from typing import Any

import polars as pl

from stocktake.explain.stages import Stage, stages
from stocktake.explain.tables import RunTables
from stocktake.explain.waterfall import Step, Words, waterfall
from stocktake.reports.records import OTHER_NAME
from stocktake.reports.shown import without_addresses

NOT_TAKEN = "NOT TAKEN"


@dataclass(frozen=True, slots=True)
class Beside:
    """A record beside a listed title: taken, to be checked, or nearest and not taken (`NOT_TAKEN`).

    probability, score, margin and runner-up are null of a record that was not taken; remedy says in words what would
    have had to be otherwise, and bits_lacking how far the sum lies below what PROBABLE asks for, where that decides.
    """

    record_id: str
    title: str
    authors: str
    year: str
    verdict: str
    method: str | None
    reason: str
    sentence: str
    remedy: str | None
    bits_lacking: float | None
    steps: tuple[Step, ...]
    bits: float
    probability: float | None
    score: float | None
    margin: float | None
    runner_up_record_id: str | None
    flags: tuple[str, ...]
    reviewer_decision: str | None

    @property
    def is_taken(self) -> bool:
        """Whether it stands in the matches of the run."""
        return self.verdict != NOT_TAKEN


@dataclass(frozen=True, slots=True)
class Explanation:
    """A listed title: its row of `titles`, its verdict and why, the stages, and the records beside it, nearest first.

    probable_bits is the sum from which title and author are enough for PROBABLE.
    """

    title: dict[str, Any]
    verdict: str
    reason: str
    sentence: str
    stages: tuple[Stage, ...]
    beside: tuple[Beside, ...]
    probable_bits: float


def explain_titles(tables: RunTables, title_ids: Iterable[str]) -> list[Explanation]:
    """Explain these titles of a run."""
    words = outcome_words(tables)
    n_records = tables.only_row("runs")["n_records"]
    rules = tables.only_row("run_parameters")
    return [_explain(tables, title_id, words, n_records, rules) for title_id in title_ids]


def outcome_words(tables: RunTables) -> Words:
    """The words of every outcome."""
    rows = tables.scan("evidence_words").select("field", "outcome", "words").collect().rows()
    return {(field, outcome): words for field, outcome, words in rows}


def _explain(tables: RunTables, title_id: str, words: Words, n_records: int, rules: dict[str, Any]) -> Explanation:
    def rows(table: str) -> list[dict[str, Any]]:
        return tables.of_title(table, title_id).collect().to_dicts()

    exposure = rows("title_exposure")[0]
    beside = _matched(tables, title_id) + rows("near_misses")
    told = {row["record_id"]: row for row in rows("explanations")}
    return Explanation(
        rows("titles")[0],
        exposure["verdict"],
        exposure["reason"],
        exposure["sentence"],
        stages(rows("title_stages")[0], rows("identifiers"), exposure["verdict"]),
        tuple(_beside(row, told[row["record_id"]], n_records, words) for row in beside),
        _bits_of(rules["probable_at"]),
    )


def _matched(tables: RunTables, title_id: str) -> list[dict[str, Any]]:
    records = tables.scan("matched_records").select("record_id", "title", "authors", "year")
    strength = pl.col("verdict").replace_strict({"CONFIRMED": 0, "PROBABLE": 1}, default=2)
    found = tables.of_title("matches", title_id).join(records, on="record_id", how="left")
    return found.sort(strength, -pl.col("bits"), "record_id").collect().to_dicts()


def _beside(row: dict[str, Any], told: dict[str, Any], n_records: int, words: Words) -> Beside:
    flags = tuple(row.get("flags") or ())
    return Beside(
        row["record_id"],
        without_addresses(row["title"] or ""),
        OTHER_NAME if "alias" in flags else without_addresses(row["authors"] or ""),
        without_addresses(row["year"] or ""),
        told["verdict"],
        row.get("method"),
        row["reason"],
        told["sentence"],
        told["remedy"],
        told["bits_lacking"],
        waterfall(row["evidence"] or (), told["prior_bits"], row["bits"], n_records, words),
        row["bits"],
        row.get("probability"),
        row.get("score"),
        row.get("margin"),
        row.get("runner_up_record_id"),
        flags,
        row.get("reviewer_decision"),
    )


def _bits_of(probability: float) -> float:
    """Log2 odds, to two digits."""
    return round(log2(probability / (1 - probability)), 2)
