"""MARCXML: a collection or a single record, with or without namespace, also inside an answer of SRU or OAI-PMH."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from lxml import etree
from pymarc import Field, Indicators, Record, Subfield

from stocktake.catalogue.container import Source
from stocktake.catalogue.entries import Entry
from stocktake.catalogue.marc.described import TAGS, entry_of
from stocktake.catalogue.marc.xml_pieces import HEADING, XmlPiece, prefixes, refuse_entities, xml_pieces
from stocktake.catalogue.onix.encoding import BY_WINDOWS, blocks, declared, in_utf8
from stocktake.errors import BadInput

_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:collection|record|searchRetrieveResponse|OAI-PMH)[\s>/]")
_OWN = re.compile(rb"MARC21/slim|<(?:[\w.-]+:)?(?:leader|controlfield|datafield)[\s>]")
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
_LEADER_LENGTH = 24
_AGAIN = "Export the record again."


def looks_like(head: bytes) -> bool:
    """Whether a file that begins so is MARCXML: its root element, and its namespace or elements."""
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text.startswith(b"<") and _ROOT.search(text) is not None and _OWN.search(text) is not None


def entries(source: Source) -> Iterator[Entry]:
    """One entry a record, in order; `line` is the number of the record, since a whole file may stand on one line.

    A record that is not well formed is rejected by itself. No DTD is read, no entity expanded, nothing fetched, and at
    most a few megabytes are held. Raises BadInput for a file that defines entities, and for one without any record.
    """
    parts = blocks(source)
    head = next(parts, b"")
    refuse_entities(head[:HEADING], source.path)
    reader = _Reader(prefixes(head[:HEADING]), declared(head[:HEADING]))
    number = 0
    for piece in xml_pieces(chain((head,), parts)):
        number = piece.number
        yield reader.entry(piece)
    if not number:
        raise BadInput(source.path, "holds no MARC record.", "Give a file with <record> elements of MARC 21.")


class _Reader:
    """Parses the records of one file. `wrapping` declares the prefixes that its root element declares."""

    def __init__(self, declarations: bytes, codec: str | None) -> None:
        self._start, self._codec = b"<wrapping " + declarations + b">", codec
        self._parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )

    def entry(self, piece: XmlPiece) -> Entry:
        where = f"Record {piece.number}, at byte {piece.offset}:"
        if piece.cut:
            return Entry(piece.number, reason="record_cut_short", advice=f"{where} {piece.cut} {_AGAIN}")
        data, warnings = self._in_utf8(piece.data.translate(None, _CONTROLS), where)
        try:
            element = etree.fromstring(self._start + data + b"</wrapping>", self._parser)
        except etree.XMLSyntaxError as error:
            problem = f"{where} it is not well-formed XML ({(error.msg or 'no element').partition(', line')[0]})."
            return Entry(piece.number, reason="record_not_well_formed", advice=f"{problem} {_AGAIN}")
        return entry_of(_record(element[0]), piece.number, warnings)

    def _in_utf8(self, data: bytes, where: str) -> tuple[bytes, tuple[tuple[str, str], ...]]:
        found, _ = in_utf8(data, self._codec)
        try:
            found.decode("utf-8")
        except UnicodeDecodeError:
            advice = f"{where} it is not the UTF-8 that it should be; the odd bytes were read as Windows-1252."
            return found.decode("utf-8", BY_WINDOWS).encode("utf-8"), (("encoding_damaged", advice),)
        return found, ()


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _record(element: etree._Element) -> Record:
    leader, fields = "", []
    for child in element:
        name, tag = _name(child), child.get("tag", "")
        if name == "leader":
            leader = _text(child)
        elif name == "controlfield" and tag in TAGS and tag < "010":
            fields.append(Field(tag, data=_text(child)))
        elif name == "datafield" and tag in TAGS and tag >= "010":
            fields.append(_field(child, tag))
    return Record(fields=fields, leader=leader.ljust(_LEADER_LENGTH)[:_LEADER_LENGTH])


def _field(element: etree._Element, tag: str) -> Field:
    indicators = Indicators((element.get("ind1") or " ")[0], (element.get("ind2") or " ")[0])
    return Field(tag, indicators, [Subfield(part.get("code", ""), _text(part)) for part in element])


def _text(element: etree._Element) -> str:
    """The text in composed letters (NFC), with blanks for line breaks: files laid out by hand break within titles."""
    text = "".join(map(str, element.itertext())) if len(element) else element.text or ""
    return unicodedata.normalize("NFC", text.replace("\n", " "))
