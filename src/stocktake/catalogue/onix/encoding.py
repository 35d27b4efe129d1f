"""The bytes of a feed as UTF-8, whatever it declares and whatever it is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from stocktake.catalogue.container import Source
from stocktake.errors import BadInput

BLOCK = 1 << 20

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_ONE_BYTE_MARKUP = re.compile(r"(?:iso8859|latin|windows|cp|koi8|mac|gb|hz|big5|shift_jis|euc|tis|johab)", re.ASCII)
_UTF8_BOM = codecs.BOM_UTF8
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, b"<\0\0\0", b"\0\0\0<")
_UTF16 = {
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}


def blocks(source: Source) -> Iterator[bytes]:
    """The file in blocks of about a megabyte; UTF-16 comes as UTF-8, everything else as it stands, without byte order
    mark. UTF-32, which no sender uses, raises BadInput.
    """
    with source.open() as file:
        head = file.read(BLOCK)
        if head.startswith(_UTF32):
            raise BadInput(source.path, "is written in UTF-32.", "Export it again as UTF-8.")
        codec = _UTF16.get(head[:2])
        if codec:
            yield from _as_utf8(head, file, codec)
            return
        yield head.removeprefix(_UTF8_BOM)
        while block := file.read(BLOCK):
            yield block


def _as_utf8(head: bytes, file: BinaryIO, codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)("replace")
    text = decoder.decode(head).removeprefix("\ufeff")
    while text:
        yield text.encode("utf-8", "replace")
        block = file.read(BLOCK)
        text = decoder.decode(block, final=not block)


def declared(head: bytes) -> str | None:
    """The 8-bit or mixed-width encoding that an XML declaration names, as Python knows it; None for UTF-8.

    Latin-1 is read as Windows-1252, which has the same letters and the quotes and dashes that senders mean. A name that
    is unknown, or that cannot be the encoding of these bytes (UTF-16), counts as UTF-8.
    """
    found = _DECLARED.search(head)
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    if name in ("iso8859-1", "latin-1"):
        return "cp1252"
    return name if _ONE_BYTE_MARKUP.match(name) else None


def declares_otherwise(head: bytes) -> bool:
    """Whether the declaration names an encoding that these bytes are not in, such as UTF-16 over single bytes."""
    found = _DECLARED.search(head)
    name = found[1].decode("ascii").lower() if found else "utf-8"
    return declared(head) is None and name not in ("utf-8", "utf8", "us-ascii", "ascii")


def in_utf8(data: bytes, codec: str | None) -> tuple[bytes, bool]:
    """A record as UTF-8, and whether it contradicts the declared encoding.

    Bytes that are UTF-8 by their shape are UTF-8 whatever was declared: no sane text of an 8-bit encoding looks so.
    """
    if codec is None or data.isascii():
        return data, False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(codec, _BY_LATIN_1).encode("utf-8"), False
    return data, True


def _one_by_one(error: UnicodeError, codec: str) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode(codec, "replace"), error.end


_BY_LATIN_1, BY_WINDOWS = "stocktake_by_latin_1", "stocktake_by_windows_1252"
codecs.register_error(_BY_LATIN_1, lambda error: _one_by_one(error, "latin-1"))
codecs.register_error(BY_WINDOWS, lambda error: _one_by_one(error, "cp1252"))
