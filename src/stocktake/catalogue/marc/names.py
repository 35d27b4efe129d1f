"""One name field (100, 110, 111, 700, 710, 711) as a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pymarc import Field

from stocktake.catalogue.entries import Person
from stocktake.catalogue.marc.punctuation import is_latin, tidy
from stocktake.catalogue.marc.view import View

_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|fils|p[eè]re|[ivx]{1,4})\.?", re.IGNORECASE)
_BYNAME = re.compile(r"[a-zà-ÿ'’]")
_FULLER = re.compile(r"^(.*?)\s*\(([^()]*)\)\s*$")
_NUMBER = re.compile(r"(?P<isni>isni)|(?P<orcid>orcid)", re.IGNORECASE)
_LABEL = re.compile(r"^\((?:isni|orcid|uri)\)\s*", re.IGNORECASE)
_COMMAS = str.maketrans({"،": ",", "，": ", "})
"""Arabic and Chinese commas invert a name as Latin ones do."""

_PERSON_TAGS = ("100", "700")
_FAMILY_NAME = "3"


def person(view: View, field: Field, role: str) -> Person:
    """The credit that a name field states. The name in Latin letters stands in front; the one in the original script
    (880) is a further name of the same person.
    """
    script = view.in_script(field)
    if script is None:
        return _one(field, role)
    first, second = _one(field, role), _one(script, role)
    if not is_latin(first.name) and is_latin(second.name):
        first, second = second, first
    return replace(
        first,
        other_names=(*first.other_names, ("transliterated", second.name)),
        identifiers=first.identifiers or second.identifiers,
        author_id=first.author_id or second.author_id,
    )


def _one(field: Field, role: str) -> Person:
    named = _personal(field, role) if field.tag in _PERSON_TAGS or _is_personal(field) else _corporate(field, role)
    if "0" not in field and "1" not in field:
        return named
    return replace(named, identifiers=tuple(_identifiers(field)), author_id=_authority(field))


def _is_personal(field: Field) -> bool:
    return field.tag == "880" and field.get("6", "")[:3] in _PERSON_TAGS


def _corporate(field: Field, role: str) -> Person:
    """A body with its units: "Oxford University. Press"."""
    parts = [tidy(part) for part in field.get_subfields("a", "b")]
    return Person(". ".join(filter(None, parts)), role, is_corporate=True)


def _personal(field: Field, role: str) -> Person:
    """First indicator 1: inverted at the first comma; 0: a forename, with what belongs to it; 3: a family."""
    name, fuller = _without_fuller(tidy(field.get("a", "")).translate(_COMMAS), field)
    if field.indicators is not None and field.indicators.first == _FAMILY_NAME:
        return Person(name, role, is_corporate=True)
    family, comma, given = (part.strip() for part in name.partition(","))
    suffix = next((tidy(part) for part in _titles(field) if _SUFFIX.fullmatch(part.strip(" ,"))), "")
    if not comma:
        return Person(_forename(name, field), role, suffix=suffix)
    others = (("other", f"{family}, {fuller}"),) if fuller and fuller != given else ()
    return Person(", ".join(filter(None, (family, given, suffix))), role, family, given, suffix, other_names=others)


def _without_fuller(name: str, field: Field) -> tuple[str, str]:
    """The name and its fuller form, $q "(Thomas Stearns)", which older records keep within $a."""
    stated = tidy(field.get("q", "")).strip("() ")
    inside = _FULLER.match(name)
    if inside is None:
        return name, stated
    return tidy(inside[1]), stated or inside[2].strip()


def _titles(field: Field) -> Iterator[str]:
    for text in field.get_subfields("c"):
        yield from text.split(",")


def _forename(name: str, field: Field) -> str:
    """ "John Paul II" and "Leonardo da Vinci": the number, and a byname in small letters, belong to the name."""
    number = [tidy(text) for text in field.get_subfields("b")]
    byname = [tidy(part) for part in _titles(field) if _BYNAME.match(part.strip())]
    return " ".join(filter(None, (name, *number, *byname[:1])))


def _identifiers(field: Field) -> Iterator[tuple[str, str]]:
    for text in field.get_subfields("0", "1"):
        found = _NUMBER.search(text)
        if found and found.lastgroup:
            yield found.lastgroup, _LABEL.sub("", text.strip())


def _authority(field: Field) -> str | None:
    """The sender's number of the person: the first $0 that is no ISNI or ORCID."""
    return next((text.strip() for text in field.get_subfields("0") if not _NUMBER.search(text)), None)
