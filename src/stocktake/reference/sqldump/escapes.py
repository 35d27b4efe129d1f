r"""Hiding the escapes that would confuse a search for quotes.

Three escapes are replaced by one byte each: ``\\``, ``\'`` and ``\"``. What is left of a quote is then
always a real one, so "are we inside a string?" is the parity of a byte count. All other escapes (``\n``,
``\0``, ``\Z``) stay as they are written. The replacement bytes are chosen among those absent from the text,
hence it can be undone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ESCAPED = re.compile(rb"\\[\\'\"]")
# mysqldump never writes these raw; the other control characters follow, then bytes no UTF-8 text has.
_CANDIDATES = bytes(
    [0, 0x1A, *range(0x1C, 0x20), *range(0x01, 0x09), *range(0x0E, 0x1A), 0x1B, 0x7F, 0x0B, 0x0C]
) + bytes([0xC0, 0xC1, *range(0xF5, 0x100)])


@dataclass(frozen=True, slots=True)
class Markers:
    """Four bytes that stand for an escaped backslash, apostrophe and double quote, and for NULL."""

    backslash: bytes
    apostrophe: bytes
    quote: bytes
    null: bytes

    def absent_from(self, raw: bytes) -> bool:
        return not any(m in raw for m in (self.backslash, self.apostrophe, self.quote, self.null))

    @property
    def are_text(self) -> bool:
        """False when a byte outside ASCII had to be taken: such text is no longer UTF-8."""
        return all(m < b"\x80" for m in (self.backslash, self.apostrophe, self.quote, self.null))

    def hide(self, raw: bytes) -> bytes:
        """A run of backslashes always begins an escape, so pairs taken from the left are the true pairs."""
        hidden = {b"\\\\": self.backslash, b"\\'": self.apostrophe, b'\\"': self.quote}
        return _ESCAPED.sub(lambda m: hidden[m[0]], raw)

    def show(self, hidden: bytes) -> bytes:
        """Undo `hide`, byte for byte."""
        shown = hidden.replace(self.apostrophe, b"\\'").replace(self.quote, b'\\"')
        return shown.replace(self.backslash, b"\\\\")


def markers_for(raw: bytes) -> Markers | None:
    """The first four candidate bytes absent from the text; None if fewer are free."""
    free = [bytes([c]) for c in _CANDIDATES if bytes([c]) not in raw]
    return Markers(*free[:4]) if len(free) >= 4 else None
