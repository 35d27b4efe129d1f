"""What each message of a feed is, seen from its bytes alone: whose product, and what is to be done with it."""

from __future__ import annotations

import html
import re
from enum import IntEnum

from stocktake.catalogue.onix.encoding import in_utf8

_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_REFERENCE = re.compile(rb"<(?:[\w.-]+:)?(?:RecordReference|a001)(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?([^<\]]*)")
_NOTIFICATION = re.compile(rb"<(?:[\w.-]+:)?(?:NotificationType|a002)(?:\s[^<>]*)?>[^<0-9]{0,20}([0-9]{2})")
_TITLE = re.compile(rb"<(?:[\w.-]+:)?(?:TitleText|TitleWithoutPrefix|DistinctiveTitle|b203|b031|b028)[\s>]")
_BLOCK = re.compile(
    rb"<(?:[\w.-]+:)?(?:DescriptiveDetail|CollateralDetail|ContentDetail|PublishingDetail|RelatedMaterial|ProductSupply|"
    rb"PromotionDetail|ProductionDetail|descriptivedetail|collateraldetail|contentdetail|publishingdetail|"
    rb"relatedmaterial|productsupply|promotiondetail|productiondetail)[\s/>]"
)


class Kind(IntEnum):
    """FULL replaces what was said before. BLOCKS replaces the blocks that it holds (list 1: 04 in ONIX 3; also notices
    of sale or acquisition without a title). BARE is a partial update of 2.1 without a title, which has no blocks.
    """

    FULL, DELETE, TEST, BLOCKS, BARE = range(5)


_DELETE, _PARTIAL = b"05", b"04"
_SALE = (b"08", b"09")
_TEST = (b"88", b"89")


def glance(data: bytes, codec: str | None) -> tuple[str, Kind]:
    """The RecordReference ("" for none) and the kind of a message. Nothing is parsed, so a broken one has them too."""
    plain = _COMMENT.sub(b"", data) if b"<!--" in data else data
    found = _REFERENCE.search(plain)
    key = in_utf8(found[1], codec)[0].decode("utf-8", "replace") if found else ""
    notification = _NOTIFICATION.search(plain)
    return " ".join(html.unescape(key).split()), _kind(plain, notification[1] if notification else b"")


def _kind(data: bytes, notification: bytes) -> Kind:
    if notification == _DELETE:
        return Kind.DELETE
    if notification in _TEST:
        return Kind.TEST
    if notification == _PARTIAL:
        return Kind.BLOCKS if _BLOCK.search(data) else Kind.FULL if _TITLE.search(data) else Kind.BARE
    if notification in _SALE and not _TITLE.search(data):
        return Kind.BLOCKS
    return Kind.FULL
