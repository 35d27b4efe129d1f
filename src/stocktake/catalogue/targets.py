"""What a column can mean, and how that is written in profiles, in `headers.toml` and in reports."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stocktake.catalogue import entries

FIELDS = (
    "row_id",
    "work_id",
    "title",
    "subtitle",
    "original_title",
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
    "standing",
)
"""The canonical columns, in the order in which the titles table shows them."""

PERSON_FIELDS = ("pen_names", "isni", "ipi", "orcid")
"""What a list says of its people beside their names; it goes to tables of their own, not to the titles table."""

PARTS = {"contributors": ("family", "given", "suffix", "role", "id"), "title": ("prefix",), "pages": ("first", "last")}

RELATIONS = tuple(relation for relation in entries.RELATIONS if not relation.endswith("_work"))
"""What a column of another product's numbers says of it: `related:replaces`. Such numbers go to the related table."""

_ALIASES = {"status": "standing"}
"""Targets by another name: a column holds a status, what is kept of it is the standing."""

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
    field = _ALIASES.get(found["field"], found["field"]) if found else ""
    if found is None or field not in (*FIELDS, *PERSON_FIELDS, "related"):
        return None
    if field == "related" and (found["label"] or "") not in RELATIONS:
        return None
    part = found["part"] or ""
    if part and part not in PARTS.get(field, ()):
        return None
    return Target(field, part, (found["label"] or "").strip(), int(found["number"] or 0))
