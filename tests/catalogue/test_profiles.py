"""A saved profile overrides every guess, round-trips, and complains about what it cannot use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.catalogue import Profile, load_profile, profile_from, read, save_profile
from stocktake.catalogue.targets import FIELDS, parse_target
from stocktake.errors import UsageProblem

FULL = Profile(
    mapping={"Name of work": "title", 'Odd "quoted" = name': "isbn:HB", "Who 2": "contributors.family#2"},
    ignore=("Colour", "Größe"),
    delimiter="\t",
    encoding="cp1252",
    sheets=("Liste 1",),
    header_line=3,
    date_locale="dmy",
    contributors="comma",
    strict=True,
    hidden_rows="read",
    repair_mojibake=True,
)


@pytest.mark.parametrize("profile", [FULL, Profile(), Profile(header_line=0)])
def test_saved_profile_comes_back_equal(tmp_path: Path, profile: Profile) -> None:
    save_profile(profile, tmp_path / "profile.toml")
    assert load_profile(tmp_path / "profile.toml") == profile


@given(st.dictionaries(st.text(), st.sampled_from(FIELDS)), st.lists(st.text()))
def test_any_column_names_come_back_equal(
    tmp_path_factory: pytest.TempPathFactory, mapping: dict[str, str], ignore: list[str]
) -> None:
    profile = Profile(mapping=mapping, ignore=tuple(ignore))
    path = tmp_path_factory.getbasetemp() / "profile.toml"
    save_profile(profile, path)
    assert load_profile(path) == profile


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("colour = 1", "'colour', which is no setting"),
        ('[mapping]\nA = "titel"', "'A' to 'titel'"),
        ("strict = 'yes'", "strict must be true or false"),
        ("header_line = true", "header_line must be a whole number"),
        ("ignore = 'A'", "ignore must be a list"),
        ("ignore = [1]", "ignore must be a list of texts"),
        ("delimiter = ';;'", "must be one character"),
        ("date_locale = 'uk'", "it can be: dmy, mdy, ymd"),
        ("header_line = -1", "counts from 1"),
        ("= 1", "not a TOML file"),
    ],
)
def test_wrong_profile_is_told_with_file_setting_and_choice(tmp_path: Path, written: str, told: str) -> None:
    path = tmp_path / "profile.toml"
    path.write_text(written)
    with pytest.raises(UsageProblem) as problem:
        load_profile(path)
    assert told in str(problem.value)


def test_missing_profile_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="--save-profile"):
        load_profile(tmp_path / "absent.toml")


@pytest.mark.parametrize(
    "written", ["title", "isbn:HB", "contributors.family#2", "contributors:editor", "title.prefix"]
)
def test_targets_are_written_as_they_are_read(written: str) -> None:
    assert str(parse_target(written)) == written


@pytest.mark.parametrize("written", ["", "titel", "isbn.family", "title.family", "contributors."])
def test_unknown_targets_are_none(written: str) -> None:
    assert parse_target(written) is None


def test_mapping_wins_over_name_and_content(read_text) -> None:
    profile = Profile(mapping={"title": "subtitle", "Bar": "title"})
    found = read_text("title,BAR,isbn\nSub,Real,9780306406157\n", profile)
    assert found.titles.select("title", "subtitle").rows() == [("Real", "Sub")]
    assert found.columns["how"].to_list() == ["profile", "profile", "synonym"]


def test_ignore_list_wins_over_a_known_name(read_text) -> None:
    found = read_text("title,publisher\nA,B\n", Profile(ignore=("Publisher",)))
    assert found.titles["publisher"].to_list() == [None]
    assert found.columns["detail"].to_list() == [None, "by the profile"]


def test_delimiter_encoding_and_header_line_are_obeyed(read_text) -> None:
    profile = Profile(delimiter="%", encoding="cp1251", header_line=2)
    found = read_text("title%isbn\ntitle%author\nДом%Чехов\n".encode("cp1251"), profile)
    assert found.titles.select("title", "contributors").rows() == [("Дом", "Чехов")]
    assert found.ignored_rows["rule"].to_list() == ["above_header"]


def test_headerless_file_is_mapped_by_column_number(read_text) -> None:
    profile = Profile(header_line=0, mapping={"column 1": "title", "column 2": "contributors"})
    found = read_text("Title,Author\nEmma,Jane Austen\n", profile)
    assert found.titles["title"].to_list() == ["Title", "Emma"]


def test_strict_profile_stops_at_an_unknown_column(read_text) -> None:
    with pytest.raises(UsageProblem, match=r"UnknownColumn: list.csv has 'Colour', which no rule maps\. Add it"):
        read_text("title,Colour\nA,red\n", Profile(strict=True))
    assert read_text("title,Colour\nA,red\n", Profile(strict=True, ignore=("Colour",))).titles["title"][0] == "A"


def test_column_that_the_profile_names_and_the_file_lacks_is_told(read_text) -> None:
    found = read_text("title\nA\n", Profile(mapping={"Works": "title"}))
    assert found.warnings.select("column", "code").rows() == [("Works", "profile_column_missing")]


def test_wrong_header_line_and_encoding_are_told(read_text) -> None:
    with pytest.raises(UsageProblem, match="header_line = 9"):
        read_text("title\nA\n", Profile(header_line=9))
    with pytest.raises(UsageProblem, match="klingon"):
        read_text("title\nA\n", Profile(encoding="klingon"))


def test_declared_date_order_completes_two_digit_years(read_text) -> None:
    text = "title,pub date\nA,1/2/21\nB,3/4/1987\nC,44197\nD,5/6/87\n"
    assert read_text(text).titles["year"].to_list() == ["1/2/21", "3/4/1987", "2021-01-01", "5/6/87"]
    dmy = read_text(text, Profile(date_locale="dmy"), "other.csv")
    assert dmy.titles["year"].to_list() == ["2021-02-01", "3/4/1987", "2021-01-01", "1987-06-05"]


def test_mojibake_is_repaired_only_when_asked(read_text) -> None:
    text = "title,author\nCafÃ© Müller – Ã la carte,Ã‰mile Zola\n»Spaß«,Roe\n"
    plain = read_text(text)
    assert plain.titles["title"].to_list() == ["CafÃ© Müller – Ã la carte", "»Spaß«"]
    assert plain.warnings["code"].to_list() == ["mojibake", "mojibake"]
    mended = read_text(text, Profile(repair_mojibake=True))
    assert mended.titles["title"].to_list() == ["Café Müller – Ã la carte", "»Spaß«"]
    assert mended.titles["contributors"][0] == "Émile Zola"
    assert mended.warnings["code"].to_list() == ["mojibake_repaired", "mojibake_repaired"]


@pytest.mark.parametrize(
    "case",
    ["wide_people_and_formats.csv", "header_in_row_three.csv", "isbn_list_without_header.txt", "pipes.txt"],
)
def test_profile_made_from_a_reading_gives_the_same_reading(tmp_path: Path, case: str) -> None:
    path = Path(__file__).parents[1] / "cases" / "catalogue" / case
    first = read([path])
    save_profile(profile_from(first), tmp_path / "profile.toml")
    again = read([path], load_profile(tmp_path / "profile.toml"))
    assert again.titles.equals(first.titles)
    assert again.contributors.equals(first.contributors)
    assert again.identifiers.equals(first.identifiers)
    assert again.rejected_rows.select("source_line", "reason").equals(
        first.rejected_rows.select("source_line", "reason")
    )
    assert "unknown" not in again.columns["how"].to_list()
