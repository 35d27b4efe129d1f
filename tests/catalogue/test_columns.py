"""What columns are taken for: by name, by number, by likeness, by what their cells hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from polars import DataFrame, Series

from stocktake.catalogue.columns import map_columns
from stocktake.catalogue.content import sniffed_field
from stocktake.catalogue.header import Header
from stocktake.catalogue.personal import personal_by_content, personal_by_name
from stocktake.catalogue.profile import Profile
from stocktake.catalogue.suggest import profile_from
from stocktake.catalogue.synonyms import _known, by_likeness, by_name, names_other_edition
from stocktake.catalogue.tables import Catalogue
from stocktake.text.convention import sniff_convention


def target(name: str) -> str | None:
    meaning = by_name(name)
    return None if meaning is None else str(meaning.target) if meaning.target else "-"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ISBN", "isbn"),
        ("isbn_13", "isbn"),
        ("ISBN-13", "isbn"),
        ("EAN", "isbn"),
        ("GTIN", "isbn"),
        ("Barcode", "isbn"),
        ("Product code", "isbn"),
        ("eISBN", "isbn:ebook"),
        ("ISBN HB", "isbn:HB"),
        ("Paperback ISBN", "isbn:paperback"),
        ("EAN-13 (pbk)", "isbn:pbk"),
        ("ISBN 2", "isbn"),
        ("Replaced by ISBN", "related:replaced_by"),
        ("Parent ISBN", "related:part_of"),
        ("REPIS13", "related:replaces"),
        ("ISBN of competing title", None),
        ("EPRIS13", "related:alternative_format"),
        ("BISACC3", "-"),
        ("PUBST", "standing"),
        ("Titre original", "original_title"),
        ("Title (full)", "title"),
        ("TITLE", "title"),
        ("Titel / Title", "title"),
        ("Название", "title"),
        ("Original title", "original_title"),
        ("Author(s)", "contributors"),
        ("Byline", "contributors"),
        ("Contributor Bio", "-"),
        ("Publisher Status", "standing"),
        ("Contrib. 2", "contributors#2"),
        ("Auteur·rice 1", "contributors#1"),
        ("Traductrice", "contributors:translator"),
        ("Autor/Hg.", "contributors"),
        ("Capacity", "contributors.role"),
        ("IPI Name No.", "ipi"),
        ("Aufl.", "edition"),
        ("Best.-Nr.", "row_id"),
        ("Fmt", "format"),
        ("ISBN papier", "isbn:papier"),
        ("Units", "-"),
        ("Contributor 1", "contributors#1"),
        ("Author Surname", "contributors.family"),
        ("author_2_last_name", "contributors.family#2"),
        ("ICKN3", "contributors.family#3"),
        ("Contributor 4 Role", "contributors.role#4"),
        ("Author 2 ID", "contributors.id#2"),
        ("Editors", "contributors:editor"),
        ("Übersetzer", "contributors:translator"),
        ("Pub date", "year"),
        ("Publication Date (UK)", "year"),
        ("original_publication_year", "year:original"),
        ("Same work identifier", "work_id"),
        ("Member No.", "author_id"),
        ("Price", "-"),
        ("Colour", None),
        ("Title 2", None),
    ],
)
def test_name_has_its_meaning(name: str, expected: str | None) -> None:
    assert target(name) == expected


@pytest.mark.parametrize(
    ("name", "field"),
    [("Auther", "contributors"), ("Publicaton date", "year"), ("Tittle", "title"), ("Imprnt", "imprint")],
)
def test_misspelt_name_is_read_by_likeness(name: str, field: str) -> None:
    meaning = by_likeness(name)
    assert meaning is not None and meaning.target is not None
    assert (meaning.target.field, meaning.how) == (field, "fuzzy")


@pytest.mark.parametrize("name", ["Foo", "Tel", "Colour", "Warehouse", "Contract no.", "Replaces ISBN"])
def test_name_like_no_other_is_not_guessed(name: str) -> None:
    assert by_likeness(name) is None


def test_known_names_do_not_read_as_personal() -> None:
    assert [name for name, meaning in _known().items() if meaning.target and personal_by_name(name)] == []


@pytest.mark.parametrize(
    "name",
    [
        "Date of birth",
        "author_email",
        "IBAN",
        "Bank account",
        "Home address",
        "DOB",
        "Telefon",
        "birthDate",
        "Postcode",
    ],
)
def test_personal_column_is_known_by_name(name: str) -> None:
    assert personal_by_name(name)


@pytest.mark.parametrize("name", ["Web address", "Publisher address", "Sort title", "Author", "Format", "Cover"])
def test_impersonal_column_is_not(name: str) -> None:
    assert not personal_by_name(name)


@pytest.mark.parametrize(
    "cells", [["a@b.org", "c@d.com"], ["GB33BUKB20201555555555"], ["+44 20 7946 0000", "+49 (30) 123456"]]
)
def test_personal_column_is_known_by_its_cells(cells: list[str]) -> None:
    assert personal_by_content(Series(cells))


def test_titles_and_numbers_are_not_personal() -> None:
    assert not personal_by_content(Series(["What's @ stake", "9780306406157", None]))
    assert not personal_by_content(Series([None], dtype=str))


def test_column_of_ninety_per_cent_isbns_is_the_isbn_column() -> None:
    assert sniffed_field(Series(["9780306406157"] * 9 + ["n/a"])) == "isbn"
    assert sniffed_field(Series(["9780306406157"] * 8 + ["n/a", "tbc"])) is None


def test_short_numbers_do_not_make_an_isbn_column() -> None:
    assert sniffed_field(Series([str(n) for n in range(1000, 3000)])) is None


def test_dropped_zeros_still_make_an_isbn_column() -> None:
    assert sniffed_field(Series(["306406152", "439023483"])) == "isbn"


def test_dois_and_issns_are_sniffed_too() -> None:
    assert sniffed_field(Series(["10.1000/xyz", "https://doi.org/10.1000/abc"])) == "doi"
    assert sniffed_field(Series(["0378-5955", "1234-5679"])) == "issn"


@pytest.mark.parametrize(
    ("cells", "convention"),
    [
        (["J.K. Rowling, Mary GrandPré", "Suzanne Collins"], "comma"),
        (["Smith, John; Doe, Jane", "Roe, Richard"], "semicolon"),
        (["Smith, John & Jones, Mary (eds)", "Roe, R"], "auto"),
        (["Smith, John", "van Gogh, Vincent"], "auto"),
        (["Martin Luther King, Jr."], "auto"),
        (["J Smith; A Doe", "John Smith, Ann Doe", "Al Roe, Jo Poe"], "comma"),
        ([], "auto"),
    ],
)
def test_convention_is_told_from_all_cells_together(cells: list[str], convention: str) -> None:
    assert sniff_convention(Series(cells, dtype=str)) == convention


def test_other_editions_are_told_by_their_name() -> None:
    assert names_other_edition("ISBN of previous edition")
    assert not names_other_edition("Previous title")


def test_product_code_without_isbns_is_the_row_id(read_text) -> None:
    found = read_text("Product code,Title\nAB-1,One\nAB-2,Two\n")
    assert found.titles["row_id"].to_list() == ["AB-1", "AB-2"]
    assert found.titles["isbn"].to_list() == [None, None]


def test_record_number_full_of_isbns_is_the_isbn_column(read_text) -> None:
    found = read_text("Reference,Title\n9780306406157,One\n9783161484100,Two\n")
    assert found.columns["how"].to_list() == ["content", "synonym"]
    assert found.titles["isbn"].to_list() == ["9780306406157", "9783161484100"]


def test_second_column_of_one_meaning_fills_gaps_or_is_ignored(read_text) -> None:
    found = read_text("id,record id,Title,Full title\n1,a,,Long\n2,b,Short,Longer\n")
    assert found.titles.select("row_id", "title").rows() == [("a", "Long"), ("b", "Short")]
    assert found.columns.select("how", "detail").rows() == [
        ("ignored", "row_id is taken from 'record id'"),
        ("synonym", None),
        ("synonym", None),
        ("synonym", "used where empty"),
    ]


def test_plain_author_column_wins_over_surname_and_forename_which_fill_its_gaps(read_text) -> None:
    found = read_text('Title,Author,Author Surname,Author Forename\nA,"Roe, R; Poe, P",Roe,R\nB,,Doe,Jo\n')
    assert found.titles["contributors"].to_list() == ["Roe, R; Poe, P", "Doe, Jo"]


def test_person_named_in_two_columns_stands_once(read_text) -> None:
    found = read_text('Title,Authors,First author\nA,Roe R; Jane Poe,"Poe, Jane"\n')
    assert found.contributors.select("family", "position").rows() == [("Roe", 1), ("Poe", 2)]


def test_a_single_author_id_is_that_of_the_first_person_and_other_counts_must_agree(read_text) -> None:
    found = read_text('Title,Contributors,Author id\nA,"Roe, R; Poe, P",1;2\nB,"Roe, R; Poe, P",1\nC,"Roe, R",1;2\n')
    assert found.contributors["author_id"].to_list() == ["1", "2", "1", None, None]


def test_numbered_ids_follow_their_names(read_text) -> None:
    found = read_text("Title,Author 1,Author 1 ID,Author 2,Author 2 ID\nA,Jo Roe,x1,Al Poe,x2\n")
    assert found.contributors.select("family", "author_id").rows() == [("Roe", "x1"), ("Poe", "x2")]


def test_other_contributors_stand_behind_the_author_and_do_not_take_the_authors_id(read_text) -> None:
    found = read_text("Title,Author no.,Author Surname,Author Forename,Other contributors\nA,59,Roe,Ann,Al Poe\n")
    assert found.contributors.select("family", "author_id").rows() == [("Roe", "59"), ("Poe", None)]


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (("ISBN", "Title / Subtitle"), ["isbn", "title"]),
        (("Title", "Title / Subtitle"), ["title", "subtitle"]),
    ],
)
def test_only_column_of_subtitles_holds_the_titles(names: tuple[str, str], fields: list[str]) -> None:
    body = DataFrame({"c0": ["9780306406157", "x"], "c1": ["A Manual of Copper", "On Storms"]})
    columns = map_columns(body, Header(names, 1, 0, 0), Profile())
    assert [str(column.target) for column in columns] == fields


def test_people_in_groups_of_the_same_names_all_stand_and_a_saved_profile_keeps_them(
    read_text: Callable[..., Catalogue],
) -> None:
    text = "Title,Surname,Forename,Role,Surname,Forename,Role\nBees,Evans,Gwen,Author,Ap Rhys,Dafydd,Illustrator\n"
    found = read_text(text)
    people = [("Evans, Gwen", "author"), ("Ap Rhys, Dafydd", "illustrator")]
    assert found.contributors.select("name_as_credited", "role").rows() == people
    again = read_text(text, profile_from(found))
    assert again.contributors.select("name_as_credited", "role").rows() == people
