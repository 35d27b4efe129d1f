"""Russian in Latin letters, the way a catalogue without Cyrillic writes it."""

from __future__ import annotations

_CYRILLIC = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"
_ROMAN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch ' y ' e yu ya"
_LATIN = dict(
    zip(_CYRILLIC.split(), (roman.strip("'") for roman in _ROMAN.split(" ")), strict=True),
)


def latin_letters(text: str) -> str:
    """ "Тихая гавань" → "Tikhaya gavan"; hard and soft signs are dropped, other characters kept."""
    return "".join(_letter(c) for c in text)


def _letter(character: str) -> str:
    latin = _LATIN.get(character.lower(), character)
    return latin.capitalize() if character.isupper() else latin
