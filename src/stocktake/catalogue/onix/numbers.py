"""Identifiers of the product itself, and of whatever a composite points to."""

from __future__ import annotations

from stocktake.catalogue.entries import Number
from stocktake.catalogue.onix.codes import DOI_TYPES, ISBN_TYPES, TRADE_TYPES
from stocktake.catalogue.onix.composite import Composite, plain_code

_ORDER = {"15": 0, "03": 1, "02": 2}
_BARE = (("15", "EAN13"), ("02", "ISBN"), ("06", "DOI"))
_BOOKLAND = ("978", "979")


def numbers_of(found: Composite) -> tuple[Number, ...]:
    """ISBNs and DOIs of a product, each once: ISBN-13, ISBN-10, the GTIN that is an ISBN, the bare elements of 2.1.

    A GTIN-13 that repeats the ISBN is left out, as is an ISBN-10 beside its ISBN-13. Other trade numbers (UPC, ISMN,
    GTIN of a game) come as field isbn with their scheme as the label, so that they are classed and not lost.
    """
    stated = _stated(found)
    if len(stated) > 1:
        stated.sort(key=lambda pair: _ORDER.get(pair[0], len(_ORDER)))
    numbers = [number for kind, value in stated if (number := _number(kind, value)) is not None]
    if len(numbers) < 2:
        return tuple(numbers)
    seen: dict[str, Number] = {}
    for number in numbers:
        seen.setdefault(_core(number), number)
    return tuple(seen.values())


def _stated(found: Composite) -> list[tuple[str, str]]:
    """(type of list 5, value) of each bare element of 2.1 and each ProductIdentifier."""
    bare = [(kind, found.first(name)) for kind, name in _BARE if name in found]
    listed = [(each.code("ProductIDType"), each.first("IDValue")) for each in found.each("ProductIdentifier")]
    return [*bare, *(pair for pair in listed if pair[1])]


def _number(kind: str, value: str) -> Number | None:
    if kind in ISBN_TYPES:
        return Number("isbn", value, ISBN_TYPES[kind])
    if kind in DOI_TYPES:
        return Number("doi", value)
    if kind in TRADE_TYPES:
        is_isbn = kind == "03" and plain_code(value).startswith(_BOOKLAND)
        return Number("isbn", value, "" if is_isbn else TRADE_TYPES[kind])
    return None


def _core(number: Number) -> str:
    """What an ISBN-13, its ISBN-10 and its GTIN share: the nine digits before the check digit."""
    digits = plain_code(number.raw)
    if number.field == "isbn" and len(digits) == 13 and digits.startswith("978"):
        return digits[3:12]
    return digits[:9] if number.field == "isbn" and len(digits) == 10 else f"{number.field} {digits}"


def pointed_to(found: Composite) -> list[tuple[str, str]]:
    """(scheme isbn or doi, value as supplied) of what a composite identifies, each once."""
    return [(number.field, number.raw) for number in numbers_of(found) if not number.label]
