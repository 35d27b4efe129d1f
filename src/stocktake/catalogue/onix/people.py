"""Who made the book: contributors with every form of name, role, identifier and other name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stocktake.catalogue.entries import Person
from stocktake.catalogue.onix.codes import (
    NAME_KINDS,
    NAME_SCHEMES,
    PROPRIETARY,
    UNNAMED,
    roles,
)
from stocktake.catalogue.onix.composite import Composite
from stocktake.text.contributors import split_credits

_SUFFIXES = frozenset(("jr", "sr", "jr.", "sr.", "ii", "iii", "iv"))
_FICTIONAL = "07"
_BY = re.compile(r"^(?:written )?by ", re.IGNORECASE)


def people_of(found: Composite) -> tuple[tuple[Person, ...], tuple[tuple[str, str], ...]]:
    """The credits of a product or content item in order of their sequence numbers, and warnings.

    Someone with several roles has a credit for each. The free statement ("By A and B, translated by C") is used only
    where no contributor is named; it is cut like a cell of a spreadsheet.
    """
    people: list[Person] = []
    warnings: list[tuple[str, str]] = []
    for contributor in _in_sequence(found.each("Contributor")):
        people.extend(_credits(contributor, warnings))
    if people or not found.first("ContributorStatement"):
        return tuple(people), tuple(warnings)
    statement = found.first("ContributorStatement")
    stated = tuple(Person(credit.credited, credit.role) for credit in split_credits(_BY.sub("", statement), "auto"))
    return stated, (
        *warnings,
        ("contributors_from_statement", f"Nobody is named but in the statement {statement!r}. Name them one by one."),
    )


def _in_sequence(contributors: Sequence[Composite]) -> Sequence[Composite]:
    if len(contributors) < 2:
        return contributors
    numbers = [contributor.first("SequenceNumber") for contributor in contributors]
    if not all(number.isascii() and number.isdigit() for number in numbers):
        return contributors
    order = sorted(range(len(numbers)), key=lambda place: int(numbers[place][:9]))
    return [contributors[place] for place in order]


def _credits(contributor: Composite, warnings: list[tuple[str, str]]) -> list[Person]:
    named = _named(contributor, warnings)
    if named is None:
        return []
    name, family, given, suffix, is_corporate = named
    identifiers, author_id = _identifiers(contributor)
    others = _other_names(contributor, name)
    return [
        Person(name, role, family, given, suffix, is_corporate, author_id, identifiers, others)
        for role in roles(tuple(contributor.codes("ContributorRole")))
    ]


_Named = tuple[str, str, str, str, bool]


def _named(found: Composite, warnings: list[tuple[str, str]]) -> _Named | None:
    """Name, family, given, suffix and whether it is an organisation's; None where nobody is named."""
    person = _person(found, warnings)
    if person is not None:
        return (*person, False)
    corporate = found.first("CorporateName") or found.first("CorporateNameInverted")
    if corporate:
        return corporate, "", "", "", True
    unnamed = UNNAMED.get(found.code("UnnamedPersons"))
    return (unnamed, "", "", "", False) if unnamed else None


def _person(found: Composite, warnings: list[tuple[str, str]]) -> tuple[str, str, str, str] | None:
    """Key names are the family name and what stands before them (with their prefix) or, in other orders, behind them.

    Key names alone with a blank in them are a whole name in the wrong field more often than a family name, so they are
    left to the reader of names; key names that do not stand in the person's name belong to someone else.
    """
    name, key = found.first("PersonName"), found.first("KeyNames")
    if not key:
        return _from_inverted(name, found.first("PersonNameInverted"))
    before, after = found.first("NamesBeforeKey"), found.first("NamesAfterKey")
    prefix, suffix = found.first("PrefixToKey"), found.first("SuffixToKey")
    whole = name or " ".join(part for part in (before, prefix, key, after, suffix) if part)
    if key.casefold() not in whole.casefold():
        warnings.append(("key_names_differ", f"The key names {key!r} are not in the name {whole!r}, which was used."))
        return _from_inverted(name, found.first("PersonNameInverted"))
    if not (before or after) and " " in key:
        return _from_inverted(whole, found.first("PersonNameInverted"))
    return whole, f"{prefix} {key}" if prefix else key, before or after, suffix


def _from_inverted(name: str, inverted: str) -> tuple[str, str, str, str] | None:
    """ "King, Martin Luther, Jr." states family, given name and suffix; with any other commas it states a name only."""
    parts = [part.strip() for part in inverted.split(",")]
    suffix = parts.pop() if len(parts) == 3 and parts[2].lower() in _SUFFIXES else ""
    if len(parts) != 2 or not all(parts):
        return (name or inverted, "", "", "") if name or inverted else None
    family, given = parts
    return name or " ".join(part for part in (given, family, suffix) if part), family, given, suffix


def _identifiers(contributor: Composite) -> tuple[tuple[tuple[str, str], ...], str | None]:
    """ISNI, ORCID and IPI as supplied; and the sender's own number, with the name of its scheme in front, since two
    senders may count alike.
    """
    public: dict[tuple[str, str], None] = {}
    own = None
    for found in contributor.each("NameIdentifier"):
        kind, value = found.code("NameIDType"), found.first("IDValue")
        if value and kind in NAME_SCHEMES:
            public[NAME_SCHEMES[kind], value] = None
        elif value and kind in PROPRIETARY and own is None:
            scheme = found.first("IDTypeName")
            own = f"{scheme}:{value}" if scheme else value
    return tuple(public), own


def _other_names(contributor: Composite, name: str) -> tuple[tuple[str, str], ...]:
    if "AlternativeName" not in contributor:
        return ()
    others: dict[tuple[str, str], None] = {}
    for found in contributor.each("AlternativeName"):
        kind, named = found.code("NameType"), _named(found, [])
        if named is not None and named[0] != name and kind != _FICTIONAL:
            others[NAME_KINDS.get(kind, "other"), named[0]] = None
    return tuple(others)
