"""What a column can mean, and how that is written in profiles, in `headers.toml` and in reports."""

from __future__ import annotations

import re
from dataclasses import dataclass

FIELDS = (
    "row_id",
    "work_id",
    "title",
    "subtitle",
    "volume",
    "contributors",
    "isbn",
    "doi",
    "issn",
    "edition",
    "year",
    "publisher",
    "imprint",
    "language",
    "format",
    "author_id",
    "contribution_type",
    "journal",
    "issue",
    "pages",
    "host",
)
"""The canonical columns, in the order in which the titles table shows them."""

PARTS = {"contributors": ("family", "given", "role", "id"), "title": ("prefix",), "pages": ("first", "last")}

_WRITTEN = re.compile(r"(?P<field>[a-z_]+)(?:\.(?P<part>[a-z]+))?(?::(?P<label>[^#]+))?(?:#(?P<number>\d+))?")


@dataclass(frozen=True, slots=True)
class Target:
    """A canonical column, or a part of one: `isbn:HB`, `contributors.family#2`, `contributors:editor`.

    `label` is the format of an ISBN or the role of a contributor; `number` tells repeated groups apart.
    """

    field: str
    part: str = ""
    label: str = ""
    number: int = 0

    def __str__(self) -> str:
        part = f".{self.part}" if self.part else ""
        label = f":{self.label}" if self.label else ""
        number = f"#{self.number}" if self.number else ""
        return f"{self.field}{part}{label}{number}"

    @property
    def detail(self) -> str | None:
        """The written form without its field, for people to read: "HB", "family #2"; None when there is
        none."""
        number = f"#{self.number}" if self.number else ""
        return " ".join(word for word in (self.part, self.label, number) if word) or None


def parse_target(written: str) -> Target | None:
    """The target a text names, or None when it names no canonical column or no part of one."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None or found["field"] not in FIELDS:
        return None
    part = found["part"] or ""
    if part and part not in PARTS.get(found["field"], ()):
        return None
    return Target(found["field"], part, (found["label"] or "").strip(), int(found["number"] or 0))
