"""MARCXML: the same records in XML, in every wrapping, and XML that means harm."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pymarc import MARCReader
from pymarc.marcxml import record_to_xml

from stocktake.catalogue.entries import Entry
from stocktake.catalogue.marc import marcxml
from stocktake.errors import BadInput

Read = Callable[[bytes], list[Entry]]
EXCERPT = Path(__file__).parents[2] / "cases" / "marc" / "loc_excerpt.mrc"
NAMESPACE = b' xmlns="http://www.loc.gov/MARC21/slim"'
ONE = (
    b"<record><leader>00000nam a2200000 a 4500</leader><controlfield tag='001'>k%d</controlfield>"
    b"<datafield tag='245' ind1='1' ind2='0'><subfield code='a'>Title %d</subfield></datafield></record>"
)


def collection(*records: bytes, attributes: bytes = NAMESPACE) -> bytes:
    return b"<?xml version='1.0'?>\n<collection" + attributes + b">" + b"\n".join(records) + b"</collection>"


def told(found: list[Entry]) -> list[str | None]:
    return [entry.values.get("title") or entry.reason for entry in found]


def in_xml() -> bytes:
    with EXCERPT.open("rb") as file:
        return collection(*(record_to_xml(record) for record in MARCReader(file)))


def test_the_same_records_in_binary_and_xml_give_the_same_entries(read_xml: Read, read_binary: Read) -> None:
    assert read_xml(in_xml()) == read_binary(EXCERPT.read_bytes())


@pytest.mark.parametrize("attributes", [NAMESPACE, b"", b" xmlns:x='urn:x'"])
def test_collection_is_read_with_and_without_namespace(read_xml: Read, attributes: bytes) -> None:
    assert told(read_xml(collection(ONE % (1, 1), ONE % (2, 2), attributes=attributes))) == ["Title 1", "Title 2"]


def test_prefixed_elements_and_a_single_record_are_read(read_xml: Read) -> None:
    prefixed = (ONE % (1, 1)).replace(b"</", b"<|").replace(b"<", b"<marc:").replace(b"<marc:|", b"</marc:")
    wrapped = b'<marc:collection xmlns:marc="http://www.loc.gov/MARC21/slim">' + prefixed + b"</marc:collection>"
    assert told(read_xml(wrapped)) == ["Title 1"]
    assert told(read_xml(ONE % (1, 1))) == ["Title 1"]


def test_records_within_answers_of_sru_and_oai_are_counted_once(read_xml: Read) -> None:
    sru = b"<z:searchRetrieveResponse xmlns:z='urn:z'><z:records>%s</z:records></z:searchRetrieveResponse>"
    record = b"<z:record><z:recordData>%s</z:recordData></z:record>"
    assert told(read_xml(sru % (record % (ONE % (1, 1)) + record % (ONE % (2, 2))))) == ["Title 1", "Title 2"]
    oai = b"<OAI-PMH><ListRecords><record><header/><metadata>%s</metadata></record></ListRecords></OAI-PMH>"
    assert told(read_xml(oai % (ONE % (1, 1)))) == ["Title 1"]


def test_broken_record_is_rejected_by_itself_with_its_place(read_xml: Read) -> None:
    broken = (ONE % (2, 2)).replace(b"</subfield>", b"")
    found = read_xml(collection(ONE % (1, 1), broken, ONE % (3, 3)))
    assert told(found) == ["Title 1", "record_not_well_formed", "Title 3"]
    assert found[1].advice.startswith("Record 2, at byte ")


def test_missing_end_tag_costs_one_record(read_xml: Read) -> None:
    unclosed = (ONE % (2, 2)).replace(b"</record>", b"")
    assert told(read_xml(collection(ONE % (1, 1), unclosed, ONE % (3, 3)))) == [
        "Title 1",
        "record_cut_short",
        "Title 3",
    ]


def test_cut_file_costs_its_last_record(read_xml: Read) -> None:
    assert told(read_xml(collection(ONE % (1, 1), ONE % (2, 2))[:-60])) == ["Title 1", "record_cut_short"]


def test_control_characters_that_xml_forbids_are_dropped(read_xml: Read) -> None:
    assert told(read_xml(collection(ONE % (1, 1)).replace(b"Title", b"Ti\x1ftle"))) == ["Title 1"]


def test_declared_and_undeclared_encodings_are_read(read_xml: Read) -> None:
    text = collection(ONE % (1, 1)).decode().replace("Title 1", "Café")
    latin = text.replace("<?xml version='1.0'?>", "<?xml version='1.0' encoding='iso-8859-1'?>").encode("cp1252")
    assert told(read_xml(latin)) == ["Café"]
    assert told(read_xml(text.encode("utf-16"))) == ["Café"]
    (found,) = read_xml(text.encode("cp1252"))
    assert found.values["title"] == "Café"
    assert [code for code, _ in found.warnings] == ["encoding_damaged"]


def test_entities_are_refused_and_the_file_is_named(read_xml: Read) -> None:
    bomb = b'<!DOCTYPE c [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(BadInput, match=r"file\.xml: defines entities"):
        read_xml(bomb + collection(ONE % (1, 1)))


def test_external_declaration_is_not_fetched_and_unknown_entities_reject_their_record(read_xml: Read) -> None:
    with_entity = (ONE % (1, 1)).replace(b"Title", b"&xxe;")
    found = read_xml(b'<!DOCTYPE c SYSTEM "http://127.0.0.1:9/x.dtd">' + collection(with_entity, ONE % (2, 2))[21:])
    assert told(found) == ["record_not_well_formed", "Title 2"]


def test_deep_nesting_and_a_million_attributes_are_rejected_in_little_time(read_xml: Read) -> None:
    deep = b"<record><leader>" + b"<a>" * 300_000 + b"</record>"
    wide = b"<record><leader " + b" ".join(b"a%d='1'" % n for n in range(400_000)) + b"/></record>"
    started = time.process_time()
    found = read_xml(collection(deep, wide, ONE % (3, 3)))
    assert time.process_time() - started < 20
    assert told(found)[0] == "record_not_well_formed"
    assert told(found)[-1] == "Title 3"


def test_file_without_a_record_is_no_marcxml(read_xml: Read) -> None:
    with pytest.raises(BadInput, match="holds no MARC record"):
        read_xml(b"<collection/>")


def test_first_bytes_tell_marcxml() -> None:
    assert marcxml.looks_like(collection(ONE % (1, 1)))
    assert marcxml.looks_like(collection(ONE % (1, 1)).decode().encode("utf-16"))
    assert not marcxml.looks_like(b"<ONIXMessage release='3.0'><Product>")
    assert not marcxml.looks_like(b"title,note\nx,<record><leader>00000</leader></record>")
    assert not marcxml.looks_like(b"<html><body>record</body></html>")


@pytest.mark.parametrize("seed", range(200))
def test_damage_never_ends_in_a_trace_and_costs_only_damaged_records(read_xml: Read, seed: int) -> None:
    chance = random.Random(seed)
    records = [ONE % (n, n) for n in range(12)]
    data = bytearray(collection(*records))
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(60, len(data)), chance.randint(1, 30)
        match chance.randrange(3):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + size]
            case _:
                data[at:at] = data[at : at + size]
    found = read_xml(bytes(data))
    whole = [n for n, record in enumerate(records) if record in bytes(data)]
    titles = told(found)
    lost = [n for n in whole if f"Title {n}" not in titles]
    assert lost == []
    assert all(entry.advice for entry in found if entry.reason)
