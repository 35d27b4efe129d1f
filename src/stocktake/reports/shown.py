"""Text as it is shown: control and bidirectional characters stand as visible signs and are not obeyed.

A title may hold U+202E (which turns the rest of a line round), NUL or an escape sequence. A reader must see
that it is there, and nothing on the page may move because of it.
"""

from __future__ import annotations

import re

# C0 and DEL, C1, soft line separators, bidi marks, embeddings, overrides and isolates, zero-width space,
# word joiner and the invisible operators, byte-order mark, interlinear marks, tag characters.
# ZWNJ and ZWJ (U+200C, U+200D) stay: Persian, Indic scripts and emoji need them to be legible.
_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_IN_A_PAGE = re.compile(f"[{_UNSEEN}]")
_IN_A_CELL = re.compile(f"(?![\t\n\r])[{_UNSEEN}]")
_ADDRESS = re.compile(
    r"(?i)\b(?:https?|ftp|ipfs|ipns|ed2k|dweb)\s*:\s*/+\S+|\bmagnet:\S+|\burn:btih:\S+"
    r"|\bbafy[a-z2-7]{50,}\b|\bQm[1-9A-HJ-NP-Za-km-z]{44}\b"
)
_HINT = re.compile(r":|bafy|BAFY|Bafy|Qm|qm|QM")

REMOVED = "[address removed]"


def _sign(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def shown(text: str) -> str:
    """`"a\\x00b\\u202ec"` → `"a␀b\\\\u202ec"`: what a page prints. Tabs and line ends are signs too."""
    # Every such character is unprintable to Python as well, which tells most texts apart 10 times as fast.
    return text if text.isprintable() else _IN_A_PAGE.sub(_sign, text)


def shown_in_cell(text: str) -> str:
    """The same for a CSV cell, where tab and line ends are lawful and stay."""
    return text if text.isprintable() else _IN_A_CELL.sub(_sign, text)


def without_addresses(text: str) -> str:
    """Text of a record with links and content ids taken out: no report may point to a file.

    A bare domain name ("example.org edition") stays, since it leads to no file and is part of many titles.
    """
    return _ADDRESS.sub(REMOVED, text) if _HINT.search(text) else text
