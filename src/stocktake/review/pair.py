"""A pair as a reviewer sees it, and the row of the decisions file that a decision on it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from stocktake.matching.decisions import HISTORY

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says of itself; '' where it says nothing."""

    title: str
    authors: str
    year: str
    publisher: str
    edition: str
    language: str
    volume: str
    isbn: str


FIELDS = tuple(f.name for f in fields(Side))


@dataclass(frozen=True, slots=True)
class Weighed:
    """One compared field: what came out, and the bits that speak for (+) or against (-)."""

    field: str
    outcome: str
    bits: float


@dataclass(frozen=True, slots=True)
class Keys:
    """What names the pair in this run and in later ones. `md5` may be its beginning only."""

    title_id: str
    record_id: str
    title_fingerprint: str
    md5: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What the run said of the pair: the evidence on which a decision is taken."""

    verdict: str
    reason: str
    probability: str
    run_id: str
    rules_version: str
    asked_as: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A listed title and a record, for a person to judge."""

    keys: Keys
    listed: Side
    record: Side
    standing: Standing
    sentence: str
    evidence: tuple[Weighed, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer said, and where ("page", "workbook NAME")."""

    decision: str
    reviewer: str
    why: str
    taken_from: str


def decision_row(
    keys: Keys, standing: Standing, titles: tuple[str, str], answer: Answer, decided_at: str
) -> dict[str, str]:
    """The row of the decisions file, with exactly the columns of HISTORY."""
    row = {f: getattr(part, f) for part in (keys, standing, answer) for f in part.__dataclass_fields__}
    row |= {"listed_title": titles[0], "record_title": titles[1], "decided_at": decided_at}
    return {column: row[column] for column in HISTORY}


def utc_now() -> datetime:
    """The clock of the command line; tests bring their own."""
    return datetime.now(UTC)


def stamp(clock: Clock) -> str:
    """`2026-11-22T09:30:05Z`: text that sorts by time. Raises ValueError for a clock without a time zone."""
    now = clock()
    if now.tzinfo is None:
        raise ValueError("the clock must know its time zone")
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
