"""RIS, rule by rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stocktake.catalogue.entries import Entry, Number

Read = Callable[[str, str | bytes], list[Entry]]


def reference(*lines: str) -> str:
    return "\n".join((*lines, "ER  - ", ""))


def test_names_come_with_family_given_and_suffix(read: Read) -> None:
    (found,) = read("ris", reference("TY  - BOOK", "AU  - King, Martin Luther, Jr.", "A2  - Roe, R.", "A4  - Lee, Ann"))
    assert [(p.family, p.given, p.suffix, p.role) for p in found.people] == [
        ("King", "Martin Luther", "Jr.", "author"),
        ("Roe", "R.", "", "editor"),
        ("Lee", "Ann", "", "translator"),
    ]


def test_authors_of_an_edited_book_are_its_editors(read: Read) -> None:
    (found,) = read("ris", reference("TY  - EDBOOK", "AU  - Roe, R.", "TI  - T"))
    assert found.people[0].role == "editor"


@pytest.mark.parametrize("dates", [("PY  - 2001/05//",), ("Y1  - 2001",), ("PY  - ", "DA  - 1 May 2001")])
def test_year_is_the_first_date_that_holds_one(read: Read, dates: tuple[str, ...]) -> None:
    (found,) = read("ris", reference("TY  - JOUR", "TI  - T", *dates))
    assert found.values["year"] == "2001"


def test_full_name_of_a_journal_beats_its_abbreviation(read: Read) -> None:
    (found,) = read("ris", reference("TY  - JOUR", "TI  - T", "JO  - J. T.", "JF  - Journal of Tides"))
    assert found.values["journal"] == "Journal of Tides"


def test_t2_is_what_the_type_says(read: Read) -> None:
    places = {"JOUR": "journal", "CHAP": "host", "BOOK": "series", "CONF": "journal"}
    for kind, name in places.items():
        (found,) = read("ris", reference(f"TY  - {kind}", "TI  - T", "T2  - Holder"))
        assert found.values[name] == "Holder"


def test_sn_is_an_issn_or_an_isbn_by_its_shape(read: Read) -> None:
    article, book = read(
        "ris",
        reference("TY  - JOUR", "TI  - T", "SN  - 03785955")
        + reference("TY  - BOOK", "TI  - T", "SN  - 0-306-40615-2"),
    )
    assert article.numbers == (Number("issn", "03785955"),)
    assert book.numbers == (Number("isbn", "0-306-40615-2"),)


def test_every_name_is_kept_however_often_its_tag_stands(read: Read) -> None:
    (found,) = read("ris", reference("TY  - JOUR", "TI  - T", *(f"AU  - Lee{n}, Ann" for n in range(50))))
    assert len(found.people) == 50


def test_reference_without_er_ends_at_the_next_ty(read: Read) -> None:
    found = read("ris", "TY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B\n")
    assert [entry.values["title"] for entry in found] == ["A", "B"]


def test_abstracts_notes_keywords_and_links_are_not_read(read: Read) -> None:
    hidden = [f"{tag}  - Secret" for tag in ("AB", "N1", "N2", "KW", "UR", "L1", "AD", "C1", "M1", "A3", "XX")]
    (found,) = read("ris", reference("TY  - BOOK", "TI  - T", *hidden))
    assert "Secret" not in repr(found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.lists(
        st.sampled_from(["TY  - BOOK", "TY  - ", "ER  - ", "AU  - A, B", "TI  - T", "SP  - 1", " go on", "", "ZZ  - x"])
    )
)
def test_every_reference_of_any_order_of_lines_is_one_entry(read: Read, lines: list[str]) -> None:
    found = read("ris", "\n".join(["TY  - BOOK", *lines]))
    assert len(found) >= 1 + sum(line.startswith("TY") for line in lines)
    assert len({entry.line for entry in found}) == len(found)
