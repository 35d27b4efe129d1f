"""Partial updates of ONIX 3: a block that the update holds replaces the product's, an empty one deletes it."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from lxml import etree

from stocktake.catalogue.onix.parsing import new_parser
from stocktake.catalogue.onix.tags import TAGS

_REPLACED_ALWAYS = frozenset(("NotificationType", "RecordReference"))
_REPLACED_IF_GIVEN = frozenset(
    (
        "ProductIdentifier",
        "DescriptiveDetail",
        "CollateralDetail",
        "ContentDetail",
        "PublishingDetail",
        "RelatedMaterial",
    )
)


def merged(base: etree._Element, update: etree._Element) -> etree._Element:
    """`base` with what `update` replaces. Blocks that are not read (supply, promotion, production) are left alone."""
    given = {TAGS[child.tag][0] for child in update} & (_REPLACED_IF_GIVEN | _REPLACED_ALWAYS)
    for child in list(base):
        if TAGS[child.tag][0] in given:
            base.remove(child)
    base.extend([child for child in update if TAGS[child.tag][0] in given])
    return base


class Kept:
    """Products that a later message is merged with, in a temporary file. Holds twenty-four bytes of numbers each."""

    def __init__(self, scratch: Path) -> None:
        self._path = scratch / "onix-updates.tmp"
        self._file = self._path.open("w+b")
        self._places: dict[int, tuple[int, int]] = {}

    def __enter__(self) -> Kept:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._path.unlink()

    def keep(self, key: int, product: etree._Element) -> None:
        """The product as it stands now, in the place of what was kept before."""
        data = etree.tostring(product, encoding="utf-8", with_tail=False)
        self._places[key] = self._file.seek(0, 2), len(data)
        self._file.write(data)

    def take(self, key: int) -> etree._Element:
        """The product as it was kept."""
        start, length = self._places.pop(key)
        self._file.seek(start)
        return etree.fromstring(self._file.read(length), new_parser())
