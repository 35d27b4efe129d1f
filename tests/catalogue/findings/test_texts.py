"""What is said of names, titles, years and gaps; beside each, what must not be said."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from stocktake.catalogue.findings import write_findings
from tests.catalogue.findings.conftest import Finder

HEAD = "title|author|isbn|year|language|format|publisher"
PLAIN = "The Odyssey|Homer, Anna|9780140449136|1999|English|Paperback|Penguin"


def values(found: Finder, code: str, *rows: str) -> list[str | None]:
    return [finding["value"] for finding in found(code, HEAD, *rows, PLAIN)]


def of_title(found: Finder, code: str, title: str) -> list[str | None]:
    return values(found, code, f"{title}|Austen, Jane|9780306406157|1998|English|Paperback|Penguin")


def of_name(found: Finder, code: str, name: str) -> list[str | None]:
    return values(found, code, f"Emma|{name}|9780306406157|1998|English|Paperback|Penguin")


def of_year(
    found: Finder, code: str, year: str, isbn: str = "9780306406157", kind: str = "Paperback"
) -> list[str | None]:
    return values(found, code, f"Emma|Austen, Jane|{isbn}|{year}|English|{kind}|Penguin")


@pytest.mark.parametrize(
    ("code", "flawed", "sound"),
    [
        ("title_says_nothing", "TBC", "Untitled Lives"),
        ("title_says_nothing", "???", "1984"),
        ("text_mojibake", "CafÃ© Society", "Café Society"),
        ("text_letters_lost", "Ren?e and I", "Who am I? And you?"),
        ("isbn_in_title", "Emma 9780306406157", "Tables from 1000000000 to 2000000000"),
        ("format_in_title", "Emma (Paperback)", "The Paperback Writer"),
        ("format_in_title", "Organic Chemistry, 2nd edition", "The Second Edition of Love"),
        ("article_behind", "Hobbit, The", "Take it, The Man Said"),
        ("title_all_caps", "THE ETERNAL KEY", "NASA"),
        ("title_all_caps", "DIE STIMME DES MORGENS", "IEEE/AFCEA EUROCOMM 2000"),
    ],
)
def test_an_oddity_of_a_title_is_told_and_its_double_is_not(found: Finder, code: str, flawed: str, sound: str) -> None:
    assert of_title(found, code, flawed) == [flawed]
    assert of_title(found, code, sound) == []


def test_what_a_title_was_meant_to_be_is_suggested_and_not_certain(found: Finder) -> None:
    rows = ["Hobbit, The|Tolkien, John", "CafÃ© Society|Doe, Jo", "Emma (Paperback)|Austen, Jane"]
    for code, meant in (
        ("article_behind", "The Hobbit"),
        ("text_mojibake", "Café Society"),
        ("format_in_title", "Emma"),
    ):
        (one,) = found(code, "title|author", *rows)
        assert (one["correction"], one["suggestion"]) == (None, meant)


def test_titles_that_pile_up_at_a_width_are_cut(found: Finder) -> None:
    long = ["A History of the Northern Sea and its People from the Start " * 3]
    rows = [f"{str(n) + long[0]:.64}|Doe, Jo||||| " for n in range(5)]
    assert len(found("title_cut", HEAD, *rows, PLAIN)) == 5
    assert found("title_cut", HEAD, *[f"{str(n) + long[0]:.{50 + n * 5}}|Doe, Jo||||| " for n in range(5)]) == []


def test_one_title_of_exactly_255_letters_is_cut(found: Finder) -> None:
    assert len(of_title(found, "title_cut", ("Abcdefg hij " * 30)[:255])) == 1


def test_tags_that_a_reader_left_are_tidied_for_certain(found: Finder, tmp_path: Path) -> None:
    found("text_untidy", HEAD, PLAIN)
    path = tmp_path / "tables" / "titles.parquet"
    pl.read_parquet(path).with_columns(title=pl.lit("The <i>Odyssey</i> &amp;  more")).write_parquet(path)
    (one,) = pl.read_parquet(write_findings(tmp_path / "tables")).filter(code="text_untidy").to_dicts()
    assert one["correction"] == "The Odyssey & more"


@pytest.mark.parametrize(
    ("code", "flawed", "sound"),
    [
        ("name_digits", "Smith, John 2", "Smith, John"),
        ("name_initial_only", "B., Mel", "O, Sun-hwan"),
        ("role_unread", "Smith, John (curator)", "Smith, John (editor)"),
        ("name_all_caps", "SMITH, JOHN", "BBC"),
        ("name_corporate", "University of Leeds", "Leeds, Jane"),
        ("nobody_named", "Anonymous", "Nonymous, Ann"),
        ("names_cut_short", "Smith, John et al.", "Alder, Et"),
    ],
)
def test_a_name_that_would_not_parse_is_told_and_its_double_is_not(
    found: Finder, code: str, flawed: str, sound: str
) -> None:
    assert len(of_name(found, code, flawed)) == 1
    assert of_name(found, code, sound) == []


def test_dates_are_taken_off_a_name_as_a_suggestion(found: Finder) -> None:
    rows = ["Emma|Austen, Jane, 1775-1817|9780306406157||||", PLAIN]
    assert [f["suggestion"] for f in found("name_digits", HEAD, *rows)] == ["Austen, Jane"]


def test_a_bare_family_name_suggests_the_one_person_of_that_name(found: Finder) -> None:
    rows = ["Pillars|Follett, Ken", "World|Follett, Ken", "Fall|Follett"]
    assert [f["suggestion"] for f in found("name_without_forename", "title|author", *rows)] == ["Follett, Ken"]
    assert found("name_without_forename", "title|author", "The Republic|Plato", "Emma|Austen, Jane") == []


def test_a_missing_name_is_told_unless_the_whole_column_is(found: Finder) -> None:
    assert len(of_name(found, "contributors_missing", "")) == 1
    assert found("contributors_missing", "title|isbn", "Emma|9780306406157") == []
    assert "contributors" in [f["column"] for f in found("column_missing", "title|isbn", "Emma|9780306406157")]


def test_years_that_cannot_be(found: Finder) -> None:
    assert of_year(found, "year_future", "2090") == ["2090"]
    assert of_year(found, "year_before_print", "1066") == ["1066"]
    assert of_year(found, "year_before_print", "-750.0") == ["-750.0"]
    assert of_year(found, "year_unreadable", "n.d.") == ["n.d."]
    assert of_year(found, "year_before_isbn", "1843") == ["1843 (ISBN 9780306406157)"]
    assert of_year(found, "year_before_979", "1999", "9791090636071") == ["1999 (ISBN 9791090636071)"]
    assert of_year(found, "year_before_ebooks", "1975", kind="E-book") == ["1975"]


@pytest.mark.parametrize(
    "code", ["year_future", "year_before_print", "year_unreadable", "year_before_isbn", "year_before_979"]
)
def test_an_ordinary_year_is_no_finding(found: Finder, code: str) -> None:
    assert of_year(found, code, "1998") == []
    assert of_year(found, code, "2001-05-03") == []


@pytest.mark.parametrize("field", ["year", "language", "format", "publisher"])
def test_a_gap_is_told_where_other_titles_of_the_sheet_have_a_value(found: Finder, field: str) -> None:
    cells = ["Emma", "Austen, Jane", "9780306406157", "1998", "English", "Paperback", "Penguin"]
    cells[HEAD.split("|").index(field)] = ""
    assert [f["source_line"] for f in found(f"{field}_missing", HEAD, "|".join(cells), PLAIN)] == [2]
    (line,) = [f for f in found("column_missing", HEAD, "|".join(cells)) if f["column"] == field]
    assert line["source_line"] is None


def test_a_title_without_an_identifier_and_one_without_a_title(found: Finder) -> None:
    assert [f["source_line"] for f in found("identifier_missing", HEAD, "Emma|Austen, Jane|||||", PLAIN)] == [2]
    assert [f["source_line"] for f in found("title_missing", HEAD, "|Austen, Jane|9780306406157||||", PLAIN)] == [2]


def test_a_language_that_is_none_is_told_and_a_special_code_is_not(found: Finder) -> None:
    assert values(found, "language_unreadable", "Emma|Austen, Jane|||Klingonish||") == ["Klingonish"]
    assert values(found, "language_unreadable", "Emma|Austen, Jane|||mul||") == []
