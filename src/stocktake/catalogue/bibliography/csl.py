"""CSL-JSON, also as Crossref writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from stocktake.catalogue.bibliography.csl_objects import Found, objects
from stocktake.catalogue.bibliography.identified import distinct, head_text, links, numbers
from stocktake.catalogue.container import Source
from stocktake.catalogue.encoding import decode
from stocktake.catalogue.entries import Entry, Person
from stocktake.errors import BadInput
from stocktake.text.vocabulary import paired

KIND_OF_TYPE = paired(
    """
    article:article article-journal:article article-magazine:article article-newspaper:article journal-article:article
    review:article review-book:article book:book monograph:book edited-book:book reference-book:book chapter:chapter
    book-chapter:chapter book-section:chapter entry:chapter entry-dictionary:chapter entry-encyclopedia:chapter
    thesis:thesis dissertation:thesis report:report periodical:serial journal:serial
    """
) | {"paper-conference": "conference paper", "proceedings-article": "conference paper"}
ROLES = paired(
    """
    author:author editor:editor translator:translator illustrator:illustrator compiler:compiler
    container-author:contributor contributor:contributor narrator:reader
    """
)
_OBJECT = re.compile(r"""["'](?:type|id|title|DOI|ISBN|container-title|issued)["']\s*:""")
_LISTED = re.compile(r"\s*(?:\[\s*(?:\{|\])|\{)")
_LONGEST, _MOST = 10_000, 5000


def looks_like(head: bytes) -> bool:
    """Whether a file that begins so is CSL-JSON: a list of objects, or one, with keys of a reference."""
    text = head_text(head)
    return _LISTED.match(text) is not None and _OBJECT.search(text) is not None


def entries(source: Source) -> Iterator[Entry]:
    """One entry a reference, in order; `line` is its number, since a whole file may stand on one line.

    A list of objects, an object with the list under "items", or one object. A broken object is rejected by itself, and
    reading goes on with the next one. Raises BadInput for bytes that are no text and for JSON of another shape.
    """
    text = decode(source.path, source.read()).data.decode("utf-8", errors="replace")
    if not _LISTED.match(text):
        problem = "is no list of references: it has to begin with [ and an object."
        raise BadInput(source.path, problem, "Export the references as CSL-JSON.", line=1)
    yield from distinct(_entry(number, found) for number, found in enumerate(objects(text), 1))


def _entry(number: int, found: Found) -> Entry:
    item = found.item
    if item is None:
        advice = f"Reference {number}, line {found.line}: {found.problem}. Export it again."
        return Entry(number, reason="entry_not_readable", advice=advice)
    of_kind = KIND_OF_TYPE.get(_text(item.get("type")), "")
    isbn = _joined(item.get("ISBN"))
    key = _text(item.get("id")) or None
    values = {"row_id": key or "", **_values(item, of_kind)}
    return Entry(
        number,
        key,
        values={name: text for name, text in values.items() if text},
        people=tuple(dict.fromkeys(_people(item))),
        numbers=numbers(of_kind, isbn=isbn, issn=_joined(item.get("ISSN")), doi=_text(item.get("DOI"))),
        related=links(of_kind, isbn),
    )


def _values(item: Mapping[str, Any], of_kind: str) -> dict[str, str]:
    container = _text(item.get("container-title"))
    told = {
        "title": _text(item.get("title")),
        "subtitle": _text(item.get("subtitle")),
        "original_title": _text(item.get("original-title")),
        "contribution_type": of_kind,
        "year": _year(item.get("issued")) or _year(item.get("original-date")),
        "volume": _text(item.get("volume")),
        "publisher": _text(item.get("publisher")),
        "edition": _text(item.get("edition")),
        "language": _text(item.get("language")),
        "series": _text(item.get("collection-title")),
        "pages": _text(item.get("page")) or _text(item.get("number-of-pages")),
    }
    if of_kind == "chapter":
        return told | {"host": container}
    if of_kind == "book":
        return {**told, "series": told["series"] or container}
    return told | {"journal": container, "issue": _text(item.get("issue"))}


def _text(value: object) -> str:
    """A text or a number; of a list (Crossref) the first."""
    if isinstance(value, list):
        return next(filter(None, (_text(one) for one in value[:1])), "")
    return " ".join(value[:_LONGEST].split()) if isinstance(value, str) else ""


def _joined(value: object) -> str:
    """All numbers of a list, parted by semicolons."""
    return " ; ".join(filter(None, map(_text, value[:_MOST]))) if isinstance(value, list) else _text(value)


def _year(date: object) -> str:
    """The year of {"date-parts": [[2001, 5]]}, {"raw": …}, {"literal": …}, or of a bare text."""
    if not isinstance(date, Mapping):
        return _text(date)
    parts = date.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    return _text(first) or _text(date.get("raw")) or _text(date.get("literal"))


def _people(item: Mapping[str, Any]) -> Iterator[Person]:
    for name, role in ROLES.items():
        listed = item.get(name)
        for each in listed[:_MOST] if isinstance(listed, list) else ():
            if isinstance(each, Mapping):
                yield from _person(each, role)


def _person(name: Mapping[str, Any], role: str) -> Iterator[Person]:
    """Particles that stay ("van") belong to the family name, those that drop ("de" before "La Fontaine") to the given
    one. A literal name is an organisation's.
    """
    family = _words(name, "non-dropping-particle", "family")
    given, suffix = _words(name, "given", "dropping-particle"), _text(name.get("suffix"))
    whole = ", ".join(filter(None, (family, given, suffix)))
    orcid = _text(name.get("ORCID"))
    ids = (("orcid", orcid),) if orcid else ()
    literal = _text(name.get("literal")) or _text(name.get("name"))
    if family:
        yield Person(whole, role, family, given, suffix, identifiers=ids)
    elif given or literal:
        yield Person(literal or given, role, is_corporate=not given, identifiers=ids)


def _words(name: Mapping[str, Any], *parts: str) -> str:
    return " ".join(filter(None, (_text(name.get(part)) for part in parts)))
