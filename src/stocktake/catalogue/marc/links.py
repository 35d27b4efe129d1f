"""Other titles that the record names: 765 to 785, and for a part the volume or journal that holds it (773)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pymarc import Field

from stocktake.catalogue.entries import Number, Related
from stocktake.catalogue.marc.numbers import number_apart
from stocktake.catalogue.marc.punctuation import tidy
from stocktake.catalogue.marc.view import View

RELATIONS = {
    "765": "original",
    "767": "translation",
    "773": "part_of",
    "774": "includes",
    "775": "other_edition",
    "776": "alternative_format",
    "780": "replaces",
    "785": "replaced_by",
}

_DOI = re.compile(r"(?:doi|https?://[a-z.]*doi\.org)", re.IGNORECASE)
_VOLUME = re.compile(r"\b(?:vol|volume|v|bd|band|jahrgang|jg|tome|t|т)\.? ?([0-9]+)", re.IGNORECASE)
_ISSUE = re.compile(r"\b(?:no|nr|number|issue|heft|h|n°|№)\.? ?([0-9]+(?:[-/][0-9]+)?)", re.IGNORECASE)
_PAGES = re.compile(
    r"\b(?:pp?|pages?|seiten?|s|с)\.? ?([A-Za-z]?[0-9]+(?: ?[-\u2010-\u2015] ?[A-Za-z]?[0-9]+)?)", re.IGNORECASE
)
_CODED = re.compile(r"([0-9]+)(?::([0-9]+))?[^<]*(?:<([0-9]+))?")


def related(view: View) -> tuple[Related, ...]:
    """The links that hold a number: ISBN ($z), ISSN ($x), DOI ($o)."""
    present = [tag for tag in RELATIONS if tag in view.tagged]
    found = [link for tag in present for field in view.fields(tag) for link in _links(field, RELATIONS[tag])]
    return tuple(dict.fromkeys(found))


def _links(field: Field, relation: str) -> Iterator[Related]:
    for code, text in field.subfields:
        if code == "z" and text.strip():
            yield Related(relation, "isbn", number_apart(text)[0])
        elif code == "x" and text.strip():
            yield Related(relation, "issn", text.strip())
        elif code == "o" and _DOI.search(text):
            yield Related(relation, "doi", text.strip())


def host_title(view: View) -> str:
    """The title of the volume or journal of which the record is a part; '' without one."""
    field = view.first("773")
    return tidy(field.get("t") or field.get("s") or field.get("p") or "") if field is not None else ""


def host_numbers(view: View) -> Iterator[Number]:
    """ISSN and ISBN of the host: with title and pages they name the part."""
    for field in view.fields("773"):
        yield from (Number("issn", text.strip()) for text in field.get_subfields("x"))
        yield from (Number("isbn", number_apart(text)[0], "host") for text in field.get_subfields("z"))


def is_in_serial(view: View) -> bool:
    """Whether the host is a journal: it has an ISSN, or the code of its kind ($7) says serial."""
    hosts = list(view.fields("773"))
    return any("x" in field or field.get("7", "")[3:4] == "s" for field in hosts) and not any("z" in f for f in hosts)


def place_in_host(view: View) -> dict[str, str]:
    """volume, issue and pages within the host, from $g ("Vol. 12, no. 3 (2001), p. 117-125") or $q ("12:3<117")."""
    for field in view.fields("773"):
        text, coded = field.get("g", ""), _CODED.match(field.get("q", ""))
        places = zip(("volume", "issue", "pages"), (_VOLUME, _ISSUE, _PAGES), strict=True)
        told = {name: found[1] for name, pattern in places if (found := pattern.search(text))}
        if coded:
            told = {**dict(zip(("volume", "issue", "pages"), coded.groups(), strict=True)), **told}
        if any(told.values()):
            return {name: value for name, value in told.items() if value}
    return {}
