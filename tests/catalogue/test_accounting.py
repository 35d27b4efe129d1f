"""Every row is accounted for, ids never change with better cleaning, and nothing personal leaks."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stocktake.catalogue import Catalogue, quality, read
from stocktake.catalogue.tables import SCHEMAS
from stocktake.errors import BadInput

GOODBOOKS = Path(__file__).parents[2].parent / "shared" / "eval" / "goodbooks" / "books.csv"
needs_goodbooks = pytest.mark.skipif(not GOODBOOKS.exists(), reason="the shared folder with goodbooks is absent")
CASES = sorted(
    path for path in (Path(__file__).parents[1] / "cases" / "catalogue").iterdir() if path.suffix in (".csv", ".txt")
)


@pytest.fixture(scope="module")
def cases() -> Catalogue:
    return read(CASES)


def test_every_table_has_its_columns_even_when_empty(cases: Catalogue) -> None:
    for name, schema in SCHEMAS.items():
        assert dict(getattr(cases, name).schema) == schema, name
    assert {table.name for table in fields(Catalogue)} == set(SCHEMAS)


def test_title_id_is_made_of_file_checksum_sheet_and_line(read_text) -> None:
    text = "title\nA\nB\n"
    sha = hashlib.sha256(text.encode()).hexdigest()
    expected = [hashlib.sha256(f"{sha}::{line}".encode()).hexdigest()[:16] for line in (2, 3)]
    assert read_text(text).titles["title_id"].to_list() == expected


def test_reading_twice_gives_the_same_tables(cases: Catalogue) -> None:
    again = read(CASES)
    assert all(getattr(cases, name).equals(getattr(again, name)) for name in SCHEMAS)


LINE = st.lists(st.sampled_from(["", "A", "9780306406157", "9.78E+12", "Total", "12", 'x"', '"y', " "]), max_size=4)


@given(st.lists(LINE, max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_row_is_ever_lost(tmp_path: Path, table: list[list[str]]) -> None:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["title,isbn,author", *(",".join(row) for row in table)]))
    found = read([path])
    file = found.files.row(0, named=True)
    lines = [
        *found.titles["source_line"],
        *found.rejected_rows["source_line"],
        *found.ignored_rows["source_line"],
    ]
    assert len(lines) == len(set(lines)) == file["rows_in"]
    assert file["rows_in"] == file["rows_used"] + file["rows_rejected"] + file["rows_ignored"]


def test_contributors_and_identifiers_belong_to_titles_only(cases: Catalogue) -> None:
    known = set(cases.titles["title_id"])
    assert set(cases.contributors["title_id"]) <= known
    assert set(cases.identifiers["title_id"]) <= known


def test_personal_cells_appear_in_no_table(read_text) -> None:
    header = "Title,Author,Email,Birthday,Notes on payment"
    rows = [",Roe,roe@x.org,1.1.70,late", "A,Poe,poe@x.org,2.2.80,", "B,1,2,3,4,5,x@y.org"]
    text = "\n".join([header, *rows])
    found = read_text(text)
    everything = " ".join(getattr(found, name).write_csv() for name in SCHEMAS)
    for secret in ("roe@x.org", "poe@x.org", "x@y.org", "1.1.70", "2.2.80", "late"):
        assert secret not in everything
    assert found.rejected_rows["raw"].to_list() == ["Roe", "(not shown: the file has personal columns)"]


def test_people_are_not_shown_as_examples(read_text) -> None:
    found = read_text("Title,Author,Author id\nA,Poe,7\n")
    assert found.columns["example"].to_list() == ["A", None, None]


def test_rejected_rows_carry_line_reason_advice_and_raw(read_text) -> None:
    found = read_text("isbn,title,publisher\n9.78E+12,,Acme\ntbc,,\n")
    assert found.rejected_rows.select("source_file", "source_line", "reason", "raw").rows() == [
        ("list.csv", 2, "isbn_digits_lost", "9.78E+12 | Acme"),
        ("list.csv", 3, "no_title_no_identifier", "tbc"),
    ]
    assert found.rejected_rows["advice"].str.len_chars().min() > 20


def test_misprinted_isbn_alone_still_makes_a_title(read_text) -> None:
    found = read_text("isbn,title\n9780306406158,\n")
    assert found.identifiers["scheme"].to_list() == ["isbn_misprint"]
    assert found.files["rows_used"].to_list() == [1]


def test_title_named_total_with_an_author_is_a_title(read_text) -> None:
    found = read_text("title,author,isbn\nTotal,Roe,\nTotal,,9780306406157\nTotal,,12\n")
    assert found.titles["source_line"].to_list() == [2, 3]
    assert found.ignored_rows.select("source_line", "rule").rows() == [(4, "totals")]


def test_rows_wider_than_a_short_header_are_sound_when_most_are(read_text) -> None:
    found = read_text("title,author\nA,Roe,x\nB,Poe,y\nC,Doe\n")
    assert found.titles["title"].to_list() == ["A", "B", "C"]
    assert found.columns["column"].to_list() == ["title", "author", "column 3"]


def test_header_words_in_a_key_and_value_block_do_not_hide_the_header(read_text) -> None:
    found = read_text("Publisher,Acme\nDate,2020\n\nISBN,Title,Author\n9780306406157,A,Roe\n")
    assert found.files["header_line"].to_list() == [4]
    assert found.ignored_rows["rule"].to_list() == ["above_header", "above_header", "blank"]


def test_table_of_unknown_names_still_has_a_header(read_text) -> None:
    found = read_text("Kode;Tajuk\n9780306406157;Buku\n9783161484100;Rumah\n")
    assert found.files["header_line"].to_list() == [1]
    assert found.columns.select("column", "mapped_to").rows() == [("Kode", "isbn"), ("Tajuk", None)]


def test_table_without_header_is_read_by_its_cells(read_text) -> None:
    found = read_text("Dune,9780306406157\nEmma,9783161484100\n")
    assert found.files["header_line"].to_list() == [None]
    assert found.titles["source_line"].to_list() == [1, 2]


def test_waterfall_of_identifiers_adds_up(read_text) -> None:
    named = ["306406152,A,Roe", "9780306406157,B,", "9.78E+12,C,Poe", "9780306406158,D,Doe"]
    others = ["979-0-2600-0043-8,E,Doe", "???9,F,Doe", ",G,Doe", ",,", ",,Doe"]
    figures = quality(read_text("\n".join(["isbn,title,author", *named, *others])))
    assert (figures.rows_in, figures.rows_used, figures.rows_rejected, figures.rows_ignored) == (9, 7, 1, 1)
    supplied, *classes = (n for _, n in figures.waterfall())
    assert figures.identifiers_supplied == supplied == sum(classes) == 6
    assert (figures.isbn_valid, figures.isbn_valid_as_supplied, figures.isbn_repaired) == (
        2,
        1,
        (("repaired_zero", 1),),
    )
    assert (figures.isbn_misprinted, figures.digits_lost, figures.identifiers_unreadable) == (1, 1, 2)
    assert figures.other_schemes == (("ismn", 1),)
    assert (figures.titles_without_contributors, figures.titles_without_identifier) == (1, 3)
    assert figures.isbn_shared == 1
    assert figures.rejected_by_reason == (("no_title_no_identifier", 1),)
    assert figures.ignored_by_rule == (("blank", 1),)


def test_encodings_give_the_same_titles(read_text) -> None:
    text = "title,author\nCafé – naïve,Zoë\nŒuvre,Émile\n"
    expected = read_text(text).titles["title"].to_list()
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"):
        found = read_text(text.encode(encoding), name=f"{encoding}.csv")
        assert found.titles["title"].to_list() == expected, encoding


def test_cyrillic_in_windows_1251_is_not_taken_for_latin(read_text) -> None:
    lines = ["название,автор", *(f"Преступление и наказание {n},Фёдор Достоевский" for n in range(30))]
    found = read_text("\n".join(lines).encode("cp1251"))
    assert found.files["encoding"].to_list() == ["cp1251"]
    assert found.titles["title"][0] == "Преступление и наказание 0"


@needs_goodbooks
def test_goodbooks_every_row_is_used_and_lost_digits_are_told() -> None:
    found = read([GOODBOOKS])
    figures = quality(found)
    assert (figures.rows_in, figures.rows_used) == (10_000, 10_000)
    assert dict(figures.isbn_repaired)["repaired_zero"] > 6_500
    assert figures.digits_lost > 9_000
    assert found.files["contributors_convention"].to_list() == ["comma"]
    targets = dict(found.columns.select("column", "target").iter_rows())
    assert (targets["title"], targets["original_title"], targets["image_url"]) == (
        "title",
        "original_title",
        None,
    )
    second = found.contributors.filter(pl.col("title_id") == found.titles["title_id"][1])
    assert second.select("family", "given").rows() == [("Rowling", "J.K."), ("GrandPré", "Mary")]


def test_binary_junk_inside_a_text_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"title,isbn\n" + bytes(range(1, 9)) * 200)
    with pytest.raises(BadInput, match="not a text table"):
        read([path])
