"""CSL-JSON, rule by rule."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stocktake.catalogue.bibliography.csl_objects import objects
from stocktake.catalogue.entries import Entry, Number
from stocktake.errors import BadInput

Read = Callable[[str, str | bytes], list[Entry]]


def one(read: Read, **fields: Any) -> Entry:
    (found,) = read("json", json.dumps([{"id": "a", "type": "book", "title": "T", **fields}]))
    return found


def test_list_items_and_single_object_are_read(read: Read) -> None:
    item = {"id": "a", "type": "book", "title": "T"}
    for written in ([item, item], {"items": [item, item], "total": 2}):
        assert [entry.key for entry in read("json", json.dumps(written))] == ["a", "a#2"]
    assert [entry.key for entry in read("json", json.dumps(item))] == ["a"]
    assert read("json", "[ ]") == []


def test_particles_that_stay_belong_to_the_family_name(read: Read) -> None:
    name = {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van", "suffix": "III"}
    (person,) = one(read, author=[name]).people
    assert (person.name, person.family, person.suffix) == ("van Beethoven, Ludwig, III", "van Beethoven", "III")


def test_literal_name_is_an_organisation(read: Read) -> None:
    (person,) = one(read, editor=[{"literal": "World Health Organization"}]).people
    assert (person.name, person.role, person.is_corporate) == ("World Health Organization", "editor", True)


@pytest.mark.parametrize(
    "issued", [{"date-parts": [[2001, 5]]}, {"date-parts": [["2001"]]}, {"raw": "2001"}, {"literal": "2001"}, "2001"]
)
def test_year_comes_in_every_form(read: Read, issued: object) -> None:
    assert one(read, issued=issued).values["year"] == "2001"


def test_numbers_stay_as_written(read: Read) -> None:
    (found,) = read(
        "json", '[{"id": 7, "type": "book", "title": "T", "volume": 012, "ISBN": 9780306406157}]'.replace("012", "12")
    )
    assert (found.key, found.values["volume"], found.numbers) == ("7", "12", (Number("isbn", "9780306406157"),))


def test_container_is_journal_host_or_series(read: Read) -> None:
    places = {"article-journal": "journal", "chapter": "host", "book": "series", "paper-conference": "journal"}
    for kind, name in places.items():
        assert one(read, type=kind, **{"container-title": "Holder"}).values[name] == "Holder"


@pytest.mark.parametrize(
    "field", [{"author": "Lee"}, {"author": [1, None]}, {"issued": {"date-parts": [[]]}}, {"title": {}}]
)
def test_values_of_another_shape_are_left_out(read: Read, field: dict[str, Any]) -> None:
    assert one(read, **field).reason is None


@pytest.mark.parametrize("content", ['"text"', "12", "not json", "[1, 2]"])
def test_json_of_another_shape_is_refused_with_advice(read: Read, content: str) -> None:
    with pytest.raises(BadInput, match="Export the references as CSL-JSON"):
        read("json", content)


def test_deep_nesting_is_rejected_and_the_next_reference_read(read: Read) -> None:
    deep = '{"id": "deep", "note": ' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}"
    started = time.process_time()
    found = read("json", f'[{deep}, {{"id": "b", "type": "book", "title": "T"}}]')
    assert time.process_time() - started < 20
    assert found[0].reason == "entry_not_readable"


def test_abstracts_notes_and_links_are_not_read(read: Read) -> None:
    assert "Secret" not in repr(one(read, abstract="Secret", note="Secret", URL="Secret", keyword="Secret"))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["author", "title", "issued", "x"]), inner)
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.lists(st.dictionaries(st.sampled_from(["author", "title", "issued", "ISBN", "type", "id"]), _JSON), max_size=4)
)
def test_every_object_of_any_content_is_one_entry(read: Read, items: list[dict[str, Any]]) -> None:
    assert len(read("json", json.dumps(items))) == len(items)


@settings(max_examples=200)
@given(st.text(alphabet='[]{}",:ab1 \n', max_size=60))
def test_any_text_ends(text: str) -> None:
    assert all(found.item is not None or found.problem for found in objects(text))
