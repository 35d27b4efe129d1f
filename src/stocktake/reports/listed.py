"""What a report lists, as values: the works of an author and their listed titles, counted.

Plain frozen values, made once per title and shared by all who are credited on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from stocktake.model import Verdict
from stocktake.reports.csv_safe import isbn_text
from stocktake.reports.language_names import language_name
from stocktake.reports.provenance import in_words
from stocktake.reports.records import Found, NearMiss
from stocktake.reports.shown import without_addresses
from stocktake.reports.wording import FOUND, STRENGTH, flag_words, further_record, other_edition


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
    language_read: str  # in English where it could be read, else as listed
    imprint: str
    publisher: str
    year: str
    standing: str
    isbns: tuple[str, ...]
    verdict: str
    sentence: str
    earliest: date | None
    flags: tuple[str, ...]
    found: tuple[Found, ...]
    nearest: NearMiss | None

    @property
    def described(self) -> str:
        """Edition, format, language, year and standing in one line, what is missing left out."""
        edition = f"edition {self.edition}" if self.edition.isdecimal() else self.edition
        standing = f"listed as {self.standing}" if self.standing else ""
        return " · ".join(p for p in (edition, self.format, self.language_read, self.year, standing) if p)


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
        pairs = {f.record_id: (t, f) for t in reversed(self.titles) for f in reversed(t.found) if not f.counts}
        return [pairs[r] for r in reversed(pairs) if r not in settled]

    @cached_property
    def files(self) -> set[str]:
        """The distinct files of its found records."""
        return {f.file for f in self.records if f.file}

    @cached_property
    def editions(self) -> set[str]:
        """The distinct editions of its found records."""
        return {f.edition_key for f in self.records if f.edition_key}

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
        """Found records that are another edition, format or translation of every listed title they stand beside."""
        beside = (f for t in self.titles for f in t.found if f.counts)
        listed = {f.record_id for f in beside if not other_edition(f.relation)}
        return [f for f in self.records if other_edition(f.relation) and f.record_id not in listed]

    @cached_property
    def further(self) -> list[Found]:
        """Records, found or to be checked, that are a part of the listed work, a set with it, or a book about it."""
        candidates = (f for _, f in self.candidates)
        return [f for f in [*self.records, *candidates] if further_record(f.relation)]

    @cached_property
    def nearest(self) -> list[NearMiss]:
        """The nearest record of each of its titles, once each."""
        near = (t.nearest for t in self.titles if t.nearest)
        return list({n.record_id: n for n in near}.values())


def _once(found: Iterable[Found]) -> list[Found]:
    """Of a record that stands beside several titles, the first is kept: that of the strongest title."""
    kept: dict[str, Found] = {}
    for f in found:
        kept.setdefault(f.record_id, f)
    return list(kept.values())


def listed_title(row: Mapping[str, Any], found: Sequence[Found], nearest: NearMiss | None) -> Listed:
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
        language_read=language_name(code) if (code := row["language_code"]) else row["language"] or "",
        imprint=row["imprint"] or "",
        publisher=row["publisher"] or "",
        year=row["year"] or "",
        standing=row["standing"] or "",
        isbns=tuple(isbn_text(i) for i in row["isbn13_list"] or ()),
        verdict=row["verdict"],
        sentence=without_addresses(row["sentence"] or ""),
        earliest=row["earliest_record_date"],
        flags=tuple(flag_words(f) for f in row["flags"] or ()),
        found=tuple(found),
        nearest=nearest,
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
    """Works before editions before files: what a report counts."""

    works: dict[str, int]
    n_works: int
    n_editions: int
    n_files: int

    @property
    def n_found(self) -> int:
        """Works whose verdict is CONFIRMED or PROBABLE."""
        return sum(n for verdict, n in self.works.items() if verdict in FOUND)


def tally(works: Sequence[Work]) -> Tally:
    """Count works by verdict, and distinct editions and files over all of them (what two works share counts once)."""
    counts = dict.fromkeys((v.value for v in Verdict), 0)
    for work in works:
        counts[work.verdict] += 1
    editions = set[str]().union(*(w.editions for w in works))
    files = set[str]().union(*(w.files for w in works))
    return Tally(counts, len(works), len(editions), len(files))
