"""Who is credited: the name fields with their roles, or, in records without any, the statement of responsibility."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pymarc import Field

from stocktake.catalogue.entries import Person
from stocktake.catalogue.marc.names import person
from stocktake.catalogue.marc.punctuation import tidy
from stocktake.catalogue.marc.relators import role_of
from stocktake.catalogue.marc.view import View
from stocktake.text.contributors import split_credits
from stocktake.text.fold import fold
from stocktake.text.roles import ROLE_WORDS
from stocktake.text.vocabulary import words

MAIN = ("100", "110", "111")
ADDED = ("700", "710", "711")
_IN_BRACKETS = re.compile(r"\[[^\[\]]*\]|\.\.\.")
_BY = re.compile(r"^\s*(?:by|von|par|por|di|de|av|af|door)\s+", re.IGNORECASE)
_LONGEST_STATEMENT = 1000
_CONTAINED = "2"
_OF_AUTHORS = words("by and von par por di de a la an the text written author authors auth auths autor auteur aut")
_ROLE_TOKENS = {word for phrase in ROLE_WORDS for word in phrase.split()} - _OF_AUTHORS


def people(view: View) -> tuple[Person, ...]:
    """The credits in order, each once. Owners, printers and the like are left out.

    A main entry without a role is an author. An added one is what the statement of responsibility calls it ("edited by
    …"), else a contributor; one with a title of its own ($t) counts only if the book contains that work.
    """
    found = list(_credited(view))
    if found:
        return tuple(dict.fromkeys(one for one in found if one.name))
    return tuple(Person(name, role) for name, role in _statement(view))


def _credited(view: View) -> Iterator[Person]:
    for field in view.fields(*MAIN):
        role = role_of(field)
        if role != "":
            yield person(view, field, role or "author")
    added = [field for field in view.fields(*ADDED) if _belongs(field)]
    if not added:
        return
    stated = _roles_stated(view) if any(role_of(field) is None for field in added) else {}
    for field in added:
        role = role_of(field)
        if role != "":
            yield person(view, field, role or stated.get(_first_word(field.get("a", "")), "contributor"))


def _belongs(field: Field) -> bool:
    return "t" not in field or (field.indicators is not None and field.indicators.second == _CONTAINED)


def _roles_stated(view: View) -> dict[str, str]:
    """The role of each folded word of the names in the statement of responsibility; the first one wins. Where nothing
    but authors is spoken of, every word may be the name of one.
    """
    text = _statement_text(view)
    spoken = fold(text).split()
    if _ROLE_TOKENS.isdisjoint(spoken):
        return dict.fromkeys(spoken, "author")
    roles: dict[str, str] = {}
    for credit in split_credits(text, "comma"):
        for word in fold(credit.credited).split():
            roles.setdefault(word, credit.role)
    return roles


def _first_word(name: str) -> str:
    return fold(name.partition(",")[0]).rpartition(" ")[2]


def _statement(view: View) -> list[tuple[str, str]]:
    """Name and role of everybody in 245 $c, read as a person reads it."""
    text = _statement_text(view)
    return [(found.credited.strip(" ."), found.role) for found in split_credits(text, "comma")] if text else []


def _statement_text(view: View) -> str:
    field = view.first("245")
    text = field.get("c", "") if field is not None else ""
    return _BY.sub("", tidy(_IN_BRACKETS.sub(" ", text[:_LONGEST_STATEMENT])), count=1) if text else ""
