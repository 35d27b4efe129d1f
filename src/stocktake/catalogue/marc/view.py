"""A record as this reader looks at it: its fields by tag, and beside each the same in the original script (880)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pymarc import Field, Record

_LINK = re.compile(r"([0-9A-Za-z]{3})-([0-9]{2,3})")
_NO_PARTNER = "00"


@dataclass(frozen=True, slots=True)
class View:
    """`leader` has 24 characters. `tagged` holds the fields of each tag in order, among them those 880s that have no
    romanised partner; `scripts` the other 880s by tag and link number.
    """

    leader: str
    tagged: Mapping[str, list[Field]]
    scripts: Mapping[tuple[str, str], Field]

    def fields(self, *tags: str) -> Sequence[Field]:
        """The fields of these tags, in the order of the tags."""
        if len(tags) == 1:
            return self.tagged.get(tags[0], ())
        return [field for tag in tags for field in self.tagged.get(tag, ())]

    def first(self, tag: str) -> Field | None:
        """The first field of this tag."""
        found = self.tagged.get(tag)
        return found[0] if found else None

    def control(self, tag: str) -> str:
        """The content of a control field; '' without one."""
        found = self.tagged.get(tag)
        return found[0].data or "" if found else ""

    def in_script(self, field: Field) -> Field | None:
        """The 880 that says the same in the original script."""
        if not self.scripts:
            return None
        return self.scripts.get((field.tag, _number(field)))


def view(record: Record) -> View:
    """The record by tags. An 880 whose link leads to no field stands for the field that it names."""
    tagged: dict[str, list[Field]] = defaultdict(list)
    for field in record.fields:
        tagged[field.tag].append(field)
    in_script = tagged.pop("880", [])
    partners = {(field.tag, _number(field)) for field in record.fields if field.tag != "880"} if in_script else set()
    scripts: dict[tuple[str, str], Field] = {}
    for field in in_script:
        tag, number = field.get("6", "")[:3], _number(field)
        if number not in ("", _NO_PARTNER) and (tag, number) in partners:
            scripts.setdefault((tag, number), field)
        elif number:
            tagged[tag].append(Field(tag, field.indicators, field.subfields))
    return View(str(record.leader), tagged, scripts)


def _number(field: Field) -> str:
    """The number by which a field and its 880 name each other ("880-01" and "245-01"); '' without one."""
    link = _LINK.match(field.get("6", ""))
    return link[2] if link else ""
