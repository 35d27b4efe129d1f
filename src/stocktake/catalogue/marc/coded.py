"""What the codes say: kind of record (leader), year and language (008), and what stands in for them."""

from __future__ import annotations

import re

from pymarc import Field

from stocktake.catalogue.marc.links import is_in_serial
from stocktake.catalogue.marc.punctuation import tidy
from stocktake.catalogue.marc.view import View
from stocktake.text.vocabulary import paired, words

KIND_OF_TYPE = {
    "c": "music score",
    "d": "music score",
    "e": "map",
    "f": "map",
    "g": "film",
    "i": "audiobook",
    "j": "sound recording",
    "k": "picture",
    "o": "kit",
    "r": "object",
}
KIND_OF_LEVEL = paired("m:book s:serial i:serial b:article c:collection d:part")

NOT_BIBLIOGRAPHIC = frozenset("zuvxywq")
"""Leader byte 6 of authority (z), holdings (u v x y), classification (w) and community (q) records."""

DELETED = "d"
_NO_LANGUAGE = words("und zxx mul mis ||| ^^^ nul")
_YEAR = re.compile(r"[0-9]{4}")


def rule_for(view: View) -> str | None:
    """The rule under which a record is left out: `deleted`, `not_bibliographic`, or none."""
    if view.leader[5] == DELETED:
        return "deleted"
    return "not_bibliographic" if view.leader[6] in NOT_BIBLIOGRAPHIC else None


def kind(view: View) -> str:
    """book, serial, article, chapter, or the material of what is no text; '' when the codes are none.

    A part of a serial is an article, a part of a book a chapter.
    """
    of_type, level = KIND_OF_TYPE.get(view.leader[6]), view.leader[7]
    if of_type:
        return of_type
    if level == "a":
        return "article" if is_in_serial(view) else "chapter"
    return KIND_OF_LEVEL.get(level, "")


def language(view: View) -> str:
    """The code of 008/35-37, else the first of 041 $a (older records run several together); '' for none."""
    coded = view.control("008")[35:38].strip()
    if len(coded) == 3 and coded not in _NO_LANGUAGE:
        return coded
    stated = [text.strip()[:3] for field in view.fields("041") for text in field.get_subfields("a", "d")]
    return next((code for code in stated if len(code) == 3 and code not in _NO_LANGUAGE), "")


def year(view: View) -> str:
    """The first date of 008, else the date of publication as it is transcribed (264 second indicator 1, 260)."""
    coded = view.control("008")[7:11]
    if _YEAR.fullmatch(coded) and coded < "2100":
        return coded
    dates = [tidy(field.get("c", "")).strip("[]") for field in publications(view)]
    return next(filter(None, dates), "")


def publications(view: View) -> list[Field]:
    """The statements of publication, the surest first: 264 of publication, 260, 264 of distribution, manufacture."""
    of_264 = list(view.fields("264"))
    first = [field for field in of_264 if field.indicators is not None and field.indicators.second == "1"]
    return [*first, *view.fields("260"), *(field for field in of_264 if field not in first)]
