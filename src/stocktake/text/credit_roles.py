"""The role that a credit states, before its name ("edited by …") or after it ("… (ed.)", "…, editor")."""

from __future__ import annotations

import re

from stocktake.text.fold import fold
from stocktake.text.roles import LEADING_PHRASES, PLURAL_WORDS, ROLE_WORDS

_MARKER = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_MARKED_COMMA = re.compile(r"([(\[]([^()\[\]]*)[)\]])\s*,")
_PHRASE_STARTS = frozenset(phrase[:2] for phrase in LEADING_PHRASES) | {"an"}
_WORD_STARTS = frozenset(word[:2] for word in ROLE_WORDS)
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in LEADING_PHRASES)

ROLE_PATTERN = (
    f"(?:^|;)[^a-zа-я;]*(?:and )?(?:{'|'.join(sorted(LEADING_PHRASES)).replace(' ', '[^a-zа-я;]+')})"
    f"|,[^a-zа-я;]*(?:{'|'.join(sorted(ROLE_WORDS)).replace(' ', '[^a-zа-я;]+')})"
    "(?:[^a-zа-я;]*(?:;|$)|[^a-zа-я;]+and )"
    "|:"
)
"""Found in every softened cell that states a role outside brackets (and in some that do not)."""


def leading_role(piece: str, ahead: str | None) -> tuple[str, str | None]:
    """The piece without the phrase in front, and the role it gives to this and the following names. Before a colon any
    role word is one: "Editor: Mary Jones"."""
    start = piece[:2].lower()
    if start not in _PHRASE_STARTS and start.isascii() and ":" not in piece:
        return piece, ahead
    words = piece.split()
    if words and fold(words[0]) == "and":
        words = words[1:]
    for n in range(min(_LONGEST_PHRASE, len(words) - 1), 0, -1):
        phrase = fold(" ".join(words[:n]))
        if phrase in LEADING_PHRASES or (words[n - 1].endswith(":") and phrase in ROLE_WORDS):
            return " ".join(words[n:]), ROLE_WORDS[phrase]
    return piece, ahead


def trailing_role(piece: str) -> tuple[str, str | None, bool]:
    """The name without its role marker, the role or None, and whether the marker speaks for several names.

    "(author and editor)" is the first role it names. A bracket that is no role stays part of the name.
    """
    if "(" in piece or "[" in piece:
        for marker in _MARKER.finditer(piece):
            word = _role_word(marker[1])
            if word:
                name = f"{piece[: marker.start()].rstrip()} {piece[marker.end() :].lstrip()}".replace(" ,", ",")
                return name.strip(" ,"), ROLE_WORDS[word], word in PLURAL_WORDS
    head, comma, last = piece.rpartition(",")
    word = _role_word(last) if comma else None
    if word and not head.isspace():
        return head.strip(" ,"), ROLE_WORDS[word], word in PLURAL_WORDS
    return piece.strip(" ,"), None, False


def parted_by_roles(segment: str) -> list[str]:
    """ "Tolkien, J.R.R. (author), Lee, Alan (ill.)" in a list whose commas stand inside names: a comma behind a role
    ends a name that has its own comma already, which that of "Jones (ed.), Mary" has not."""
    parts, start = [], 0
    for found in _MARKED_COMMA.finditer(segment):
        if _role_word(found[2]) and "," in segment[start : found.start()]:
            parts.append(segment[start : found.end(1)])
            start = found.end()
    return [part.strip(" ,") for part in (*parts, segment[start:])]


def _role_word(text: str) -> str | None:
    start = text.lstrip()[:2].lower()
    if start not in _WORD_STARTS and start.isascii():
        return None
    folded = fold(text)
    if folded in ROLE_WORDS:
        return folded
    first = folded.partition(" and ")[0]
    return first if first in ROLE_WORDS and all(w in ROLE_WORDS for w in folded.split(" and ")) else None


def is_role(text: str) -> bool:
    """Whether the whole text is a role word."""
    return _role_word(text) is not None


def without_brackets(piece: str) -> str:
    """The piece without any bracketed part."""
    return _MARKER.sub("", piece)
