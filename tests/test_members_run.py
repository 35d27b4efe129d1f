"""A members' list through the whole program: works get verdicts, people without works get candidates and no verdict."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from stocktake.cli import app
from stocktake.cli.reconcile import print_run
from stocktake.jobs import ReconcileJob
from stocktake.nightly.check import NO_CHANGE, nightly
from stocktake.pipeline import reconcile
from stocktake.publication import PublishedRun
from stocktake.reports.wording import BANNED
from tests.reports.html_text import Page

MEMBERS = """\
Member no,Name as registered,Pen names,E-mail,Date of birth,Title,ISBN,Contribution type,Host title
1,"Lee, Ann",Vera Marsh; K. Adeyemi,a@b.org,1950-01-02,,,,
2,Bo Quist,,c@d.org,1951-02-03,A Manual of Copper Smelting,9780471958697,book,
3,"Thorkildsen, O.",,e@f.org,1952-03-04,,,,
4,"Smith, Jack",,g@h.org,1953-04-05,,,,
5,Otto Berg,,i@j.org,1954-05-06,Fjord Songs,,Radio play,
6,Kola Adeyemi,,k@l.org,1955-06-07,The Velvet Orchard,,Hörspiel,
7,Nemo Nobody,,m@n.org,1956-07-08,On Storms,9780306406157,chapter,The Grey Harbour
"""
ONLY_MEMBERS = "Mitgliedsnummer;Nachname;Vorname;IBAN\n1;Lee;Ann;DE89370400440532013000\n2;Nemo;Nobody;\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, small_reference: Path) -> PublishedRun:
    return reconcile(job(tmp_path_factory.mktemp("members"), small_reference, MEMBERS))


@pytest.fixture(scope="module")
def only(tmp_path_factory: pytest.TempPathFactory, small_reference: Path) -> PublishedRun:
    return reconcile(job(tmp_path_factory.mktemp("only"), small_reference, ONLY_MEMBERS))


def job(folder: Path, reference: Path, content: str) -> ReconcileJob:
    (folder / "members.csv").write_text(content, "utf-8")
    return ReconcileJob((folder / "members.csv",), reference, folder / "out")


def table(run: PublishedRun, name: str) -> pl.DataFrame:
    return pl.read_parquet(run.path / "tables" / f"{name}.parquet")


def test_every_row_is_a_title_or_a_member(run: PublishedRun) -> None:
    files = table(run, "source_files").row(0, named=True)
    assert (files["rows_in"], files["rows_used"], files["rows_rejected"]) == (7, 7, 0)
    assert (table(run, "titles").height, table(run, "members").height) == (4, 3)


def test_people_without_works_get_candidates(run: PublishedRun) -> None:
    found = table(run, "member_candidates").select("name", "title", "agreement").rows()
    assert sorted(found) == [
        ("K. Adeyemi", "The Velvet Orchard", "initials_agree"),
        ("Lee, Ann", "The Grey Harbour", "same"),
        ("Lee, Ann", "The Grey Harbour", "same"),
        ("Smith, Jack", "Collected Poems", "nickname"),
        ("Thorkildsen, O.", "Winter Light: Letters from Iceland", "initials_agree"),
        ("Vera Marsh", "On Distant Tides", "same"),
    ]


def test_candidates_count_nowhere(run: PublishedRun) -> None:
    assert set(table(run, "matches")["title_id"]) <= set(table(run, "titles")["title_id"])
    assert table(run, "authors")["display_name"].sort().to_list() == [
        "Bo Quist",
        "Kola Adeyemi",
        "Nemo Nobody",
        "Otto Berg",
    ]
    assert "verdict" not in table(run, "member_candidates").columns


def test_scripts_and_broadcasts_are_not_checkable_and_never_not_found(run: PublishedRun) -> None:
    judged = table(run, "titles").join(table(run, "title_exposure"), on="title_id")
    told = dict(judged.select("title", "verdict").iter_rows())
    assert (told["Fjord Songs"], told["The Velvet Orchard"]) == ("NOT CHECKABLE", "NOT CHECKABLE")
    assert told["A Manual of Copper Smelting"] == "CONFIRMED"
    sentence = judged.filter(title="The Velvet Orchard")["sentence"].item()
    assert sentence.startswith(
        "The details supplied do not allow a search: the listed work is called a radio play or broadcast, which no "
        "table of books or articles lists"
    )
    assert table(run, "near_misses").join(judged.filter(title="Fjord Songs"), on="title_id").is_empty()


def test_a_chapter_is_looked_up_in_its_volume(run: PublishedRun) -> None:
    judged = table(run, "titles").join(table(run, "title_exposure"), on="title_id").filter(title="On Storms")
    assert judged.select("verdict", "reason", "best_record_id").row(0) == ("PROBABLE", "host_volume", "1")


def test_the_page_is_cautious_and_tells_no_pen_name_beside_a_registered_one(run: PublishedRun) -> None:
    text = Page((run.path / "reports" / "member-candidates.html").read_text("utf-8")).text
    assert [name for name, pattern in BANNED.items() if pattern.search(text)] == []
    assert "None of them is a match." in text and "That does not show that the same person is meant" in text
    assert "md5" not in text.lower() and "http" not in text
    lists = table(run, "member_names")
    assert lists["list_code"].n_unique() == lists.height == 5
    member_lists = (run.path / "reports" / "exports" / "member_lists.csv").read_text("utf-8-sig")
    assert "Lee" not in member_lists and "Marsh" not in member_lists
    assert 'href="member-candidates.html"' in (run.path / "reports" / "summary.html").read_text("utf-8")


def test_page_of_candidates_is_found_from_where_a_reader_starts(
    only: PublishedRun, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 'href="member-candidates.html"' in (only.path / "reports" / "index.html").read_text("utf-8")
    print_run(only)
    assert "People listed without works: 2 names looked up, 2 candidates for them to confirm" in capsys.readouterr().out


def test_the_workbook_asks_with_a_list_of_answers(run: PublishedRun) -> None:
    book = load_workbook(run.path / "reports" / "member-candidates.xlsx")
    sheet = book["Candidates"]
    assert [cell.value for cell in sheet[1]][:5] == ["list_code", "is_this_yours", "note", "name", "title"]
    assert sheet.max_row == 7
    choice = sheet.data_validations.dataValidation[0]
    assert (choice.formula1, str(choice.sqref)) == ('"yes,no,not sure"', "B2:B7")
    assert "6 of 6 candidates" in str(book["README"].cell(book["README"].max_row, 1).value)


def test_nothing_personal_leaves_the_file(run: PublishedRun) -> None:
    for path in sorted((run.path / "tables").glob("*.parquet")):
        assert "a@b.org" not in str(pl.read_parquet(path).rows()) and "1950-01-02" not in str(
            pl.read_parquet(path).rows()
        )


def test_a_list_of_members_alone_runs_through(only: PublishedRun) -> None:
    assert table(only, "titles").is_empty() and table(only, "matches").is_empty()
    assert table(only, "member_candidates")["record_id"].to_list() == ["1", "2"]
    assert (only.path / "reports" / "member-candidates.html").is_file()


def test_a_list_of_members_alone_makes_the_same_bytes_again(
    only: PublishedRun, tmp_path: Path, small_reference: Path
) -> None:
    again = reconcile(job(tmp_path, small_reference, ONLY_MEMBERS))
    for path in sorted(only.path.rglob("*")):
        if path.suffix in (".parquet", ".html", ".csv", ".xlsx"):
            assert (again.path / path.relative_to(only.path)).read_bytes() == path.read_bytes(), path.name


def test_a_list_of_members_alone_runs_at_night(tmp_path: Path, small_reference: Path) -> None:
    tonight = job(tmp_path, small_reference, ONLY_MEMBERS)
    assert nightly(tonight).changed
    assert nightly(tonight).exit_code == NO_CHANGE
    (tmp_path / "members.csv").write_text(ONLY_MEMBERS + "3;Quist;Bo;\n", "utf-8")
    assert table(nightly(replace(tonight)).published, "members").height == 3


def test_a_list_of_members_alone_is_checked_without_a_reference(tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text(ONLY_MEMBERS, "utf-8")
    done = CliRunner().invoke(
        app, ["catalogue", "check", str(tmp_path / "members.csv"), "--out", str(tmp_path / "out")]
    )
    assert done.exit_code == 0, done.output
    assert pl.read_parquet(tmp_path / "out" / "tables" / "members.parquet").height == 2


def test_no_page_of_members_is_written_where_all_have_works(published: PublishedRun) -> None:
    assert not list((published.path / "reports").glob("member*"))
    assert "Is this yours" not in (published.path / "reports" / "summary.html").read_text("utf-8")
