"""The numbers of the title itself: 020, 022, 024."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pymarc import Field

from stocktake.catalogue.entries import Number
from stocktake.catalogue.marc.view import View

_NUMBER_FIRST = re.compile(r"\s*([0-9][0-9Xx\u2010-\u2015 -]*[0-9Xx])(.*)", re.DOTALL)
_BRACKETED = re.compile(r"\(([^()]*)\)?")
_EAN, _STATED_IN_2 = "3", "7"


def numbers(view: View) -> tuple[Number, ...]:
    """ISBN (020), EAN (024, first indicator 3), ISSN (022, also ISSN-L), DOI (024 $2). $z and $y are weak."""
    found = [*_isbns(view), *_eans(view), *_issns(view), *_dois(view)]
    return tuple(dict.fromkeys(number for number in found if number.raw))


def _isbns(view: View) -> Iterator[Number]:
    for field in view.fields("020"):
        label = "; ".join(filter(None, map(_label, field.get_subfields("q"))))
        for code, text in field.subfields:
            if code in "az":
                raw, inside = number_apart(text)
                yield Number("isbn", raw, label or inside, is_weak=code == "z")


def number_apart(text: str) -> tuple[str, str]:
    """Number and qualifier of a cell such as "1567668607 (alk. paper)" or "0-306-40615-2 (pbk.) :"."""
    found = _NUMBER_FIRST.fullmatch(text)
    if found is None:
        return text.strip(" :;,"), ""
    return found[1].strip(), "; ".join(filter(None, map(_label, _BRACKETED.findall(found[2]))))


def _label(text: str) -> str:
    return text.strip(" :;,()")


def _eans(view: View) -> Iterator[Number]:
    for field in view.fields("024"):
        if _first(field) == _EAN:
            yield from _of(field, "isbn", sound="a", weak="z")


def _issns(view: View) -> Iterator[Number]:
    for field in view.fields("022"):
        yield from _of(field, "issn", sound="al", weak="yz")


def _dois(view: View) -> Iterator[Number]:
    for field in view.fields("024"):
        if _first(field) == _STATED_IN_2 and field.get("2", "").strip().lower() == "doi":
            yield from _of(field, "doi", sound="a", weak="z")


def _of(field: Field, name: str, sound: str, weak: str) -> Iterator[Number]:
    for code, text in field.subfields:
        if code in sound + weak:
            yield Number(name, text.strip(" :;,"), is_weak=code in weak)


def _first(field: Field) -> str:
    return field.indicators.first if field.indicators is not None else " "
