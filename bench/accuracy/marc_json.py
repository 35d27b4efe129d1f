"""MARC 21 records written as JSON → the fields that a description of a book has.

Only bibliographic fields are read; the set's own cluster number (`CID`), which would give the answer away, is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

PERSONS = {"100": "abcq", "700": "abcq"}
BODIES = {"110": "abn", "111": "acn", "710": "abn"}
_YEAR = re.compile(r"\d{4}")
_ENDS = " ,."

Fields = Mapping[str, list[Any]]


def description(record: Mapping[str, Any]) -> dict[str, str | None]:
    """`id, title, authors, year, publisher, edition, volume, pages, language`; None where the record is silent.

    title 245 a b n p · authors 100 110 111 700 710, joined by "; " · year: four digits in 260 c or 264 c, else
    008/07-10 · publisher 260 b or 264 b · edition 250 a · volume 245 n · pages 300 a · language 008/35-37."""
    fields = _by_tag(record)
    coded = _control(fields, "008")
    return {
        "id": _control(fields, "001"),
        "title": _text(fields, ("245",), "abnp"),
        "authors": "; ".join(_names(fields)) or None,
        "year": _year(_text(fields, ("260", "264"), "c")) or _year(coded[7:11]),
        "publisher": _text(fields, ("260", "264"), "b"),
        "edition": _text(fields, ("250",), "a"),
        "volume": _text(fields, ("245",), "n"),
        "pages": _text(fields, ("300",), "a"),
        "language": coded[35:38].strip(" |") or None,
    }


def _by_tag(record: Mapping[str, Any]) -> Fields:
    fields: dict[str, list[Any]] = defaultdict(list)
    for field in record["fields"]:
        for tag, value in field.items():
            fields[tag].append(value)
    return fields


def _control(fields: Fields, tag: str) -> str:
    return str(fields[tag][0]) if fields.get(tag) else ""


def _text(fields: Fields, tags: tuple[str, ...], codes: str) -> str | None:
    """The wanted subfields of the first field with one of the tags, in the record's order."""
    first = next((field for tag in tags for field in fields.get(tag, [])), None)
    return _joined(first, codes) if first else None


def _joined(field: Mapping[str, Any], codes: str) -> str | None:
    parts = (value for subfield in field["subfields"] for code, value in subfield.items() if code in codes)
    return " ".join(parts).strip() or None


def _names(fields: Fields) -> list[str]:
    wanted = sorted((PERSONS | BODIES).items())
    names = (_joined(field, codes) for tag, codes in wanted for field in fields.get(tag, []))
    return [name.strip(_ENDS) for name in names if name]


def _year(text: str | None) -> str | None:
    found = _YEAR.search(text or "")
    return found.group() if found else None
