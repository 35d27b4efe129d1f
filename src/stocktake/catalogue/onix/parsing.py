"""The bytes of one product as a tree, repaired where the repair is certain, refused where the size is an attack."""

from __future__ import annotations

import html.entities
import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from stocktake.catalogue.onix.encoding import BY_WINDOWS, in_utf8
from stocktake.catalogue.onix.pieces import Piece
from stocktake.errors import BadInput

_COUNTED_FROM = 1 << 18
_MOST_MARKUP = 200_000
_RESOURCE_LIMITS = (110, 114)
_XML_MEMORY = 2

_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBERED = re.compile(r"&#(?:([0-9]{1,9})|x([0-9a-fA-F]{1,8}));")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);)")
DECLARED_WRONG = (
    "encoding_declared_wrong",
    "The file is not in the encoding that its first line names; it was read as what it is. Have the line corrected.",
)
_OTHER_BYTES = (
    "other_encoding",
    "Some bytes are no UTF-8 and were read as Windows-1252. Check the accents of this product.",
)
_FORBIDDEN = ("forbidden_characters", "Control characters, which XML forbids, were removed. Correct the source.")
_AMPERSAND = (
    "bare_ampersand",
    "An ampersand that starts no known entity was read as one. It must be written as &amp;.",
)
_SMALLER_TEXT = "Ask the sender to split the record, or leave it out of the file."


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a product cannot be read: the parser's words and the line of the file at which it gave up."""

    line: int
    reason: str


def new_parser() -> etree.XMLParser:
    """A parser that resolves, fetches and loads nothing, and keeps libxml2's limits of size and depth."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def parse(
    path: Path, piece: Piece, parser: etree.XMLParser, codec: str | None
) -> tuple[etree._Element | Broken, tuple[tuple[str, str], ...]]:
    """The product's element, or why there is none; and warnings of (code, detail) about what was put up with.

    Named HTML entities are replaced here, since the DTDs of ONIX 2.1 that define them are never fetched. Bytes in
    another encoding, characters that XML forbids and bare ampersands are repaired only where the parser stops.
    """
    _measure(path, piece)
    data, contradicts = in_utf8(piece.data, codec)
    warnings = (DECLARED_WRONG,) if contradicts else ()
    if b"&" in data:
        data = _NAMED.sub(_character, data)
    try:
        return _element(data, piece, parser), warnings
    except etree.XMLSyntaxError as error:
        _refuse_attack(path, piece, error)
    mended, notes = _mended(data)
    try:
        return _element(mended, piece, parser), (*warnings, *notes)
    except etree.XMLSyntaxError as error:
        return _broken(piece, error), ()


def _element(data: bytes, piece: Piece, parser: etree.XMLParser) -> etree._Element:
    if piece.wrapping:
        return etree.fromstring(piece.wrapping + data + b"</message>", parser)[0]
    return etree.fromstring(data, parser)


def _character(found: re.Match[bytes]) -> bytes:
    text = html.entities.html5.get(f"{found[1].decode('ascii')};")
    return found.group() if text is None else text.replace("&", "&amp;").replace("<", "&lt;").encode()


def _measure(path: Path, piece: Piece) -> None:
    """Refuse a product that would take hundreds of megabytes as a tree."""
    if len(piece.data) < _COUNTED_FROM:
        return
    for mark, what in ((b"<", "elements"), (b"=", "attributes")):
        if piece.data.count(mark) > _MOST_MARKUP:
            problem = f"holds a product with more than {_MOST_MARKUP:,} {what}."
            raise BadInput(path, problem, _SMALLER_TEXT, line=piece.line)


def _refuse_attack(path: Path, piece: Piece, error: etree.XMLSyntaxError) -> None:
    if error.code in (*_RESOURCE_LIMITS, _XML_MEMORY):  # type: ignore[attr-defined]  # lxml-stubs does not know it
        problem = f"holds a product beyond the limits of the parser ({_words(error)})."
        raise BadInput(path, problem, _SMALLER_TEXT, line=_line(piece, error)) from None


def _mended(data: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    notes = []
    text = data.decode("utf-8", BY_WINDOWS)
    if text.encode("utf-8") != data:
        notes.append(_OTHER_BYTES)
    plain = _NUMBERED.sub(_allowed, _CONTROL.sub("", text))
    if plain != text:
        notes.append(_FORBIDDEN)
    mended = _BARE_AMPERSAND.sub("&amp;", plain)
    if mended != plain:
        notes.append(_AMPERSAND)
    return mended.encode("utf-8"), notes


def _allowed(found: re.Match[str]) -> str:
    number = int(found[1]) if found[1] else int(found[2], 16)
    is_allowed = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE
    return found.group() if is_allowed or 0x10000 <= number < 0x110000 else ""


def _broken(piece: Piece, error: etree.XMLSyntaxError) -> Broken:
    return Broken(_line(piece, error), _words(error))


def _line(piece: Piece, error: etree.XMLSyntaxError) -> int:
    return piece.line + max(error.lineno or 1, 1) - 1


def _words(error: etree.XMLSyntaxError) -> str:
    """The parser's sentence without its line and column, which count from the start of the product."""
    return re.sub(r",? line \d+(?:, column \d+)?", "", error.msg or "")[:200]
