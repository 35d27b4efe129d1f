"""Entries of feeds become canonical tables, and each of them is accounted for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.catalogue import feed
from stocktake.catalogue.container import Kind, Source
from stocktake.catalogue.entries import Entry, Number, Person, Related, Reservation
from stocktake.catalogue.feed import feed_parts
from stocktake.catalogue.storing import write_parts
from stocktake.catalogue.tables import NAMES, Catalogue, joined

SOURCE = Source(Path("feed.xml"), "feed.xml", "ab" * 32, Kind.ONIX, 1234)


def read(*entries: Entry, source: Source = SOURCE) -> Catalogue:
    return joined(list(feed_parts(source, entries, set())))


def titled(title: str = "The Grey Harbour", **more: Any) -> Entry:
    return Entry(line=more.pop("line", 1), values={"title": title} | more.pop("values", {}), **more)


def test_an_entry_becomes_one_title_with_its_people_and_numbers() -> None:
    found = read(
        titled(
            key="com.example.1",
            values={"year": "2001", "publisher": "Harbour & Sons"},
            people=(Person("Ann van Lee", family="van Lee", given="Ann"), Person("Bo Quist", role="translator")),
            numbers=(Number("isbn", "978-0-306-40615-7", "Hardback"), Number("doi", "10.1000/Ab1")),
        )
    )
    title = found.titles.row(0, named=True)
    assert title["title"] == "The Grey Harbour"
    assert title["contributors"] == "van Lee, Ann; Quist, Bo (translator)"
    assert (title["isbn"], title["doi"]) == ("978-0-306-40615-7 (Hardback)", "10.1000/Ab1")
    assert found.contributors.select("position", "role", "family", "given", "family_key").rows() == [
        (1, "author", "van Lee", "Ann", "van lee"),
        (2, "translator", "Quist", "Bo", "quist"),
    ]
    assert found.identifiers.select("scheme", "value", "repair").rows() == [
        ("isbn13", "9780306406157", None),
        ("doi", "10.1000/ab1", None),
    ]


def test_a_sent_again_feed_keeps_its_title_ids_wherever_the_product_stands() -> None:
    first = read(titled(key="a"), titled("Other", key="b", line=9)).titles["title_id"].to_list()
    second = read(titled("Other, mended", key="b"), titled(key="a", line=7)).titles["title_id"].to_list()
    assert second == first[::-1]


def test_a_key_used_twice_names_the_second_row_by_its_place() -> None:
    found = read(titled(key="a"), titled("Other", key="a", line=2)).titles["title_id"]
    assert found.n_unique() == 2
    assert found[0] == read(titled(key="a")).titles["title_id"][0]


def test_a_cancelled_number_is_read_after_the_sound_ones_and_marked() -> None:
    found = read(titled(numbers=(Number("isbn", "9780306406157", is_weak=True), Number("isbn", "0198534531"))))
    assert found.identifiers.select("value", "repair").rows() == [
        ("9780198534532", None),
        ("9780306406157", "cancelled"),
    ]


def test_people_that_are_nobody_take_no_place_and_their_numbers_stay_with_their_bearer() -> None:
    found = read(
        titled(
            people=(
                Person("Various"),
                Person("Lee, Ann", identifiers=(("isni", "0000000121032683"), ("ipi", "123"))),
                Person("Harbour Society for Old Ships", is_corporate=True),
                Person("Vera Marsh", other_names=(("real_name", "Ann Lee"), ("earlier_name", "Anon"))),
            )
        )
    )
    assert found.contributors["name_as_credited"].to_list() == [
        "Lee, Ann",
        "Harbour Society for Old Ships",
        "Vera Marsh",
    ]
    assert found.contributors["family"].to_list() == ["Lee", "Harbour Society for Old Ships", "Marsh"]
    assert found.name_identifiers.select("position", "scheme", "value").rows() == [
        (1, "isni", "0000000121032683"),
        (1, "ipi", None),
    ]
    assert found.other_names.select("position", "kind", "family_key", "given_key").rows() == [
        (3, "real_name", "lee", "ann")
    ]


def test_related_products_are_normalised_and_reservations_kept_word_for_word() -> None:
    found = read(
        titled(
            related=(
                Related("alternative_format", "isbn", "0-306-40615-2"),
                Related("part_of", "isbn", "not a number"),
                Related("same_work", "work_id", "isbn-a:10.978.0306/406157"),
            ),
            reservations=(Reservation("reserved", "EpubUsageConstraint 11", "No text and data mining"),),
        )
    )
    assert found.related.select("relation", "value").rows() == [
        ("alternative_format", "9780306406157"),
        ("part_of", None),
        ("same_work", "isbn-a:10.978.0306/406157"),
    ]
    assert found.reservations.select("status", "statement").rows() == [("reserved", "No text and data mining")]


def test_entries_without_title_and_number_are_rejected_and_ignored_ones_counted_by_rule() -> None:
    found = read(
        titled(line=1),
        Entry(line=2, raw="<Product/>"),
        Entry(line=3, rule="deleted"),
        Entry(line=4, reason="broken_product", advice="Send it again.", raw="<Prod"),
        Entry(line=5, numbers=(Number("isbn", "9780306406157"),)),
        titled("Sold one", line=6, standing="sold"),
    )
    assert found.titles.select("source_line", "standing").rows() == [(1, None), (5, None), (6, "sold")]
    assert found.rejected_rows.select("source_line", "reason", "raw").rows() == [
        (2, "no_title_no_identifier", "<Product/>"),
        (4, "broken_product", "<Prod"),
    ]
    assert found.ignored_rows.rows() == [("feed.xml", "", 3, "deleted")]
    account = found.files.row(0, named=True)
    assert (account["rows_in"], account["rows_used"], account["rows_rejected"], account["rows_ignored"]) == (6, 3, 2, 1)
    assert (account["format"], account["ignored_reasons"]) == ("ONIX", "deleted: 1")


def test_the_columns_read_are_told_with_an_example_but_none_of_a_person() -> None:
    found = read(titled(people=(Person("Lee, Ann"),), values={"author_id": "7"}))
    told = {row["column"]: row["example"] for row in found.columns.to_dicts()}
    assert told == {"title": "The Grey Harbour", "contributors": None, "author_id": None}


@pytest.mark.parametrize("size", [1, 3, 7])
def test_the_size_of_the_parts_changes_nothing(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [titled(f"Title {n}", line=n, people=(Person(f"Ann Lee{n}"),)) for n in range(10)]
    whole = read(*entries)
    monkeypatch.setattr(feed, "BATCH", size)
    in_parts = read(*entries)
    for name in NAMES:
        assert getattr(in_parts, name).equals(getattr(whole, name)), name


def test_parts_on_disk_are_the_same_tables(tmp_path: Path) -> None:
    entries = [titled(f"Title {n}", line=n, numbers=(Number("isbn", "9780306406157"),)) for n in range(5)]
    counts = write_parts(feed_parts(SOURCE, entries, set()), tmp_path)
    assert counts == {"rows_in": 5, "rows_used": 5, "rows_rejected": 0, "rows_ignored": 0}
    whole = read(*entries)
    for name in NAMES:
        kept = pl.read_parquet(tmp_path / f"{name}.parquet")
        assert kept.select(getattr(whole, name).columns).equals(getattr(whole, name)), name
    assert "title_key" in pl.read_parquet_schema(tmp_path / "titles.parquet")


TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)
PEOPLE = st.builds(
    Person,
    name=TEXTS,
    family=TEXTS,
    given=TEXTS,
    is_corporate=st.booleans(),
    identifiers=st.lists(st.tuples(st.sampled_from(["isni", "ipi", "orcid", "other"]), TEXTS), max_size=2).map(tuple),
    other_names=st.lists(st.tuples(st.just("pseudonym"), TEXTS), max_size=2).map(tuple),
)
NUMBERS = st.builds(Number, st.sampled_from(["isbn", "doi", "issn"]), TEXTS, TEXTS, is_weak=st.booleans())
ENTRIES = st.builds(
    Entry,
    line=st.integers(1, 99),
    key=st.none() | st.sampled_from("abc"),
    values=st.dictionaries(st.sampled_from(["title", "subtitle", "year", "host"]), TEXTS),
    people=st.lists(PEOPLE, max_size=3).map(tuple),
    numbers=st.lists(NUMBERS, max_size=3).map(tuple),
    reason=st.none() | st.just("broken"),
    rule=st.none() | st.just("deleted"),
)


@settings(max_examples=30)
@given(st.lists(ENTRIES, max_size=8))
def test_every_entry_is_accounted_for_whatever_it_holds(entries: list[Entry]) -> None:
    found = read(*entries)
    assert len(found.titles) + len(found.rejected_rows) + len(found.ignored_rows) == len(entries)
    assert found.titles["title_id"].n_unique() == len(found.titles)
    for child in ("contributors", "identifiers", "name_identifiers", "other_names"):
        table = getattr(found, child)
        assert set(table["title_id"]) <= set(found.titles["title_id"])
    assert found.contributors.select(pl.struct("title_id", "position").is_unique()).to_series().all()
