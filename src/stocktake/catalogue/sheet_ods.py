"""The facts of the sheets of an OpenDocument workbook: hidden rows, merged ranges, true extent.

The XML is read as a stream, and rows are forgotten once they are seen. No entity is expanded, no DTD is fetched. A row
or cell that says it is repeated a billion times costs nothing here, which is why the workbook reader is only asked
afterwards.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from stocktake.catalogue.sheet_facts import SheetFacts

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_HIDDEN = ("collapse", "filter")
_LAST_ROW = 1 << 20


def ods_facts(archive: zipfile.ZipFile) -> dict[str, SheetFacts]:
    """Facts by sheet name. Raises ValueError for XML that is not well formed or a count that is no number."""
    facts: dict[str, SheetFacts] = {}
    with archive.open("content.xml") as stream:
        try:
            for name, rows in _tables(stream):
                facts[name] = _scanned(rows)
        except etree.XMLSyntaxError as error:
            raise ValueError(f"content.xml: {error}") from None
    return facts


def _tables(stream: Any) -> Iterator[tuple[str, Iterator[Any]]]:
    """Each table's name with its rows. The rows of a table must be taken before the next table."""
    wanted = (f"{_TABLE}table", f"{_TABLE}table-row")
    events = etree.iterparse(
        stream, events=("start", "end"), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
    )
    for event, element in events:
        if event == "start" and element.tag == wanted[0]:
            yield element.get(f"{_TABLE}name", ""), _rows(events, wanted[0])


def _rows(events: Any, table: str) -> Iterator[Any]:
    for event, element in events:
        if event == "end" and element.tag == table:
            element.clear()
            return
        if event == "end":
            yield element
            element.clear()


def _scanned(rows: Iterator[Any]) -> SheetFacts:
    facts = SheetFacts()
    at = 0
    for row in rows:
        repeated = _count(row, "number-rows-repeated")
        if row.get(f"{_TABLE}visibility") in _HIDDEN:
            facts.hidden_rows.update(range(at + 1, min(at + repeated, _LAST_ROW) + 1))
        _scan_cells(row, at, repeated, facts)
        at += repeated
    return facts


def _scan_cells(row: Any, at: int, repeated: int, facts: SheetFacts) -> None:
    column = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        width = _count(cell, "number-columns-repeated")
        if cell.get(f"{_OFFICE}value-type") or len(cell):
            facts.reach(at + repeated - 1, column + width - 1)
        high, wide = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if high > 1 or wide > 1:
            facts.merged.append(((at, column), (at + high - 1, column + wide - 1)))
        column += width


def _count(element: Any, name: str) -> int:
    return max(1, int(element.get(f"{_TABLE}{name}") or 1))
