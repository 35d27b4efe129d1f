"""Texts as every peer is given them: lower case without punctuation or marks, and the first author's family name."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORDS = re.compile(r"[\W_]+")


def plain(text: str | None) -> str | None:
    """ "Čapek, Karel" → "capek karel"; None for an empty text."""
    marks_off = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return _NOT_WORDS.sub(" ", marks_off.lower()).strip() or None


def family(authors: str | None) -> str | None:
    """The first author's family name: what stands before the comma, else the last word before the first semicolon.

    A comma that parts two names rather than family and given ones ("Ann Lee, Bob Ray") is told by a blank before it.
    """
    first = (authors or "").split(";")[0]
    head = first.split(",")[0].strip()
    natural = "," not in first or " " in head
    return plain(head.rpartition(" ")[2] if natural else head)
