"""Who a record names, told apart without the product's own code: it judges the product."""

from __future__ import annotations

import re
import unicodedata

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def letters(text: str) -> str:
    """Lower case, no marks on letters, blanks between words: "Čapek, Karel" → "capek karel"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def person(name: str) -> tuple[str, str]:
    """Family name and first letter of the given one, from "Family, Given" or, without a comma, "Given Family"."""
    family, comma, given = _BRACKETS.sub(" ", name).partition(",")
    if not comma:
        given, _, family = family.strip().rpartition(" ")
    return letters(family).replace(" ", ""), letters(given)[:1]


def persons(names: list[str]) -> frozenset[tuple[str, str]]:
    """All persons of a record; a name without letters is nobody."""
    return frozenset(made for made in map(person, names) if made[0])


def share_a_person(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Equal families, and initials that do not contradict each other."""
    return any(a[0] == b[0] and (a[1] == b[1] or not a[1] or not b[1]) for a in one for b in other)
