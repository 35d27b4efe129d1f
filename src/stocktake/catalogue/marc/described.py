"""A MARC record as an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pymarc import Record

from stocktake.catalogue.entries import Entry
from stocktake.catalogue.marc.coded import kind, language, publications, rule_for, year
from stocktake.catalogue.marc.links import host_numbers, host_title, place_in_host, related
from stocktake.catalogue.marc.numbers import numbers
from stocktake.catalogue.marc.people import people
from stocktake.catalogue.marc.punctuation import house, tidy, tidy_edition
from stocktake.catalogue.marc.view import View, view
from stocktake.catalogue.marc.wording import wording
from stocktake.text.vocabulary import words

TAGS = words(
    """
    001 008 020 022 024 041 100 110 111 130 240 245 246 250 260 264 300 440 490 700 710 711 765 767 773 774 775 776 780
    785 830 880
    """
)
"""The fields that are read. Notes, subjects, holdings, links to files and everything local are not."""

_PARTS = ("article", "chapter")


def entry_of(record: Record, number: int, warnings: tuple[tuple[str, str], ...] = ()) -> Entry:
    """What record `number` of a file tells of a title, or the rule under which it is left out."""
    seen = view(record)
    key = seen.control("001").strip() or None
    rule = rule_for(seen)
    if rule is not None:
        return Entry(number, key, rule=rule)
    of_kind = kind(seen)
    is_part = of_kind in _PARTS
    return Entry(
        number,
        key,
        values=dict(_values(seen, of_kind, key)),
        people=people(seen),
        numbers=(*numbers(seen), *(host_numbers(seen) if is_part else ())),
        related=related(seen),
        warnings=warnings,
    )


def _values(seen: View, of_kind: str, key: str | None) -> Iterator[tuple[str, str]]:
    """The canonical columns that the record fills."""
    told = {
        "row_id": key or "",
        **wording(seen),
        "edition": _first(seen, "250", "a", tidy_edition),
        "year": year(seen),
        "publisher": next(filter(None, (house(f.get("b", "")) for f in publications(seen))), ""),
        "language": language(seen),
        "series": _first(seen, "490", "a", tidy) or _first(seen, "830", "a", tidy) or _first(seen, "440", "a", tidy),
        "pages": _first(seen, "300", "a", tidy_edition),
        "contribution_type": of_kind,
    }
    if of_kind in _PARTS:
        told |= place_in_host(seen) | {"journal" if of_kind == "article" else "host": host_title(seen)}
    yield from ((name, text) for name, text in told.items() if text)


def _first(seen: View, tag: str, code: str, read: Callable[[str], str]) -> str:
    for field in seen.fields(tag):
        if text := read(field.get(code, "")):
            return text
    return ""
