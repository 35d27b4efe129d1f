"""Where a report comes from: what was compared with what, by which rules, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NOT_STATED = "the organisation that ordered this check (name not stated)"
NO_CONTACT = "the person who sent you this report"

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An input file by name (never a path: a path can name a person) and SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """All that the method section prints. `as_of` is the date of statements about proceedings."""

    run_id: str
    snapshot_date: date | None
    reference_sources: tuple[SourceFile, ...]
    catalogue_files: tuple[SourceFile, ...]
    rules_version: str
    version: str
    as_of: date
    controller: str = NOT_STATED
    contact: str = NO_CONTACT

    @property
    def snapshot(self) -> str:
        """The date of the snapshot in words, or that it was not stated."""
        return "date not stated" if self.snapshot_date is None else in_words(self.snapshot_date)

    @property
    def listed_by(self) -> str:
        """Who listed the works: the controller where stated, else the catalogue as supplied."""
        return "the catalogue supplied" if self.controller == NOT_STATED else self.controller

    @property
    def checksum(self) -> str:
        """The SHA-256 of every reference file."""
        return ", ".join(s.sha256 for s in self.reference_sources) or "not stated"


def in_words(day: date) -> str:
    """`2024-05-12` → `12 May 2024`, the same on every machine whatever its locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
