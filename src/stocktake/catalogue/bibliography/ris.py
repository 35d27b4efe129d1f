"""RIS, as publishers' sites and reference managers write it, with its many dialects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import rispy

from stocktake.catalogue.bibliography.identified import distinct, head_text, isbn_or_issn, links, numbers
from stocktake.catalogue.container import Source
from stocktake.catalogue.encoding import decode
from stocktake.catalogue.entries import Entry, Person
from stocktake.text.vocabulary import paired, words

KIND_OF_TYPE = paired(
    """
    JOUR:article EJOUR:article JFULL:serial MGZN:article NEWS:article INPR:article ABST:article SER:book BOOK:book
    EBOOK:book EDBOOK:book WHOLE:book CHAP:chapter ECHAP:chapter THES:thesis RPRT:report ENCYC:chapter DICT:chapter
    """
) | {"CPAPER": "conference paper", "CONF": "conference paper"}

READ = words("TY ID TI T1 CT BT T2 T3 JF JO JA J1 J2 AU A1 A2 A4 ED TA PY Y1 DA DO M3 SN SP EP VL IS CP PB ET LA TT")
"""The tags that are read. Abstracts, notes, keywords, addresses, links and files are not."""

_LINE = re.compile(r"\s{0,3}([A-Z][A-Z0-9])\s{0,3}-(?:\s(.*)|$)")
_HEAD = re.compile(r"^\s{0,3}TY\s{1,3}-\s?[A-Z]{3,7}\s*$", re.MULTILINE)
_YEAR = re.compile(r"\d{4}")
_DOI = re.compile(r"10\.\d{4,9}/")
_LONGEST = 10_000
_IMPLIED = "GEN"


def looks_like(head: bytes) -> bool:
    """Whether a file that begins so is RIS: a line "TY  - TYPE"."""
    return _HEAD.search(head_text(head)) is not None


def entries(source: Source) -> Iterator[Entry]:
    """One entry a reference, in order; `line` is where it starts.

    A reference ends at ER, or where the next TY stands; without TY it starts with the first tag behind ER. Lines
    without a tag go on with the one before. A reference without any tag that is read is rejected. Raises BadInput for
    bytes that are no text.
    """
    text = decode(source.path, source.read()).data.decode("utf-8", errors="replace").replace("\r\n", "\n")
    yield from distinct(_entry(line, tagged) for line, tagged in _references(text.split("\n")))


_Tagged = list[tuple[str, str]]


def _references(lines: Sequence[str]) -> Iterator[tuple[int, _Tagged]]:
    """The tags and contents of each reference, and the line of its first tag."""
    start, tagged = 0, list[tuple[str, str]]()
    for number, line in enumerate(lines, 1):
        found = _LINE.match(line)
        tag, content = (found[1], (found[2] or "").strip()) if found else ("", line.strip())
        if tagged and tag == "TY":
            yield start, tagged
            tagged = []
        if tag == "ER":
            if tagged:
                yield start, tagged
            tagged = []
        elif tag:
            start = start if tagged else number
            tagged.append((tag, content))
        elif content and tagged:
            tagged[-1] = (tagged[-1][0], f"{tagged[-1][1]} {content}"[:_LONGEST])
    if tagged:
        yield start, tagged


def _entry(line: int, tagged: _Tagged) -> Entry:
    read = _parsed(tagged)
    key = _first(read, "ID") or None
    if set(read) <= {"TY", "ID"}:
        advice = f"Line {line}: the reference has no title, names or numbers. Export it again."
        return Entry(line, key, reason="entry_not_readable", advice=advice, raw=" ".join(tagged[0]))
    of_kind = KIND_OF_TYPE.get(_first(read, "TY").upper(), "")
    isbn, issn = isbn_or_issn(" ; ".join(read.get("SN", ())))
    if of_kind in ("article", "serial"):
        isbn, issn = "", isbn or issn
    return Entry(
        line,
        key,
        values={name: text for name, text in _values(read, of_kind) if text},
        people=tuple(dict.fromkeys(_people(read))),
        numbers=numbers(of_kind, isbn=isbn, issn=issn, doi=_doi(read)),
        related=links(of_kind, isbn),
        warnings=() if tagged[0][0] == "TY" else (("type_missing", f"Line {line}: the reference has no TY line."),),
    )


def _parsed(tagged: _Tagged) -> Mapping[str, Sequence[str]]:
    """The tags that are read, each with all its contents, by rispy from a well-formed copy."""
    body = [f"{tag}  - {content}" for tag, content in tagged if tag in READ and tag != "TY" and content]
    kind = next((content for tag, content in tagged if tag == "TY"), _IMPLIED)
    copy = "\n".join((f"TY  - {kind}", *body, "ER  - "))
    tags = {tag: tag for tag in READ}
    found = rispy.loads(copy, mapping=tags, list_tags=sorted(READ - {"TY"}), skip_unknown_tags=True)
    return {tag: value if isinstance(value, list) else [value] for tag, value in found[0].items()} if found else {}


def _first(read: Mapping[str, Sequence[str]], *tags: str) -> str:
    return next((text for tag in tags for text in read.get(tag, ()) if text), "")


def _values(read: Mapping[str, Sequence[str]], of_kind: str) -> Iterator[tuple[str, str]]:
    yield "row_id", _first(read, "ID")
    yield "title", _first(read, "TI", "T1", "CT") or _first(read, "BT")
    yield "original_title", _first(read, "TT")
    yield "contribution_type", of_kind
    yield "year", next((found[0] for text in _dates(read) if (found := _YEAR.search(text))), "")
    yield "volume", _first(read, "VL")
    yield "publisher", _first(read, "PB")
    yield "edition", _first(read, "ET")
    yield "language", _first(read, "LA")
    yield "pages", _pages(read)
    yield from _holder(read, of_kind)


def _dates(read: Mapping[str, Sequence[str]]) -> list[str]:
    """ "2001/05//" and "2001"; the year of publication first."""
    return [text for tag in ("PY", "Y1", "DA") for text in read.get(tag, ())]


def _pages(read: Mapping[str, Sequence[str]]) -> str:
    first, last = _first(read, "SP"), _first(read, "EP")
    return f"{first}-{last}" if first and last and "-" not in first else first


def _holder(read: Mapping[str, Sequence[str]], of_kind: str) -> Iterator[tuple[str, str]]:
    """Journal, book or series. T2 is what the type says; the full name of a journal (JF) beats its abbreviation."""
    if of_kind == "chapter":
        yield "host", _first(read, "BT", "T2")
        yield "series", _first(read, "T3")
    elif of_kind in ("book", "thesis", "report"):
        yield "series", _first(read, "T2", "T3")
    else:
        yield "journal", _first(read, "JF", "T2", "BT", "JO", "JA", "J1", "J2", "T3")
        yield "issue", _first(read, "IS", "CP")


def _people(read: Mapping[str, Sequence[str]]) -> Iterator[Person]:
    """AU and A1 are authors (of an edited book its editors), A2 and ED editors, A4 and TA translators. A3, the editors
    of a series, have no part in the book.
    """
    main = "editor" if _first(read, "TY").upper() == "EDBOOK" else "author"
    for tags, role in ((("AU", "A1"), main), (("A2", "ED"), "editor"), (("A4", "TA"), "translator")):
        yield from (_person(name, role) for tag in tags for name in read.get(tag, ()) if name.strip(" ,."))


def _person(name: str, role: str) -> Person:
    """ "Family, Given, Suffix"; without a comma it is read as a person reads it."""
    family, _, rest = (part.strip() for part in name.partition(","))
    given, _, suffix = (part.strip() for part in rest.partition(","))
    if not given:
        return Person(family, role)
    return Person(", ".join(filter(None, (family, given, suffix))), role, family, given, suffix)


def _doi(read: Mapping[str, Sequence[str]]) -> str:
    """DO; older programs put it into M3."""
    return _first(read, "DO") or next((text for text in read.get("M3", ()) if _DOI.search(text)), "")
