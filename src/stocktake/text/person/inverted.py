"""Names around a comma: "Family, Given", and commas that slipped."""

from __future__ import annotations

from collections.abc import Sequence

from stocktake.text.particles import PARTICLES
from stocktake.text.person.direct import FamilyAndGiven
from stocktake.text.person.letters import bare_word, is_initials
from stocktake.text.person.word_order import RATHER_FAMILY, SURE_GIVEN, lean

_ROMAN = frozenset({"V", "VII", "VIII"})
"""Generations that are read as initials elsewhere."""


def inverted(family: Sequence[str], given: Sequence[str]) -> FamilyAndGiven:
    """(family, given) of a name around a comma; particles that trail the given name go before the family, and "of
    Ockham" stays with William.
    """
    if given[0] == "of" and len(given) > 1:
        return [*family, *given], []
    cut = len(given)
    while cut > 1 and given[cut - 1] in PARTICLES:
        cut -= 1
    return [*given[cut:], *family], given[:cut]


def generation_behind(first: Sequence[str], second: Sequence[str]) -> str:
    """The "V" of "Edwin B Frost, V": an initial stands inside of the first piece, which is a whole name then."""
    figure = bare_word(second[0])
    whole = len(second) == 1 and any(is_initials(word) for word in first[1:-1])
    return figure if whole and figure in _ROMAN else ""


def comma_slipped(first: Sequence[str], second: Sequence[str]) -> bool:
    """ "Carolyn E, Savage": a given name and an initial before the comma, no given name behind it."""
    return (
        len(first) == 2
        and len(second) == 1
        and is_initials(first[1])
        and lean(first[0]) >= SURE_GIVEN
        and lean(second[0]) <= RATHER_FAMILY
        and not is_initials(second[0])
    )
