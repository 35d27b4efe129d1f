"""How the dump writes its author columns: each table in its own way, and each with exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from stocktake.demo.damage import without_diacritics
from stocktake.demo.people import Name
from stocktake.demo.works import Work


def credited(work: Work, language: str, latin: bool) -> list[Name]:
    """The names on an edition in a language: the authors' own script only if it is their own language.

    A pen name hides the first author; `latin` gives transliterated names everywhere.
    """
    own = [author.language == language and not latin for author in work.authors]
    names = [a.name if is_own else a.latin for a, is_own in zip(work.authors, own, strict=True)]
    pen_name = work.authors[0].pen_name
    return [pen_name, *names[1:]] if work.case.pen_name and pen_name else names


def updated_cell(rng: Random, names: Sequence[Name], edited: bool) -> tuple[str, tuple[str, ...]]:
    """ "Given Family, Given Family" mostly; inverted, initials, roles and degrees happen. Text and labels."""
    label: tuple[str, ...] = ()
    chance = rng.random()
    if chance < 0.08:
        text, label = "; ".join(name.inverted() for name in names), ("author_inverted",)
    elif chance < 0.15:
        text, label = ", ".join(_short(name) for name in names), ("author_initials",)
    else:
        text = ", ".join(name.direct() for name in names)
    if edited and rng.random() < 0.6:
        text += " (ред.)" if _is_cyrillic(names[0]) else rng.choice((" (ed.)", " (eds.)", " (Eds.)"))
    elif chance > 0.97 and not names[0].is_han:
        text += rng.choice((" (auth.)", ", PhD", " MD"))
    return _worn(rng, text, label)


def fiction_cell(rng: Random, names: Sequence[Name]) -> tuple[str, tuple[str, ...]]:
    """ "Family, Given; Family, Given", with flips; the column is 300 characters wide. Text and labels."""
    label: tuple[str, ...] = ()
    chance = rng.random()
    if chance < 0.04:
        flipped = "; ".join(Name(name.given, name.family).inverted() for name in names)
        text, label = flipped, ("author_flipped",)
    elif chance < 0.12:
        text, label = "; ".join(name.direct() for name in names), ("author_direct",)
    elif chance < 0.15:
        text, label = "; ".join(name.shortened().inverted() for name in names), ("author_initials",)
    else:
        text = "; ".join(name.inverted() for name in names)
    return _worn(rng, text[:300], label)


def scimag_cell(rng: Random, names: Sequence[Name]) -> str:
    """ "Family, Given; Family, G." in most papers."""
    if rng.random() < 0.6:
        return "; ".join(name.inverted() for name in names)
    return "; ".join(name.shortened().inverted() for name in names)


def _short(name: Name) -> str:
    """Cyrillic initials follow the family name ("Орлов С."), Latin ones stand before it."""
    short = name.shortened()
    return f"{short.family} {short.given}" if _is_cyrillic(name) else short.direct()


def _is_cyrillic(name: Name) -> bool:
    return "\u0400" <= name.family[0] <= "\u04ff"


def _worn(rng: Random, text: str, labels: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """One in twenty lost its accents on the way."""
    plain = without_diacritics(text)
    if plain != text and rng.random() < 0.05:
        return plain, (*labels, "author_diacritics_lost")
    return text, labels
