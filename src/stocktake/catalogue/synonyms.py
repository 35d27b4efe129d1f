"""Column name → meaning: by name, by the name without its number or bracket, and last by likeness."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from stocktake.catalogue.targets import PERSON_FIELDS, Target, parse_target
from stocktake.catalogue.words import words
from stocktake.text.fold import fold

_LIKE_ENOUGH = 0.83
_SHORTEST_FUZZY = 5
_NUMBERED = re.compile(r"(?P<before>\D+)(?P<number>\d{1,2})(?P<after>\D*)")
_BRACKETED = re.compile(r"[(\[][^)\]]*[)\]]")
_ISBN_WORDS = {"isbn", "isbns", "isbn13", "isbn10", "ean", "ean13", "gtin", "gtin13", "eisbn"}
_ISBN_PADDING = {"13", "10", "no", "number", "code", "of", "the", "digit", "digits", "hyphens", "without"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name was found to mean. `rank` is its place in the list of names: lower wins among equals."""

    target: Target | None
    how: str
    rank: int = 0
    needs_proof: bool = False


@cache
def _known() -> dict[str, Meaning]:
    """Compact name → meaning, from headers.toml; a name listed twice keeps its first meaning."""
    table = tomllib.loads(files("stocktake.catalogue").joinpath("headers.toml").read_text("utf-8"))
    known: dict[str, Meaning] = {}
    for written, names in table.items():
        target = parse_target(written.removesuffix("?"))
        how = "ignored" if target is None else "synonym"
        for rank, name in enumerate(names):
            later = 1000 if target and target.label else 0
            known.setdefault(compact(name), Meaning(target, how, rank + later, written.endswith("?")))
    return known


def compact(name: str) -> str:
    """A column name as it is compared: folded, without blanks."""
    return fold(name).replace(" ", "")


def names_other_edition(name: str) -> bool:
    """True for "Replaced by ISBN", "Parent ISBN" and the like: they identify another product than the
    row's."""
    parts = fold(name).split()
    about_isbn = any(word in _ISBN_WORDS or (word in words("other_edition") and word.endswith("13")) for word in parts)
    return about_isbn and bool(words("other_edition") & set(parts))


@lru_cache(maxsize=10_000)
def by_name(name: str) -> Meaning | None:
    """The meaning of a column name, sure readings only: the name itself; an ISBN with a format; the name with
    its number, its bracket, or one of its languages taken alone. None when no rule knows it."""
    exact = _exact(name)
    if exact or names_other_edition(name):
        return exact
    return _labelled_isbn(name) or _numbered(name) or _shortened(name)


def _exact(name: str) -> Meaning | None:
    return _known().get(compact(name))


def _labelled_isbn(name: str) -> Meaning | None:
    """ "Paperback ISBN", "ISBN-13 (pbk)", "eISBN": an ISBN column whose label is the format."""
    parts = fold(name).split()
    rest = [word for word in parts if word not in _ISBN_WORDS | _ISBN_PADDING]
    if len(rest) == len(parts) or not set(rest) <= words("formats") or not any(w in _ISBN_WORDS for w in parts):
        return None
    label = " ".join(word.upper() if len(word) < 3 else word for word in rest)
    return Meaning(Target("isbn", label="ebook" if "eisbn" in parts and not rest else label), "synonym")


def _numbered(name: str) -> Meaning | None:
    """ "Contributor 2 Role", "ISBN 3": the name without its number, kept for people, identifiers and what is not needed
    ("Subject 3")."""
    found = _NUMBERED.fullmatch(compact(name))
    known = _known().get(found["before"] + found["after"]) if found else None
    if found is None or known is None:
        return None
    if known.target is None:
        return known
    if known.target.field not in ("contributors", "author_id", "isbn", "doi", "issn", *PERSON_FIELDS):
        return None
    return replace(known, target=_with_number(known.target, int(found["number"])))


def _with_number(target: Target, number: int) -> Target:
    if target.field == "author_id":
        return Target("contributors", "id", number=number)
    return replace(target, number=number) if target.field in ("contributors", *PERSON_FIELDS) else target


def _shortened(name: str) -> Meaning | None:
    shorter = [_BRACKETED.sub(" ", name), *re.split(r"[/|\n]", name)]
    found = (_exact(part) for part in shorter if part.strip() and part != name)
    return next((meaning for meaning in found if meaning), None)


@lru_cache(maxsize=10_000)
def by_likeness(name: str) -> Meaning | None:
    """The meaning of the one known name that this one resembles (SequenceMatcher ratio ≥ 0.83).

    Names under five letters are too short to guess from; two meanings equally like are no answer.
    """
    key = compact(name)
    if len(key) < _SHORTEST_FUZZY or names_other_edition(name):
        return None
    ratios = [(_likeness(key, known), meaning) for known, meaning in _known().items()]
    best = max(ratio for ratio, _ in ratios)
    found = {meaning.target: meaning for ratio, meaning in ratios if ratio == best and best >= _LIKE_ENOUGH}
    if len(found) != 1:
        return None
    meaning = next(iter(found.values()))
    return replace(meaning, how="fuzzy" if meaning.target else "ignored")


def _likeness(key: str, known: str) -> float:
    """SequenceMatcher's ratio, or 0 where its cheap upper bounds already rule the pair out."""
    matcher = SequenceMatcher(None, key, known)
    if matcher.real_quick_ratio() < _LIKE_ENOUGH or matcher.quick_ratio() < _LIKE_ENOUGH:
        return 0.0
    return matcher.ratio()


def recognised(cells: Iterable[str | None]) -> int:
    """How many cells of a row are known column names, each name counted once."""
    return len({compact(cell) for cell in cells if cell and len(cell) < 80 and by_name(cell.strip())})
