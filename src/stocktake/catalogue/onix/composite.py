"""The elements of a product as plain dictionaries, by reference name: asking the tree twice is what costs time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from lxml.etree import _Element

from stocktake.catalogue.onix.tags import TAGS, Shape
from stocktake.text.clean import clean_text

NOTICES = ("13", "20")
"""Texts that are read (list 153, of 2.1 list 33): publisher's notice, open-access statement."""

_LEAF, _COMPOSITE, _BLOCK, _UNREAD = (int(s) for s in (Shape.LEAF, Shape.COMPOSITE, Shape.BLOCK, Shape.UNREAD))
_BREAKS = frozenset(("p", "br", "li", "div", "tr", "dt", "dd", "h1", "h2", "h3", "h4"))


class Composite(dict[str, list[Any]]):
    """Name → the texts (of a leaf, as they stand) or the composites of that name, in order. Empty leaves are left out.

    `line` is that of a content item within what was parsed, from 1.
    """

    __slots__ = ("line",)
    line: int

    def first(self, name: str) -> str:
        """The first text of a name, plain; "" when there is none."""
        texts = self.get(name)
        if texts is None:
            return ""
        text: str = texts[0]
        return text if text.isalnum() else clean_text(text)

    def code(self, name: str) -> str:
        """`first` for a code of a list: nothing but letters and digits, upper case."""
        texts = self.get(name)
        if texts is None:
            return ""
        code: str = texts[0]
        return code if code.isdigit() and code.isascii() else plain_code(code)

    def all(self, name: str) -> list[str]:
        """All texts of a name, plain."""
        return [clean_text(text) for text in self[name]] if name in self else []

    def codes(self, name: str) -> list[str]:
        """All codes of a name."""
        return [plain_code(text) for text in self[name]] if name in self else []

    def each(self, name: str) -> Sequence[Composite]:
        """All parts of a name."""
        return self.get(name, ())


def composite(element: _Element) -> Composite:
    """An element with everything in it that is read. The blocks of ONIX 3 count as not there, so that a product of 2.1,
    which has none, looks the same.
    """
    return _read(element, Composite())


def _read(element: _Element, found: Composite) -> Composite:
    for child in element:
        name, shape = TAGS[child.tag]
        if shape == _LEAF:
            value: str | Composite | None = _text(child) if len(child) else child.text
            if not value:
                continue
        elif shape == _UNREAD:
            continue
        elif shape == _COMPOSITE:
            value = _read(child, Composite())
            if name == "ContentItem":
                value.line = cast(int, child.sourceline)
        elif shape == _BLOCK:
            _read(child, found)
            continue
        elif found.code("TextType") in NOTICES:
            value = _text(child)
        else:
            continue
        if name in found:
            found[name].append(value)
        else:
            found[name] = [value]
    return found


def _text(element: _Element) -> str:
    """The text of an element with markup in it; block elements leave a blank."""
    return "".join(_texts(element))


def _texts(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        blank = " " if child.tag.rpartition("}")[2].lower() in _BREAKS else ""
        yield blank
        yield from _texts(child)
        yield f"{blank}{child.tail or ''}"


def plain_code(text: str) -> str:
    """A code without whatever else crept in (zero-width characters are seen in real feeds), upper case."""
    if text.isalnum() and text.isascii():
        return text.upper()
    return "".join(character for character in text if character.isascii() and character.isalnum()).upper()
