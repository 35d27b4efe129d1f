"""Text of a subfield without the punctuation by which cataloguers part it from the next one (ISBD)."""

from __future__ import annotations

import re
import unicodedata

_PARTING = " \t/:;,=،؛，；："
_STOP = re.compile(r"(?<![.…])(?<!\b\w)(?<!\b[JS]r)\.$")
_EMPTY = re.compile(
    r"^\W*(?:s\.? ?[ln]\.?|n\.? ?pub\.?|б\. ?и\.?|publisher not identified|verlag nicht ermittelbar)\W*$", re.IGNORECASE
)


def tidy(text: str) -> str:
    """Without " /", " :", " ;", "," or " =" at its end, without a full stop unless it ends an initial or three dots,
    and without a square bracket that has lost its partner.
    """
    found = _paired(text.strip().rstrip(_PARTING))
    return _STOP.sub("", found).rstrip(_PARTING) if found.endswith(".") else found


def _paired(text: str) -> str:
    """Brackets that cataloguers put around what they supply go when the other one stands in another subfield."""
    if text.count("[") == text.count("]"):
        return text
    return text.replace("[", "").replace("]", "").strip()


def tidy_edition(text: str) -> str:
    """The same with the full stop of an abbreviation kept: "9th ed."."""
    return _paired(text.strip().rstrip(_PARTING))


def house(text: str) -> str:
    """A publisher's name; '' for "[s.n.]" and its like, which say that none is known."""
    found = tidy_edition(text).strip("[]")
    return "" if _EMPTY.match(found) else found


def is_latin(text: str) -> bool:
    """Whether most letters are Latin ones; true without letters."""
    if text.isascii():
        return True
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(letter.isascii() or unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return 2 * latin >= len(letters)
