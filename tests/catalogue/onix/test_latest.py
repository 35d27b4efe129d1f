"""Of several messages about a product the latest counts, and every message is accounted for."""

# ruff: noqa: E501 (elements of XML stay on a line)

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from stocktake.catalogue import onix
from stocktake.catalogue.entries import Entry
from tests.catalogue.onix.writing import Book, message, source

OLD = Book("r1", "9780000000002", "Old")
NEW = replace(OLD, title="New")
BLOCK = "<PublishingDetail><PublishingDate><PublishingDateRole>01</PublishingDateRole><Date>2020</Date></PublishingDate></PublishingDetail>"


def _read(folder: Path, *contents: str) -> list[Entry]:
    sources = [source(folder, content, f"{number}.xml") for number, content in enumerate(contents)]
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    found = [entry for _, entry in onix.read(sources, scratch)]
    assert not list(scratch.iterdir())
    return found


def _fates(found: list[Entry]) -> list[str]:
    return [entry.rule or entry.reason or entry.values.get("title", "") for entry in found]


def _raw(notification: str, inner: str) -> str:
    head = f"<RecordReference>r1</RecordReference><NotificationType>{notification}</NotificationType>"
    return f"<ONIXMessage release='3.0'><Product>{head}{inner}</Product></ONIXMessage>"


def test_the_latest_of_a_call_wins_across_files_and_within_one(tmp_path: Path) -> None:
    assert _fates(_read(tmp_path, message([OLD]), message([NEW]))) == ["superseded", "New"]
    assert _fates(_read(tmp_path, message([NEW, OLD]))) == ["superseded", "Old"]


def test_a_delete_takes_the_product_and_itself_away(tmp_path: Path) -> None:
    deleted = replace(OLD, notification="05")
    assert _fates(_read(tmp_path, message([OLD, deleted]))) == ["deleted", "deleted"]
    assert _fates(_read(tmp_path, message([OLD, deleted, NEW]))) == ["deleted", "deleted", "New"]


def test_test_records_supersede_nothing(tmp_path: Path) -> None:
    assert _fates(_read(tmp_path, message([OLD, replace(NEW, notification="89")]))) == ["Old", "test_record"]


def test_a_partial_update_replaces_its_blocks_and_leaves_the_others(tmp_path: Path) -> None:
    found = _read(tmp_path, message([OLD]), _raw("04", BLOCK))
    assert _fates(found) == ["superseded", "Old"]
    assert found[1].values["year"] == "2020"
    assert "publisher" not in found[1].values
    assert found[1].numbers[0].raw == OLD.isbn


def test_an_empty_block_deletes_what_it_replaces(tmp_path: Path) -> None:
    found = _read(tmp_path, message([OLD]), _raw("04", "<PublishingDetail/>"))
    assert found[1].values == {"row_id": "r1", "title": "Old", "language": "eng", "format": "hardback"}


def test_updates_of_updates_add_up(tmp_path: Path) -> None:
    related = "<RelatedMaterial><RelatedProduct><ProductRelationCode>06</ProductRelationCode><ProductIdentifier>"
    related += "<ProductIDType>15</ProductIDType><IDValue>9780007324378</IDValue></ProductIdentifier></RelatedProduct></RelatedMaterial>"
    found = _read(tmp_path, message([OLD]), _raw("04", BLOCK), _raw("04", related))
    assert _fates(found) == ["superseded", "superseded", "Old"]
    assert found[2].values["year"] == "2020"
    assert found[2].related[0].raw == "9780007324378"


def test_a_partial_update_without_its_product_is_used_and_told(tmp_path: Path) -> None:
    found = _read(tmp_path, message([replace(OLD, notification="04")]))
    assert _fates(found) == ["Old"]
    assert found[0].warnings[0][0] == "partial_update_without_base"


def test_a_bare_update_of_2_1_changes_nothing_and_is_told(tmp_path: Path) -> None:
    price = _raw("04", "<SupplyDetail><Price/></SupplyDetail>")
    assert _fates(_read(tmp_path, message([OLD], "2.1"), price)) == ["Old", "partial_update_not_merged"]


def test_a_notice_of_sale_keeps_the_title_and_its_standing_is_sold(tmp_path: Path) -> None:
    full = _read(tmp_path, message([OLD, replace(OLD, notification="08")]))
    bare = _read(tmp_path, message([OLD]), _raw("08", ""))
    for found in (full, bare):
        assert _fates(found) == ["superseded", "Old"]
        assert found[1].standing == "sold"


def test_an_acquired_product_is_a_product(tmp_path: Path) -> None:
    found = _read(tmp_path, message([replace(OLD, notification="09")]))
    assert (_fates(found), found[0].standing) == (["Old"], None)


def test_a_broken_later_message_supersedes_nothing(tmp_path: Path) -> None:
    broken = message([NEW]).replace("</TitleText>", "")
    assert _fates(_read(tmp_path, message([OLD]), broken)) == ["Old", "broken_xml"]


def test_products_without_a_reference_stay_apart(tmp_path: Path) -> None:
    nameless = replace(OLD, reference="")
    found = _read(tmp_path, message([nameless, nameless]))
    assert _fates(found) == ["Old", "Old"]
    assert found[0].key != found[1].key
    assert {entry.warnings[0][0] for entry in found} == {"no_record_reference"}


def test_content_items_come_only_with_a_used_product(tmp_path: Path) -> None:
    book = replace(OLD, chapters=[("One", "10.1000/1", "Ann Lee", "1"), ("Index", "", "", "99")])
    found = _read(tmp_path, message([book, book]))
    assert _fates(found) == ["superseded", "Old", "One", "content_item_of_the_book"]
    assert found[2].key == "r1#1"
    assert found[2].values["host"] == "Old"
    assert found[2].values["contribution_type"] == "chapter"
    assert found[2].related[0].raw == book.isbn
