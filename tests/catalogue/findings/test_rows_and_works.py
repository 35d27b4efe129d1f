"""Numbers, rows and work ids that stand more than once; prefixes against imprints."""

from __future__ import annotations

from pathlib import Path

import isbnlib
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.text.isbn import ean_check_digit
from stocktake.text.registrants import registrant, registrants
from tests.catalogue.findings.conftest import Finder

HEAD = "id|work id|isbn|title|author|format"
EMMA = "9780306406157|Emma|Austen, Jane"
ALL = ("isbn_reused", "isbn_two_works", "isbn_two_formats", "isbn_repeated", "row_repeated")


def test_one_number_on_two_books_is_a_conflict(found: Finder) -> None:
    lines = [HEAD, f"1||{EMMA}|", "2||9780306406157|Moby Dick|Melville, Herman|"]
    findings = found("isbn_reused", *lines)
    assert [f["source_line"] for f in findings] == [2, 3]
    assert "stands on 2 rows: list.csv, line 2; list.csv, line 3." in findings[0]["advice"]


@pytest.mark.parametrize(
    ("code", "second"),
    [
        ("isbn_two_works", f"2|W2|{EMMA}|PB"),
        ("isbn_two_formats", f"2|W1|{EMMA}|E-book"),
        ("isbn_repeated", "2|W1|9780306406157|Emma: a novel|Austen, Jane|PB"),
    ],
)
def test_each_case_is_told_once_and_under_its_own_name(found: Finder, code: str, second: str) -> None:
    lines = [HEAD, f"1|W1|{EMMA}|PB", second]
    assert {name: len(found(name, *lines)) for name in ALL} == dict.fromkeys(ALL, 0) | {code: 2}


def test_equal_rows_are_repeated_rows_and_not_reused_numbers(found: Finder) -> None:
    lines = [HEAD, f"1|W1|{EMMA}|PB", f"2|W1|{EMMA}|PB"]
    assert {name: len(found(name, *lines)) for name in ALL} == dict.fromkeys(ALL, 0) | {"row_repeated": 1}
    assert "list.csv, line 2" in found("row_repeated", *lines)[0]["advice"]


def test_two_volumes_under_the_number_of_a_set_are_told(found: Finder) -> None:
    lines = [HEAD, "1||9780306406157|Works, Volume 1|Austen, Jane|", "2||9780306406157|Works, Volume 2|Austen, Jane|"]
    assert len(found("isbn_reused", *lines)) == 2


def test_a_doi_on_two_rows_is_told(found: Finder) -> None:
    lines = ["doi|title|author", "10.1000/182|On Emma|Doe, Jane", "10.1000/182|On Persuasion|Doe, Jane"]
    assert len(found("doi_repeated", *lines)) == 2


def test_a_row_id_must_name_one_row_where_the_column_is_a_key(found: Finder) -> None:
    rows = [f"{n}||{9780000000000 + n}|Title {'abcdefghijklmnopqrstuvwxyz'[n]}|Doe, Jo|" for n in range(20)]
    assert [f["value"] for f in found("row_id_repeated", HEAD, *rows, "7|||Another|Doe, Jo|")] == ["7", "7"]
    assert found("row_id_repeated", HEAD, *["1|||A b|Doe, Jo|", "1|||B c|Doe, Jo|", "1|||C d|Doe, Jo|"]) == []


def test_a_work_id_on_titles_without_anything_in_common_contradicts(found: Finder) -> None:
    head = "work id|title|author|language"
    rows = ["W1|Emma|Austen, Jane|en", "W1|Emma|Austen, Jane|en", "W1|Moby Dick|Melville, Herman|en"]
    assert [f["source_line"] for f in found("work_id_unlike", head, *rows)] == [4]
    translated = ["W1|War and Peace|Tolstoy, Leo|en", "W1|Krieg und Frieden|Tolstoi, Lew|de"]
    assert found("work_id_unlike", head, *translated) == []


def test_one_title_under_two_work_ids_is_noted(found: Finder) -> None:
    head = "work id|title|author|isbn"
    rows = ["W1|Bleak House|Dickens, Charles|", "W2|Bleak House|Dickens, Charles|"]
    assert "W1, W2" in found("work_id_split", head, *rows)[0]["advice"]
    assert found("work_id_split", head, "W1|Poems|Doe, Jo|", "W2|Poems|Roe, Jo|") == []


def _isbns(prefix: str, n: int) -> list[str]:
    room = 12 - len(prefix)
    bodies = [f"{prefix}{place:0{room}}" for place in range(1, n + 1)]
    return [body + ean_check_digit(body) for body in bodies]


def _listed(imprint: str, isbns: list[str], publisher: str = "") -> list[str]:
    return [f"{isbn}|Book {isbn[5:]}|Doe, Jo|{imprint}|{publisher}" for isbn in isbns]


def test_a_prefix_of_another_imprint_is_told_cautiously(found: Finder) -> None:
    head = "isbn|title|author|imprint|publisher"
    penguin, vintage = _isbns("978014", 21), _isbns("978009", 10)
    rows = [*_listed("Penguin", penguin[:20]), *_listed("Vintage", [*vintage, penguin[20]])]
    (one,) = found("isbn_prefix_elsewhere", head, *rows)
    assert one["value"] == f"{penguin[20]} (Vintage)"
    assert "20 of 21 titles with the prefix 978-0-14 are of Penguin, not of Vintage: it may be" in one["advice"]
    assert one["correction"] is None is one["suggestion"]


def test_imprints_of_one_publisher_share_prefixes(found: Finder) -> None:
    head = "isbn|title|author|imprint|publisher"
    penguin, vintage = _isbns("978014", 21), _isbns("978009", 10)
    rows = [*_listed("Penguin", penguin[:20], "PRH"), *_listed("Vintage", [*vintage, penguin[20]], "PRH")]
    assert found("isbn_prefix_elsewhere", head, *rows) == []


def test_a_small_support_says_nothing(found: Finder) -> None:
    head = "isbn|title|author|imprint|publisher"
    penguin, vintage = _isbns("978014", 4), _isbns("978009", 10)
    rows = [*_listed("Penguin", penguin[:3]), *_listed("Vintage", [*vintage, penguin[3]])]
    assert found("isbn_prefix_elsewhere", head, *rows) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["978", "9791", "97910", "97911", "97912", "9798"]),
            st.text("0123456789", min_size=11, max_size=11),
        ),
        max_size=30,
    )
)
def test_prefixes_of_a_column_are_those_of_isbnlib(parts: list[tuple[str, str]]) -> None:
    bodies = [(group + digits)[:12] for group, digits in parts]
    numbers = [body + ean_check_digit(body) for body in bodies]
    expected = [registrant(number) for number in numbers]
    assert registrants(pl.Series(numbers, dtype=pl.String)).to_list() == expected


def test_the_prefix_is_group_and_registrant() -> None:
    assert isbnlib.mask("9780306406157") == "978-0-306-40615-7"
    assert registrant("9780306406157") == "978-0-306"


def test_rejected_rows_and_warnings_are_findings_too(found: Finder, tmp_path: Path) -> None:
    lines = ["isbn|title|author|colour", "9.78E+12||Doe, Jo|red", "9780306406157|Emma|Austen, Jane|blue"]
    (one,) = found("isbn_digits_lost", *lines)
    assert (one["fix_sheet"], one["source_line"], one["severity"]) == ("Rows not used", 2, "mend")
    (other,) = found("unknown_column", *lines)
    assert (other["fix_sheet"], other["column"]) == ("Files and columns", "colour")
