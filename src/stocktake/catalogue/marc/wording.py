"""What the record calls the work: title, subtitle, part, and the title of the original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pymarc import Field

from stocktake.catalogue.marc.punctuation import is_latin, tidy
from stocktake.catalogue.marc.view import View
from stocktake.text.fold import fold
from stocktake.text.vocabulary import phrases

COLLECTIVE = phrases(
    """
    works | selections | poems | poetry | novels | short stories | essays | correspondence | plays | prose works
    speeches | dramas | sonnets | songs | laws etc | treaties etc | bible | koran | talmud | novellas | sermons
    fragments | minor works | posthumous works | dialogues | interviews | aphorisms | quotations | operas
    """
)
"""Uniform titles by which libraries gather; no book bears them as its own title, and they are the title of no
original."""

_QUALIFIER = re.compile(r"\s*\([^()]*\)$")
_ORIGINAL = re.compile(r"original|translation of|traduction de|übersetzung von|перевод", re.IGNORECASE)
_PARALLEL = "1"


def wording(view: View) -> dict[str, str]:
    """title, subtitle, volume and original_title, as far as they are stated.

    The number of a part ($n) is the volume; its name ($p) belongs to the title: "The lord of the rings. The fellowship
    of the ring". Of a title in two scripts the Latin one is the title.
    """
    field = view.first("245")
    if field is None:
        return {}
    script = view.in_script(field)
    own, other = (field, script) if script is None or is_latin(field.get("a", "")) else (script, field)
    title, subtitle = _title(own), _subtitle(own)
    original = _original(view, title, subtitle, other)
    told = {"title": title, "subtitle": subtitle, "volume": _volume(own), "original_title": original}
    return {name: text for name, text in told.items() if text}


def _title(field: Field) -> str:
    parts = [tidy(text) for text in field.get_subfields("a", "p")]
    return ". ".join(filter(None, parts))


def _subtitle(field: Field) -> str:
    """$b, unless the sign before it says that it is the title in another language."""
    return "" if _is_parallel(field) else " : ".join(filter(None, map(tidy, field.get_subfields("b"))))


def _is_parallel(field: Field) -> bool:
    return field.get("a", "").rstrip().endswith("=")


def _volume(field: Field) -> str:
    return ", ".join(filter(None, map(tidy, field.get_subfields("n"))))


def _original(view: View, title: str, subtitle: str, script: Field | None) -> str:
    """The first that says something else than the title: uniform title (130, 240), 246 that calls itself the original,
    title of the original (765), title in the original script (880), parallel title.
    """
    candidates = list(filter(None, _originals(view, script)))
    known = COLLECTIVE | {fold(title), fold(f"{title} {subtitle}")} if candidates else COLLECTIVE
    return next((text for text in candidates if fold(text) not in known), "")


def _originals(view: View, script: Field | None) -> Iterator[str]:
    yield from map(_uniform, view.fields("130", "240"))
    yield from (_title(field) for field in view.fields("246") if _ORIGINAL.search(field.get("i", "")))
    yield from (tidy(field.get("t", "")) for field in view.fields("765"))
    if script is not None:
        yield _title(script)
    yield from (tidy(field.get("b", "")) for field in view.fields("245") if _is_parallel(field))
    for field in view.fields("246"):
        yield _title(field) if field.indicators is not None and field.indicators.second == _PARALLEL else ""


def _uniform(field: Field) -> str:
    """A selection ($k) is not the work it was selected from."""
    return "" if "k" in field else _QUALIFIER.sub("", _title(field))
