"""Names as BibTeX writes them: "von Last, Jr, First and First von Last and others"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from stocktake.catalogue.bibliography.latex import plain
from stocktake.catalogue.entries import Person

_MOST = 5000
_KEYED = re.compile(r"""\s*(family|given|prefix|suffix)(?:-i)?\s*=\s*("[^"]*"|[^,]*)""")
_ET_AL = ("others", "et al", "et al.")


def people(value: str, role: str) -> tuple[Person, ...]:
    """Everybody in a name field, with the parts that BibTeX's rules make out. "and others" is nobody.

    A name wholly in braces is an organisation. Particles belong to the family name ("van Beethoven").
    """
    names = split_multiple_persons_names(value.replace("\n", " "))[:_MOST]
    return tuple(one for name in names if plain(name) not in _ET_AL for one in _person(name.strip(), role))


def _person(name: str, role: str) -> Iterator[Person]:
    if _is_in_braces(name):
        if body := plain(name):
            yield Person(body, role, is_corporate=True)
        return
    keyed = dict(_KEYED.findall(name)) if _KEYED.match(name) else {}
    if keyed:
        family, given, suffix = _of_keys({key: text.strip('" ') for key, text in keyed.items()})
    else:
        family, given, suffix = _of_parts(name)
    whole = ", ".join(filter(None, (family, given, suffix)))
    if whole:
        yield Person(whole, role, family, given, suffix)


def _is_in_braces(name: str) -> bool:
    """Whether one pair of braces holds the whole name."""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for place, mark in enumerate(name):
        depth += (mark == "{") - (mark == "}")
        if depth == 0:
            return place == len(name) - 1
    return False


def _of_parts(name: str) -> tuple[str, str, str]:
    parts = parse_single_name_into_parts(name, strict=False)
    return plain(" ".join((*parts.von, *parts.last))), plain(" ".join(parts.first)), plain(" ".join(parts.jr))


def _of_keys(keyed: dict[str, str]) -> tuple[str, str, str]:
    family = " ".join(filter(None, (keyed.get("prefix"), keyed.get("family"))))
    return plain(family), plain(keyed.get("given", "")), plain(keyed.get("suffix", ""))
