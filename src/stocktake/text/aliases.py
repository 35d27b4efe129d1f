"""Pen names that stand beside a name: "Ann Lee (alias Vera Marsh)", "Ann Lee writing as Vera Marsh"."""

from __future__ import annotations

import re

_WORDS = (
    r"(?:alias|a\.? ?k\.? ?a\.?|pseud(?:onym)?\.?|writing as|also known as|also writes as"
    r"|publie sous le nom de|d\.i\.)"
)
ALIAS_PATTERN = rf"(?i)(?:[(\[] *{_WORDS} *:? *[^()\[\]]+[)\]]|(?:^|[ ,;]){_WORDS} )"
_BRACKETED = re.compile(rf"[(\[] *{_WORDS} *:? *([^()\[\]]+)[)\]]", re.IGNORECASE)
_PLAIN = re.compile(rf"(?:^|[ ,;]+){_WORDS} +", re.IGNORECASE)


def with_aliases_apart(raw: str) -> str:
    """The cell with every pen name as a credit of its own, parted by a semicolon.

    Both names are on the title, so both may be matched; that they are one person is not remembered. A word
    such as "alias" alone, without a name behind it, stays.
    """
    return _PLAIN.sub("; ", _BRACKETED.sub(r"; \1", raw)).lstrip("; ")
