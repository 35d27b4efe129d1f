"""A saved profile overrides every guess, round-trips, and complains about what it cannot use."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from stocktake.catalogue import (
    Catalogue,
    Profile,
    column_lines,
    load_profile,
    notes_on,
    profile_from,
    read,
    save_profile,
    unmet,
)
from stocktake.catalogue.targets import FIELDS, parse_target
from stocktake.errors import UsageProblem
from tests.catalogue.told import CASES, FILES

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


def saved_and_read_again(paths: list[Path], profile: Path) -> tuple[Catalogue, Catalogue]:
    first = read(paths)
    save_profile(profile_from(first), profile, notes_on(first))
    return first, read(paths, load_profile(profile))


TABLES = [path for path in FILES if path.suffix != ".del" and not path.with_suffix(".profile.toml").exists()]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_profile_made_from_a_reading_gives_the_same_reading(tmp_path: Path, path: Path) -> None:
    first, again = saved_and_read_again([path], tmp_path / "profile.toml")
    for table in ("titles", "contributors", "identifiers", "related", "members", "ignored_rows"):
        assert getattr(again, table).equals(getattr(first, table)), table
    rejected = ["source_line", "reason"]
    assert again.rejected_rows.select(rejected).equals(first.rejected_rows.select(rejected))
    used = again.files.filter(pl.col("rows_used") > 0)
    assert "unknown" not in again.columns.join(used, on="sheet", how="semi")["how"].to_list()
    assert unmet(load_profile(tmp_path / "profile.toml"), again) == []


def two_lists(folder: Path) -> list[Path]:
    (folder / "spring.csv").write_text("Name,Title,Look!,Isbn\nJane Roe,Emma,x,9780306406157\n")
    (folder / "autumn.csv").write_text("Name;Byline;Full title;Title\n7;Al Poe;Long;Dune\n8;Jo Doe;Longer;\n")
    return [folder / "spring.csv", folder / "autumn.csv"]


def test_profile_of_several_files_tells_their_columns_apart(tmp_path: Path) -> None:
    first, again = saved_and_read_again(two_lists(tmp_path), tmp_path / "profile.toml")
    assert again.titles.equals(first.titles)
    assert again.contributors.equals(first.contributors)
    assert again.warnings.filter(pl.col("code") == "profile_column_missing").is_empty()
    assert load_profile(tmp_path / "profile.toml").mapping["autumn.csv!Byline"] == "contributors"


def test_profile_of_several_sheets_tells_their_columns_apart(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "list.xlsx") as workbook:
        for name, cells in (("Books", ["Title", "Code"]), ("Papers", ["Code", "DOI"])):
            sheet = workbook.add_worksheet(name)
            sheet.write_row("A1", cells)
            sheet.write_row("A2", ["Emma", "9780306406157"] if name == "Books" else ["ABC", "10.1000/xyz"])
    first, again = saved_and_read_again([tmp_path / "list.xlsx"], tmp_path / "profile.toml")
    assert again.titles.equals(first.titles)
    mapping = load_profile(tmp_path / "profile.toml").mapping
    assert (mapping["Books!Code"], mapping["Papers!Code"]) == ("isbn", "row_id")


def test_name_with_a_sheet_counts_for_that_sheet_only() -> None:
    profile = Profile(
        mapping={"Title": "title", "Old!Title": "subtitle", "Hey!": "edition"}, ignore=("Old!Price", "No")
    )
    assert dict(profile.for_sheet("a.xlsx", "Old").mapping) == {"Title": "subtitle", "Hey!": "edition"}
    assert dict(profile.for_sheet("a.xlsx", "New").mapping) == {"Title": "title", "Hey!": "edition"}
    assert profile.for_sheet("a.xlsx", "Old").ignore == ("Price", "No")
    assert profile.for_sheet("a.xlsx", "New").ignore == ("No",)


def test_of_two_columns_of_one_meaning_the_profile_prefers_the_upper_one(read_text) -> None:
    text = "Short,Long\nA,B\n"
    assert read_text(text, Profile(mapping={"Long": "title", "Short": "title"})).titles["title"][0] == "B"
    assert read_text(text, Profile(mapping={"Short": "title", "Long": "title"}), "b.csv").titles["title"][0] == "A"


def test_saved_profile_says_why_beside_each_column(tmp_path: Path, read_text) -> None:
    found = read_text("Tittle,ISBN,Price,Colour\nEmma,9780306406157,3,red\n")
    save_profile(profile_from(found), tmp_path / "profile.toml", notes_on(found))
    lines = (tmp_path / "profile.toml").read_text().splitlines()
    assert 'Tittle = "title"  # its name is only like a known one, for example "Emma"' in lines
    assert '    "Price",  # not needed' in lines
    assert '    "Colour",  # no rule maps it, for example "aaa"' in lines


@given(st.dictionaries(st.text(), st.text(), max_size=3))
def test_no_note_breaks_a_profile(tmp_path_factory: pytest.TempPathFactory, notes: dict[str, str]) -> None:
    profile = Profile(mapping=dict.fromkeys(notes, "title"), ignore=tuple(notes))
    path = tmp_path_factory.getbasetemp() / "notes.toml"
    save_profile(profile, path, notes)
    assert load_profile(path) == profile


def test_doubtful_columns_stand_first() -> None:
    found = read([CASES / "isbn_under_an_unknown_name.csv"])
    assert [(line.column, line.doubt) for line in column_lines(found)] == [
        ("Bar", 3),
        ("Foo", 1),
        ("Replaced by ISBN", 0),
    ]
