"""Products made from a seed, written as ONIX 2.1, 3.0 or 3.1, reference or short tags, with or without namespace."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from pathlib import Path

from stocktake.catalogue.container import Kind, Source
from stocktake.catalogue.onix import tags

RELEASES = ("2.1", "3.0", "3.1")
_SHORT = {name: short for short, name in (pair.split(":") for pair in tags._DATA.split())} | {
    "Text": "d104",
    "IDValue": "b244",
}


@dataclass
class Book:
    """What both releases can say."""

    reference: str
    isbn: str
    title: str
    subtitle: str = ""
    prefix: str = ""
    original: str = ""
    people: list[tuple[str, str, str, str]] = field(default_factory=list)
    language: str = "eng"
    original_language: str = ""
    edition: str = ""
    form: tuple[str, str, str] = ("BB", "BB", "")
    date: str = "20060807"
    status: str = "04"
    related: list[tuple[str, str]] = field(default_factory=list)
    work: str = ""
    chapters: list[tuple[str, str, str, str]] = field(default_factory=list)
    notification: str = "03"


_WORDS = ["Tides", "of", "Café", "&", "Glass", "Über", "naïve", "<West>", "winter", "Łódź", "山", "history"]
_ROLES = ("A01", "B01", "B06", "A12", "C01", "E07", "A23")
_FORMS = (("BB", "BB", ""), ("BC", "BC", ""), ("DG", "ED", "E101"), ("AC", "AC", ""), ("ZE", "ZE", ""))


def books(seed: int, n: int) -> list[Book]:
    """Always the same for a seed."""
    chance = random.Random(seed)
    return [_book(chance, number) for number in range(n)]


def _words(chance: random.Random, most: int) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(1, most)))


def _book(chance: random.Random, number: int) -> Book:
    people = [
        (str(place), chance.choice(_ROLES), chance.choice(("Zoë", "José Luis", "")), chance.choice(("Ng", "O’Brien")))
        for place in range(1, chance.randint(0, 3) + 1)
    ]
    return Book(
        f"org.test.{number}",
        f"978{number:010d}",
        _words(chance, 4),
        subtitle=chance.choice(("", _words(chance, 3))),
        prefix=chance.choice(("", "The", "L'")),
        original=chance.choice(("", _words(chance, 2))),
        people=people,
        original_language=chance.choice(("", "swe")),
        edition=chance.choice(("", "2")),
        form=chance.choice(_FORMS),
        date=chance.choice(("2006", "20060807")),
        status=chance.choice(("04", "04", "01", "05")),
        related=chance.choice(([], [("06", "9780007324378")], [("13", "9780007324378"), ("03", "9781741046045")])),
        work=chance.choice(("", "W1")),
        chapters=chance.choice(([], [("One", "10.1000/1", "Ann Lee", "1"), ("Index", "", "", "99")])),
    )


def message(
    listed: list[Book], release: str = "3.0", *, short: bool = False, namespace: bool = False, header: str = ""
) -> str:
    """The whole file as text."""
    body = "\n".join(_product(book, old=release == "2.1") for book in listed)
    kind = "short" if short else "reference"
    attribute = f' xmlns="http://ns.editeur.org/onix/{release}/{kind}"' if namespace else ""
    declared = header or '<?xml version="1.0" encoding="UTF-8"?>'
    text = f"<ONIXMessage><Header><SentDate>20260101</SentDate></Header>\n{body}\n</ONIXMessage>"
    text = _with_short_tags(text) if short else text
    opened = text.replace("<ONIXMessage>", f'<ONIXMessage release="{release}"{attribute}>', 1)
    opened = opened.replace("<ONIXmessage>", f'<ONIXmessage release="{release}"{attribute}>', 1)
    return f"{declared}\n{opened}\n"


def _with_short_tags(text: str) -> str:
    def shortened(found: re.Match[str]) -> str:
        name = found[2]
        short = "ONIXmessage" if name == "ONIXMessage" else _SHORT.get(name, name.lower())
        return f"<{found[1]}{short}{found[3]}>"

    return re.sub(r"<(/?)([A-Z]\w*)([^<>]*)>", shortened, text)


def tag(name: str, content: str) -> str:
    """An element, or nothing for nothing."""
    return f"<{name}>{content}</{name}>" if content else ""


def _text(name: str, content: str) -> str:
    return tag(name, escape(content, quote=False))


def _product(book: Book, *, old: bool) -> str:
    head = _text("RecordReference", book.reference) + _text("NotificationType", book.notification)
    head += tag("ProductIdentifier", tag("ProductIDType", "15") + _text("IDValue", book.isbn))
    if old:
        return tag("Product", head + _described(book, old=True) + _published(book, old=True) + _links(book, old=True))
    blocks = tag("DescriptiveDetail", _described(book, old=False))
    blocks += tag("ContentDetail", _contents(book, old=False)) + tag("PublishingDetail", _published(book, old=False))
    return tag("Product", head + blocks + tag("RelatedMaterial", _links(book, old=False)))


def _title(kind: str, prefix: str, title: str, subtitle: str, *, old: bool, level: str = "01") -> str:
    name = _text("TitlePrefix", prefix) + _text("TitleWithoutPrefix" if prefix else "TitleText", title)
    name += _text("Subtitle", subtitle)
    if old:
        return tag("Title", tag("TitleType", kind) + name)
    return tag("TitleDetail", tag("TitleType", kind) + tag("TitleElement", tag("TitleElementLevel", level) + name))


def _described(book: Book, *, old: bool) -> str:
    form = book.form[0] if old else book.form[1]
    parts = [tag("ProductForm", form)]
    if old:
        parts.append(tag("EpubType", "029" if form == "DG" else ""))
    else:
        parts = [tag("ProductComposition", "00"), *parts, tag("ProductFormDetail", book.form[2])]
    parts.append(_title("01", book.prefix, book.title, book.subtitle, old=old))
    parts.append(_title("03", "", book.original, "", old=old) if book.original else "")
    parts += [_contributor(person, old=old) for person in book.people]
    parts.append(tag("EditionNumber", book.edition))
    for role, code in (("01", book.language), ("02", book.original_language)):
        parts.append(tag("Language", tag("LanguageRole", role) + tag("LanguageCode", code)) if code else "")
    return "".join(parts) + (_contents(book, old=True) if old else "")


def _contributor(person: tuple[str, ...], *, old: bool) -> str:
    place, role, given, family = person
    names = (
        _text("PersonName", f"{given} {family}".strip()) + _text("NamesBeforeKey", given) + _text("KeyNames", family)
    )
    number = tag("PersonNameIDType" if old else "NameIDType", "16") + tag("IDValue", "0000000121479135")
    identifier = tag("PersonNameIdentifier" if old else "NameIdentifier", number)
    other = tag("PersonNameType" if old else "NameType", "01") + _text("PersonName", "Pen Name")
    alias = tag("Name" if old else "AlternativeName", other)
    head = tag("SequenceNumber", place) + tag("ContributorRole", role)
    return tag("Contributor", head + (names + identifier if old else identifier + names) + alias)


def _contents(book: Book, *, old: bool) -> str:
    items = []
    for title, doi, author, page in book.chapters:
        number = tag("TextItemIdentifier", tag("TextItemIDType", "06") + tag("IDValue", doi)) if doi else ""
        pages = tag("PageRun", tag("FirstPageNumber", page))
        text = tag("TextItem", tag("TextItemType", "03") + number + pages)
        person = tag("Contributor", tag("ContributorRole", "A01") + _text("PersonName", author)) if author else ""
        items.append(tag("ContentItem", text + _title("01", "", title, "", old=old, level="04") + person))
    return "".join(items)


def _published(book: Book, *, old: bool) -> str:
    names = tag("Imprint", _text("ImprintName", "Acme")) + tag("Publisher", _text("PublisherName", "Acme & Sons"))
    status = tag("PublishingStatus", book.status)
    if old:
        return names + status + tag("PublicationDate", book.date)
    return names + status + tag("PublishingDate", tag("PublishingDateRole", "01") + tag("Date", book.date))


def _links(book: Book, *, old: bool) -> str:
    work = tag("WorkIdentifier", tag("WorkIDType", "01") + tag("IDValue", book.work)) if book.work else ""
    products = ""
    for code, isbn in book.related:
        number = tag("ProductIdentifier", tag("ProductIDType", "15") + tag("IDValue", isbn))
        products += tag("RelatedProduct", tag("RelationCode" if old else "ProductRelationCode", code) + number)
    if old:
        return work + products
    return (tag("RelatedWork", tag("WorkRelationCode", "01") + work) if work else "") + products


def source(folder: Path, content: str | bytes, name: str = "feed.xml") -> Source:
    """The content as a file to read."""
    data = content if isinstance(content, bytes) else content.encode()
    path = folder / name
    path.write_bytes(data)
    return Source(path=path, label=name, sha256=sha256(data).hexdigest(), kind=Kind.ONIX, size=len(data))


def product(inner: str) -> str:
    """A message of ONIX 3 with one product of this content."""
    return f"<ONIXMessage release='3.0'><Product>{inner}</Product></ONIXMessage>"
