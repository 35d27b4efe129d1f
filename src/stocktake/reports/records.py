"""The records beside a listed title, as values in words fit for an author's copy, links taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from stocktake.reports.pages import template
from stocktake.reports.provenance import in_words
from stocktake.reports.shown import without_addresses
from stocktake.reports.wording import FOUND, counted, flag_words, method_words

MD5_SHOWN = 8
OTHER_NAME = "another name of the author"
"""Stands for the credits of a record that names an author otherwise than the listed book: a pen name stays one."""
_FULL_BAR = 20.0  # bits at which a bar is as long as it gets
_NO_DATE = frozenset({"sentinel_date", "zero_date"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One compared field: what came out, and how many bits that weighs for (+) or against (−)."""

    field: str
    outcome: str
    bits: str
    side: str
    width: int

    @property
    def row(self) -> Markup:
        """Its row in a table of evidence."""
        return evidence_row(self)


@dataclass(frozen=True, slots=True)
class Found:
    """One record that stands beside a listed title, in words fit for an author's copy."""

    record_id: str
    source_table: str
    file: str  # the whole MD5, for counting only
    edition_key: str  # for counting only
    md5: str  # the first 8 digits, for showing
    verdict: str
    relation: str
    method: str
    score: str
    reason: str
    sentence: str
    title: str
    authors: str
    series: str
    year: str
    edition: str
    publisher: str
    language: str
    extension: str
    size: int | None
    identifiers: str
    added: str
    flags: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    decision: str

    @property
    def described(self) -> str:
        """How and when the record came about, in one line."""
        size = "" if self.size is None else counted(self.size, "byte")
        reviewer = self.decision and f"reviewer: {self.decision}"
        kind = self.extension and f"type {self.extension}"
        how = f"found by {self.method or 'a method not named'}"
        when = f"record date in the data set: {_day_in_words(self.added) or 'unknown'}"
        return " · ".join(p for p in (how, when, kind, size, ", ".join(self.flags), reviewer) if p)

    @property
    def counts(self) -> bool:
        """Only CONFIRMED and PROBABLE records count as found."""
        return self.verdict in FOUND


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The record that came nearest to a title and was not taken, for the author to say if it should be."""

    record_id: str
    title: str
    authors: str
    year: str
    sentence: str


@lru_cache(maxsize=65_536)
def evidence_row(line: Evidence) -> Markup:
    """The same few outcomes stand in thousands of reports, so a row is rendered once."""
    return Markup(template("_evidence_row").render(e=line))  # noqa: S704  (rendered with escaping)


@lru_cache(maxsize=65_536)
def evidence_line(field: str | None, outcome: str | None, weight: float | None) -> Evidence:
    """A bar of up to half the width on its own side; the sign stands in the number as well."""
    bits = round(weight or 0.0, 1)
    side = "for" if bits > 0 else "against" if bits < 0 else "none"
    width = round(min(abs(bits) / _FULL_BAR, 1.0) * 50)
    number = f"{bits:+.1f}".replace("-", "−") if bits else "0.0"
    return Evidence((field or "").replace("_", " "), (outcome or "").replace("_", " "), number, side, width)


@lru_cache(maxsize=16_384)
def _day_in_words(added: str) -> str:
    """`2015-11-08` → `8 November 2015`; a date that is none stands as the data set has it."""
    try:
        return in_words(date.fromisoformat(added))
    except ValueError:
        return added


def found_record(row: Mapping[str, Any]) -> Found:
    """A row of `matches` joined with its record. Links inside a record's text are taken out."""

    def of_record(name: str) -> str:
        return without_addresses(row[name] or "")

    flags = dict.fromkeys([*(row["flags"] or ()), *(row["record_flags"] or ())])
    return Found(
        record_id=row["record_id"],
        source_table=row["source_table"] or "",
        file=row["md5"] or "",
        edition_key=row["edition_key"] or "",
        md5=f"{row['md5'][:MD5_SHOWN]}…" if row["md5"] else "",
        verdict=row["verdict"],
        relation=row["relation"] or "",
        method=method_words(row["method"] or ""),
        score="" if row["score"] is None else f"{row['score']:.0f}",
        reason=(row["reason"] or "").replace("_", " "),
        sentence=without_addresses(row["sentence"] or ""),
        title=of_record("title"),
        authors=OTHER_NAME if "alias" in flags else of_record("authors"),
        series=of_record("series"),
        year=of_record("year"),
        edition=of_record("edition"),
        publisher=of_record("publisher"),
        language=of_record("language"),
        extension=of_record("extension"),
        size=row["filesize"],
        identifiers=of_record("identifier_raw"),
        added="" if _NO_DATE & flags.keys() else (row["time_added"] or "")[:10],
        flags=tuple(flag_words(f) for f in flags),
        evidence=tuple(map(evidence_line, *(row[part] or () for part in ("fields", "outcomes", "weights")))),
        decision=row["reviewer_decision"] or "",
    )


def near_miss(row: Mapping[str, Any]) -> NearMiss:
    """A row of `near_misses`. Links inside a record's text are taken out."""
    texts = (without_addresses(row[name] or "") for name in ("title", "authors", "year", "sentence"))
    return NearMiss(row["record_id"], *texts)
