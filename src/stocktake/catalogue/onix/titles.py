"""What the book is called, by type and level of title."""

from __future__ import annotations

from typing import NamedTuple

from stocktake.catalogue.onix.composite import Composite

_PREFERRED = ("01", "00", "", "13", "10", "14", "11", "05", "04", "06")
_ORIGINAL = "03"
_FORMER = "08"
_PRODUCT, _ITEM = "01", "04"
_NO_BLANK_AFTER = ("'", "’")


class Titled(NamedTuple):
    """`type` of list 15. `whole` is the title of the product itself, `collection` that of what it belongs to."""

    type: str
    whole: str
    subtitle: str
    part: str
    collection: str


def title_values(found: Composite) -> dict[str, str]:
    """`title`, `subtitle`, `volume` and `original_title` of a product or content item, as far as they are stated.

    The distinctive title (01) counts; without one the next best of _PREFERRED; an original or former title never takes
    its place. A title of the collection is not the product's, except where the product has nothing but a number in it
    ("Part 2" of "The Tides").
    """
    titles = [_detail(detail) for detail in found.each("TitleDetail")]
    titles = [title for title in titles if title.whole or title.collection] or _bare(found)
    best = min((t for t in titles if t.type in _PREFERRED), key=lambda t: _PREFERRED.index(t.type), default=None)
    original = next((t.whole or t.collection for t in titles if t.type == _ORIGINAL), found.first("TranslationOfTitle"))
    values = _values(best) if best else _of_collection(found)
    return values | ({"original_title": original} if original else {})


def _values(title: Titled) -> dict[str, str]:
    values = {"title": title.whole or title.collection, "subtitle": title.subtitle, "volume": title.part}
    return {name: value for name, value in values.items() if value}


def _detail(detail: Composite) -> Titled:
    elements = detail.each("TitleElement") or [detail]
    kind, own, above = detail.code("TitleType"), Composite(), ""
    part = ""
    for element in elements:
        level = element.code("TitleElementLevel") or _PRODUCT
        if level not in (_PRODUCT, _ITEM):
            above = above or whole_title(element)
            continue
        part = part or element.first("PartNumber")
        own = own if whole_title(own) else element
    return Titled(kind, whole_title(own), own.first("Subtitle"), part, above)


def whole_title(found: Composite) -> str:
    """The title with its article in front: prefix and title without prefix where both are given, else the title text.

    The parts come first because senders invert the text for sorting ("World of Mining, The").
    """
    rest = found.first("TitleWithoutPrefix")
    if not rest:
        return found.first("TitleText") or found.first("DistinctiveTitle")
    prefix = found.first("TitlePrefix")
    if not prefix or prefix.endswith(_NO_BLANK_AFTER):
        return f"{prefix}{rest}"
    return f"{prefix} {rest}"


def _bare(found: Composite) -> list[Titled]:
    """The title elements that 2.1 allows right in the product."""
    title = whole_title(found)
    return [Titled("01", title, found.first("Subtitle"), "", "")] if title else []


def _of_collection(found: Composite) -> dict[str, str]:
    """A product that has no title but belongs to a set or series goes by that and by its number in it."""
    for collection in found.each("Collection"):
        titles = [_detail(detail) for detail in collection.each("TitleDetail")]
        name = next((t.collection or t.whole for t in titles), collection.first("TitleOfCollection"))
        number = next((t.part for t in titles), "") or collection.first("PartNumber")
        if name:
            return {"title": name} | ({"volume": number} if number else {})
    return {}
