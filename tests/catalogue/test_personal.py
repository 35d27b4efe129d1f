"""What is personal is dropped, whatever it is called; what is bibliographic stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from polars import Series, String

from stocktake.catalogue import Catalogue
from stocktake.catalogue.personal import (
    holds_births,
    holds_forms_of_address,
    personal_by_content,
    personal_by_name,
)

Reader = Callable[..., Catalogue]


@pytest.mark.parametrize(
    "name",
    [
        "Date of Birth",
        "DOB",
        "Geburtsdatum",
        "Date de naissance",
        "Fecha de nacimiento",
        "Data di nascita",
        "Geboortedatum",
        "Data urodzenia",
        "Дата рождения",
        "Home address",
        "AddressLine1",
        "Straße",
        "Wohnort",
        "Código postal",
        "Indirizzo",
        "Woonplaats",
        "Адрес",
        "IBAN",
        "Sort code",
        "Kontonummer",
        "Compte bancaire",
        "E-Mail",
        "courriel",
        "Telefonnummer",
        "Mobile",
        "Téléphone",
        "National Insurance No",
        "Steuer-ID",
        "Codice fiscale",
        "NIF",
        "Gender",
        "Geschlecht",
        "Nationalité",
        "Next of kin",
        "Salutation",
        "Anrede",
    ],
)
def test_personal_names_are_known_in_several_languages(name: str) -> None:
    assert personal_by_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Publication date",
        "Pub Date",
        "Erscheinungsdatum",
        "Date de parution",
        "Publisher address",
        "Website URL",
        "Author",
        "Title",
        "Language",
        "Publisher email",
        "Imprint",
        "Co-author",
        "Stock",
        "Format",
        "Edition",
        "Photo credits",
    ],
)
def test_bibliographic_names_are_not_personal(name: str) -> None:
    assert not personal_by_name(name)


@pytest.mark.parametrize(
    "cells",
    [
        ["a@b.org", "mailto:c@d.co.uk", None],
        ["GB82 WEST 1234 5698 7654 32", "DE89370400440532013000"],
        ["+44 20 7946 0000", "0044 20 7946 0000"],
        ["020 7946 0000", "01865 556767"],
        ["030/1234567", "(089) 123 45 67"],
        ["SW1A 1AA", "M1 1AE", "EC1A1BB"],
        ["1012 AB", "K1A 0B1"],
        ["AB123456C", "CE 12 34 56 A"],
        ["078-05-1120", "219-09-9999"],
        ["RSSMRA85T10A562S", "12345678Z"],
        ["a@b.org", "n/a"],
    ],
)
def test_cells_tell_what_is_personal(cells: list[str | None]) -> None:
    assert personal_by_content(Series(cells, dtype=String))


@pytest.mark.parametrize(
    "cells",
    [
        ["9780306406157", "0306406152", "0-306-40615-2"],
        ["0000 0001 2103 2683", "0000 0001 1032 5297"],
        ["00014107338", "00000000199"],
        ["0378-5955", "1234-5679"],
        ["GB82 WEST 1234 5698 7654 33", "DE89370400440532013001"],
        ["10.1234/abc@2001", "10.1000/182"],
        ["2001-05-04", "12/03/1999"],
        ["117-125", "0-12"],
        ["Paperback", "Hardback", "HARDBACK"],
        ["PR6056 A1", "QA76.9"],
        ["eng", "GB", "12.99"],
        ["What's @ stake", "M25"],
        [None, ""],
        [],
    ],
)
def test_identifiers_dates_and_words_are_not_personal(cells: list[str | None]) -> None:
    assert not personal_by_content(Series(cells, dtype=String))


def test_full_dates_that_lie_as_births_do_are_births() -> None:
    assert holds_births(Series(["1949-06-05", "12/03/1961", "31.12.1975", "1988-01-30T00:00:00"]))
    assert not holds_births(Series(["2001-06-05", "2012-03-12", "2019-12-31"]))
    assert not holds_births(Series(["1949", "1961", "1975"]))
    assert not holds_births(Series([None], dtype=String))


def test_mr_and_ms_are_forms_of_address_and_no_titles() -> None:
    assert holds_forms_of_address(Series(["Mr", "Ms.", "Dr", "Prof. Dr.", "Lady"]))
    assert not holds_forms_of_address(Series(["Lady Susan", "Dr Zhivago", "Emma"]))


def test_dates_of_publication_survive_beside_dates_of_birth(read_text: Reader) -> None:
    found = read_text(
        "Author,Title,Publication date,Born,When\n"
        "Ann Lee,Ash,1951-03-02,1921-05-06,1921-05-06\nBo Quist,Elm,1962-04-03,1930-07-08,1930-07-08\n"
    )
    assert found.titles["year"].to_list() == ["1951-03-02", "1962-04-03"]
    assert dict(found.columns.select("column", "how").iter_rows())["When"] == "ignored"
    assert found.warnings.filter(code="personal_column")["column"].to_list() == ["Born", "When"]


def test_an_unknown_personal_column_leaves_no_trace(read_text: Reader) -> None:
    found = read_text("Member no,Name,Title,X1,X2\n1,Ann Lee,,020 7946 0000,SW1A 1AA\n2,,,020 7946 0001,M1 1AE\n")
    assert found.warnings["column"].to_list() == ["X1", "X2"]
    assert found.rejected_rows["raw"].to_list() == ["2"]
    assert "7946" not in "".join(str(getattr(found, table).rows()) for table in vars(found))


def test_forms_of_address_under_title_make_no_titles(read_text: Reader) -> None:
    found = read_text("Title,Forename,Surname,Member no\nMs,Ann,Lee,1\nDr,Bo,Quist,2\n")
    assert found.titles.is_empty()
    assert found.members["name_as_registered"].to_list() == ["Lee, Ann", "Quist, Bo"]
