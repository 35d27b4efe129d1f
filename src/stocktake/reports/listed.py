"""What a report lists, as values: an author's works, their listed titles, and the records beside them.

Plain frozen values, made once per title and shared by all who are credited on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup

from stocktake.model import Verdict
from stocktake.reports.csv_safe import isbn_text
from stocktake.reports.pages import template
from stocktake.reports.provenance import in_words
from stocktake.reports.shown import without_addresses
from stocktake.reports.wording import FOUND, STRENGTH, counted, flag_words, method_words, other_edition

MD5_SHOWN = 8
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
        when = f"record date in the data set: {self.added or 'unknown'}"
        return " · ".join(p for p in (how, when, kind, size, ", ".join(self.flags), reviewer) if p)

    @property
    def counts(self) -> bool:
        """Only CONFIRMED and PROBABLE records count as found."""
        return self.verdict in FOUND


@dataclass(frozen=True, slots=True)
class Listed:
    """One title as listed, for one author: `credited` is the name on that very title, and nobody else's."""

    title_id: str
    row_id: str
    line: int | None
    work_key: str
    title: str
    credited: str
    role: str
    edition: str
    format: str
    language: str
    imprint: str
    publisher: str
    year: str
    isbns: tuple[str, ...]
    verdict: str
    sentence: str
    earliest: date | None
    flags: tuple[str, ...]
    found: tuple[Found, ...]

    @property
    def described(self) -> str:
        """Edition, format, language and year in one line, what is missing left out."""
        return " · ".join(p for p in (self.edition, self.format, self.language, self.year) if p)


@dataclass(frozen=True)
class Work:
    """The titles of one work that stand in one author's list, the strongest verdict first."""

    titles: tuple[Listed, ...]

    @property
    def title(self) -> str:
        """The title as listed for the strongest edition."""
        return self.titles[0].title

    @property
    def verdict(self) -> str:
        """The strongest verdict among its titles."""
        return self.titles[0].verdict

    @cached_property
    def records(self) -> list[Found]:
        """Records that count as found, once each."""
        return _once(f for t in self.titles for f in t.found if f.counts)

    @cached_property
    def candidates(self) -> list[tuple[Listed, Found]]:
        """Records for a person to judge, each beside the first title that led to it."""
        settled = {f.record_id for f in self.records}
        pairs = {
            f.record_id: (t, f) for t in reversed(self.titles) for f in reversed(t.found) if not f.counts
        }
        return [pairs[r] for r in reversed(pairs) if r not in settled]

    @cached_property
    def files(self) -> set[str]:
        """The distinct files of its found records."""
        return {f.file for f in self.records}

    @property
    def earliest(self) -> str:
        """The earliest record date among its titles, in words; empty where only placeholders are stored."""
        dates = [t.earliest for t in self.titles if t.earliest]
        return in_words(min(dates)) if dates else ""

    @cached_property
    def flags(self) -> list[str]:
        """Flags of its titles and found records, once each, in order of appearance."""
        of_records = (flag for f in self.records for flag in f.flags)
        return list(dict.fromkeys([*(flag for t in self.titles for flag in t.flags), *of_records]))

    @cached_property
    def other_editions(self) -> list[Found]:
        """Found records whose relation is another edition, a translation, a part or a set."""
        return [f for f in self.records if other_edition(f.relation)]


def _once(found: Iterable[Found]) -> list[Found]:
    return list({f.record_id: f for f in found}.values())


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


def found_record(row: Mapping[str, Any]) -> Found:
    """A row of `matches` joined with its record. Links inside a record's text are taken out."""

    def of_record(name: str) -> str:
        return without_addresses(row[name] or "")

    flags = dict.fromkeys([*(row["flags"] or ()), *(row["record_flags"] or ())])
    return Found(
        record_id=row["record_id"],
        source_table=row["source_table"] or "",
        file=row["md5"] or row["record_id"],
        md5=f"{row['md5'][:MD5_SHOWN]}…" if row["md5"] else "",
        verdict=row["verdict"],
        relation=row["relation"] or "",
        method=method_words(row["method"] or ""),
        score="" if row["score"] is None else f"{row['score']:.0f}",
        reason=(row["reason"] or "").replace("_", " "),
        sentence=without_addresses(row["sentence"] or ""),
        title=of_record("title"),
        authors=of_record("authors"),
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


def listed_title(row: Mapping[str, Any], found: Sequence[Found]) -> Listed:
    """A row of an author's credits joined with the title and its exposure."""
    subtitle = f": {row['subtitle']}" if row["subtitle"] else ""
    return Listed(
        title_id=row["title_id"],
        row_id=row["row_id"] or "",
        line=row["source_line"],
        work_key=row["work_key"],
        title=without_addresses(f"{row['title'] or '(no title listed)'}{subtitle}"),
        credited=row["credited"],
        role=_role(row["role"], row["contribution_type"]),
        edition=row["edition"] or "",
        format=row["format"] or "",
        language=row["language"] or "",
        imprint=row["imprint"] or "",
        publisher=row["publisher"] or "",
        year=row["year"] or "",
        isbns=tuple(isbn_text(i) for i in row["isbn13_list"] or ()),
        verdict=row["verdict"],
        sentence=without_addresses(row["sentence"] or ""),
        earliest=row["earliest_record_date"],
        flags=tuple(flag_words(f) for f in row["flags"] or ()),
        found=tuple(found),
    )


def _role(role: str, contribution: str | None) -> str:
    plain = not contribution or contribution in ("book", "work", "whole")
    return role if plain else f"{role} ({contribution.replace('_', ' ')})" if contribution else role


def works_of(titles: Iterable[Listed]) -> list[Work]:
    """Titles grouped by work: strongest verdict first, then title; inside a work, then year."""
    groups: dict[str, list[Listed]] = {}
    for title in titles:
        groups.setdefault(title.work_key, []).append(title)
    works = [
        Work(tuple(sorted(g, key=lambda t: (STRENGTH[t.verdict], t.year, t.title, t.title_id))))
        for g in groups.values()
    ]
    return sorted(works, key=lambda w: (STRENGTH[w.verdict], w.title.casefold(), w.titles[0].title_id))


@dataclass(frozen=True, slots=True)
class Tally:
    """Works before files: what the first sentence of a report counts."""

    works: dict[str, int]
    n_works: int
    n_files: int

    @property
    def n_found(self) -> int:
        """Works whose verdict is CONFIRMED or PROBABLE."""
        return sum(n for verdict, n in self.works.items() if verdict in FOUND)


def tally(works: Sequence[Work]) -> Tally:
    """Count works by verdict and distinct files over all of them (a file of two works counts once)."""
    counts = dict.fromkeys((v.value for v in Verdict), 0)
    for work in works:
        counts[work.verdict] += 1
    return Tally(counts, len(works), len(set[str]().union(*(w.files for w in works))))
