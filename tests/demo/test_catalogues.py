"""The two catalogues are as untidy as real ones."""

from datetime import datetime

import openpyxl
import pytest


@pytest.fixture(scope="module")
def book(demo):
    return openpyxl.load_workbook(demo.files.backlist)


@pytest.fixture(scope="module")
def rows(book):
    return list(book.worksheets[0].iter_rows(values_only=True))


@pytest.fixture(scope="module")
def agency(demo):
    return demo.files.agency.read_bytes()


def test_the_header_stands_in_row_three_below_two_title_rows(rows):
    assert rows[0][0].startswith("Harrow & Vale")
    assert rows[1][0].startswith("As at")
    assert rows[2][:4] == ("Work no.", "Author no.", "Author Surname", "Author Forename")
    assert {"Title (full)", "ISBN (HB)", "ISBN (PB)", "eISBN", "Pub date", "Imprint"} <= set(rows[2])


def test_a_notes_sheet_is_hidden(book):
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("Backlist 2025", "visible"),
        ("Notes (internal)", "hidden"),
    ]


def test_the_last_row_is_a_total_and_empty_rows_part_the_imprints(rows):
    assert rows[-1][0] == "Total"
    empty = [row for row in rows if not any(row)]
    assert len(empty) == 9


def test_the_header_is_repeated_once(rows):
    assert [row[0] for row in rows].count("Work no.") == 2


def test_imprints_and_authors_are_merged_over_several_rows(book):
    ranges = {str(merged) for merged in book.worksheets[0].merged_cells.ranges}
    assert "A1:F1" in ranges
    for column in "CDM":
        assert any(text.startswith(column) for text in ranges), column


def test_isbns_are_numbers_here_and_text_there(rows):
    cells = [cell for row in rows[3:-1] for cell in row[8:11] if cell]
    numbers = [cell for cell in cells if isinstance(cell, int)]
    assert 0.15 < len(numbers) / len(cells) < 0.5
    assert any(number < 10**9 for number in numbers), "a leading zero was lost somewhere"


def test_dates_come_in_four_forms(rows):
    dates = [row[11] for row in rows[3:-1]]
    assert any(isinstance(date, datetime) for date in dates)
    assert any(isinstance(date, int) for date in dates)
    assert any("/" in str(date) for date in dates)
    assert None in dates


def test_namesakes_have_one_name_and_two_numbers(rows):
    numbers: dict[tuple[str, str], set[str]] = {}
    for row in rows[3:-1]:
        if row[2] and len(row[3]) > 3:
            numbers.setdefault((row[2], row[3]), set()).add(row[1])
    assert sum(len(found) > 1 for found in numbers.values()) > 2


def test_some_works_have_several_editions_under_one_number(rows):
    works = [row[0] for row in rows[3:-1] if row[0]]
    assert len(set(works)) < len(works) * 0.85


def test_the_agency_list_is_windows_1252(agency):
    assert "Müller".encode("cp1252") in agency
    with pytest.raises(UnicodeDecodeError):
        agency.decode("utf-8")


def test_the_agency_list_has_semicolons_and_the_headers_of_an_agency(agency):
    header = agency.split(b"\r\n")[0].decode("cp1252").split(";")
    assert {"Contributor(s)", "Title", "EAN", "Language", "Edition", "Publisher", "Author no."} <= set(header)


def test_a_shortened_number_lost_its_digits(agency):
    assert b"E+12;" in agency


def test_a_dump_language_the_agency_cannot_write_is_not_listed(rows, agency):
    assert any(row[13] == "Russian" for row in rows)
    assert all(ord(character) < 0x2100 for character in agency.decode("cp1252"))
