"""What is said of identifiers: a correction only where no other number can be meant."""

from __future__ import annotations

from typing import Any

import pytest

from tests.catalogue.findings.conftest import Finder

HEAD = "isbn|title|author"


def only(findings: list[dict[str, Any]]) -> tuple[Any, ...]:
    assert len(findings) == 1
    one = findings[0]
    return one["source_line"], one["value"], one["correction"], one["suggestion"]


def told(found: Finder, code: str, isbn: str) -> tuple[Any, ...]:
    return only(found(code, HEAD, f"{isbn}|Emma|Austen, Jane", "9780140449136|The Odyssey|Homer, A."))


def test_ten_digits_have_a_certain_correction(found: Finder) -> None:
    assert told(found, "isbn10_only", "0306406152") == (2, "0306406152", "9780306406157", None)


def test_a_small_x_and_a_note_do_not_hide_ten_digits(found: Finder) -> None:
    assert told(found, "isbn10_only", "080442957x (pbk.)")[2] == "9780804429573"


def test_ten_digits_beside_their_thirteen_are_no_finding(found: Finder) -> None:
    lines = ["isbn10|isbn13|title|author", "0306406152|9780306406157|Emma|Austen, Jane"]
    assert found("isbn10_only", *lines) == []


def test_filled_zeros_are_only_likely(found: Finder) -> None:
    assert told(found, "isbn_zero_filled", "306406152") == (2, "306406152", None, "9780306406157")


@pytest.mark.parametrize("dash", ["–", "‑", "‐"])
def test_a_typographers_dash_is_certain(found: Finder, dash: str) -> None:
    raw = "978-0-306-40615-7".replace("-", dash)
    assert told(found, "isbn_lookalikes", raw) == (2, raw, "9780306406157", None)


def test_a_letter_for_a_digit_is_only_likely(found: Finder) -> None:
    assert told(found, "isbn_lookalikes", "978O3O64O6157")[2:] == (None, "9780306406157")


def test_the_tail_of_a_float_is_certain_and_an_add_on_is_not(found: Finder) -> None:
    assert told(found, "isbn_extra_digits", "9780306406157.0")[2:] == ("9780306406157", None)
    assert told(found, "isbn_extra_digits", "978030640615751299")[2:] == (None, "9780306406157")


def test_a_wrong_check_digit_is_never_corrected(found: Finder) -> None:
    assert told(found, "isbn_check_digit", "9780306406158") == (2, "9780306406158", None, None)


def test_another_number_of_the_row_that_differs_in_the_check_digit_is_suggested(found: Finder) -> None:
    lines = ["isbn|isbn10|title|author", "9780306406158|0306406152|Emma|Austen, Jane"]
    assert only(found("isbn_check_digit", *lines))[2:] == (None, "9780306406157")


def test_a_rounded_number_is_not_correctable(found: Finder) -> None:
    assert told(found, "isbn_digits_lost", "9.78E+12") == (2, "9.78E+12", None, None)


def test_a_rounded_number_suggests_the_rows_other_number_when_its_digits_fit(found: Finder) -> None:
    head, rest = "isbn10|isbn13|title|author", "Emma|Austen, Jane"
    assert only(found("isbn_digits_lost", head, f"0439023483|9.78043902348e+12|{rest}"))[2:] == (None, "9780439023481")
    assert only(found("isbn_digits_lost", head, f"0439023483|9.78055902348e+12|{rest}"))[2:] == (None, None)


def test_a_placeholder_is_told_from_a_number_of_no_kind(found: Finder) -> None:
    assert told(found, "identifier_placeholder", "0000000000")[1] == "0000000000"
    assert told(found, "identifier_unreadable", "12345")[1] == "12345"
    assert found("identifier_unreadable", HEAD, "0000000000|Emma|Austen, Jane", "9780140449136|B|Homer, A.") == []


def test_a_serial_and_a_bar_code_are_not_called_invalid_isbns(found: Finder) -> None:
    assert told(found, "issn_in_isbn_column", "0378-5955")[3] == "ISSN 0378-5955"
    assert told(found, "not_a_book_number", "036000291452")[3] == "UPC, any goods"
    assert found("isbn_check_digit", HEAD, "0378-5955|Emma|Austen, Jane", "9780140449136|B|Homer, A.") == []


def test_one_number_for_print_and_e_book_is_a_copy(found: Finder) -> None:
    lines = ["ISBN HB|eISBN|title|author", "9780306406157|9780306406157|Emma|Austen, Jane"]
    assert only(found("isbn_same_in_row", *lines))[:1] == (2,)
    lines = ["ISBN HB|eISBN|title|author", "9780306406157|9780140449136|Emma|Austen, Jane"]
    assert found("isbn_same_in_row", *lines) == []


def test_the_users_own_heading_is_named(found: Finder) -> None:
    findings = found("isbn10_only", "EAN|Titel|Autor", "0306406152|Emma|Austen, Jane")
    assert [f["column"] for f in findings] == ["EAN"]
