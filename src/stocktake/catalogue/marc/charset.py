"""Bytes of a record → text: what leader byte 9 says is checked against the bytes."""

from __future__ import annotations

import re
import unicodedata

from pymarc.marc8 import marc8_to_unicode
from pymarc.marc8_mapping import CODESETS

from stocktake.catalogue.encoding import windows_1252

_ANSEL = CODESETS[0x45]
_ESCAPE = 0x1B
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_ACCENTED = re.compile(rb"([\xe0-\xfe])([A-Za-z ])")
_ONLY_LATIN_1 = re.compile(rb"[\x80-\x87\x8a-\x8c\x8f-\x9f\xc9-\xdf]|[\xe0-\xff](?![A-Za-z\xe0-\xfe])")
_HALF_LETTER = re.compile(rb"(\x1b\$,?1(?:[^\x1b]{3})*)[^\x1b]{1,2}(?=\x1b|$)")


def encoding_of(data: bytes, says_utf8: bool) -> str:
    """utf-8, utf-8 damaged, marc-8 or windows-1252.

    Text in MARC-8 is hardly ever valid UTF-8 by chance, so validity beats the leader. Of the rest, a record with more
    whole UTF-8 letters than stray bytes is damaged UTF-8. In MARC-8 an accent stands before its letter, and the two
    make one: that tells it from Windows-1252, which the standard forbids and exports contain. In doubt the leader
    decides.
    """
    if data.isascii():
        return "marc-8" if _ESCAPE in data and not says_utf8 else "utf-8"
    if _is_utf8(data):
        return "utf-8"
    whole = sum(map(len, _MULTIBYTE.findall(data)))
    if 2 * whole > len(_HIGH.findall(data)):
        return "utf-8 damaged"
    return _single_byte(data, says_utf8)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _single_byte(data: bytes, says_utf8: bool) -> str:
    if _ESCAPE in data:
        return "marc-8"
    pairs = _ACCENTED.findall(data)
    accented = sum(_is_one_letter(accent[0], letter) for accent, letter in pairs)
    against = len(pairs) - accented + len(_ONLY_LATIN_1.findall(data))
    if accented == against:
        return "windows-1252" if says_utf8 else "marc-8"
    return "marc-8" if accented > against else "windows-1252"


def _is_one_letter(accent: int, letter: bytes) -> bool:
    mark, is_combining = _ANSEL.get(accent, (0, 0))
    return bool(is_combining) and len(unicodedata.normalize("NFC", letter.decode("ascii") + chr(mark))) == 1


def recode(field: bytes, encoding: str) -> str:
    """The content of a field in composed letters (NFC), subfield marks kept."""
    if encoding != "marc-8" and field.isascii():
        return field.decode("ascii")
    if encoding.startswith("utf-8"):
        return unicodedata.normalize("NFC", field.decode("utf-8", errors="replace"))
    if encoding == "windows-1252":
        return windows_1252(field)
    head, *subfields = field.split(b"\x1f")
    parts = [_marc8(head), *(_marc8(part[:1]) + _marc8(part[1:]) for part in subfields)]
    return "\x1f".join(parts)


def _marc8(data: bytes) -> str:
    if data.isascii() and _ESCAPE not in data:
        return data.decode("ascii")
    try:
        return str(marc8_to_unicode(_HALF_LETTER.sub(rb"\1", data), hide_utf8_warnings=True))
    except UnicodeDecodeError:
        return data.decode("ascii", errors="replace")
