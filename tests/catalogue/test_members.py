"""Members' lists: with works, articles or nothing; numbers and pen names; what tells a member from a bad row."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from stocktake.catalogue import Catalogue, Profile, profile_from, quality, read
from stocktake.demo.isbns import IsbnMint
from stocktake.errors import BadInput
from stocktake.text.person_ids import ipi_check_digits, isni_check_digit

Reader = Callable[..., Catalogue]


def adds_up(found: Catalogue) -> bool:
    n_in, used, rejected, ignored = found.files.select("^rows_.*$").sum().row(0)
    return bool(n_in == used + rejected + ignored and used == len(found.titles) + len(found.members))


def test_a_list_of_members_alone_is_read(read_text: Reader) -> None:
    found = read_text("Member number;Surname;Forenames\n17;Follett;Kenneth Martin\n18;Roe;Jane\n")
    assert found.members.select("author_id", "name_as_registered", "family_key", "given_key").rows() == [
        ("17", "Follett, Kenneth Martin", "follett", "kenneth martin"),
        ("18", "Roe, Jane", "roe", "jane"),
    ]
    assert found.titles.is_empty() and adds_up(found)


@pytest.mark.parametrize(
    "header", ["Mitgliedsnummer", "Membership No.", "member id", "Numéro de membre", "Número de socio", "Ledennummer"]
)
def test_member_numbers_are_known_in_several_languages(read_text: Reader, header: str) -> None:
    found = read_text(f"{header};Name\n17;Ken Follett\n")
    assert found.members["author_id"].to_list() == ["17"]


def test_a_member_id_is_made_as_a_title_id_is(read_text: Reader) -> None:
    content = "Member no,Name,Title\n1,Ann Lee,\n"
    without = read_text(content).members["member_id"].item()
    assert len(without) == 16 and without == read_text(content).members["member_id"].item()
    assert without != read_text(content + "2,Bo Quist,\n").members["member_id"][0]


def test_rows_without_works_stand_beside_rows_with_works(read_text: Reader) -> None:
    found = read_text(
        "Member no,Name as registered,Title,ISBN,Role\n"
        '1,"Follett, Ken",Pillars,9780306406157,author\n2,Jane Roe,,,\n3,,,,\n4,Bo Quist,,n/a,\n5,Kay Lee,,12345,\n'
    )
    assert found.titles["title"].to_list() == ["Pillars"]
    assert found.members["name_as_registered"].to_list() == ["Jane Roe", "Bo Quist"]
    assert found.rejected_rows.select("source_line", "reason").rows() == [
        (4, "no_name_no_work"),
        (6, "no_title_no_identifier"),
    ]
    assert adds_up(found)


def test_members_with_articles_are_read_like_any_works(read_text: Reader) -> None:
    found = read_text("Member no,Name,DOI,ISSN,Title\n1,Ann Lee,10.1234/abc,0378-5955,On Ash\n2,Bo Quist,,,\n")
    assert sorted(found.identifiers["scheme"]) == ["doi", "issn"]
    assert found.members["author_id"].to_list() == ["2"] and adds_up(found)


def test_a_row_with_a_part_of_a_work_is_looked_at_by_somebody(read_text: Reader) -> None:
    found = read_text("Member no,Name,Title,Journal,ISSN\n1,Ann Lee,,Nature,\n2,Bo Quist,,,12345\n")
    assert found.members.is_empty()
    assert found.rejected_rows["reason"].to_list() == ["no_title_no_identifier"] * 2


def test_a_book_list_rejects_a_row_without_title_as_ever(read_text: Reader) -> None:
    found = read_text("Author,Author ID,ISNI,Title,ISBN\nAnn Lee,7,,Ash,9780306406157\nBo Quist,8,,,\n")
    assert found.members.is_empty()
    assert found.rejected_rows["reason"].to_list() == ["no_title_no_identifier"]


def test_names_beside_an_unknown_column_may_be_titles_and_are_refused(read_text: Reader) -> None:
    with pytest.raises(BadInput, match="no column of titles or identifiers"):
        read_text("Author,Opus\nAnn Lee,Ash\nBo Quist,Elm\n")


def test_names_and_nothing_else_are_members(read_text: Reader) -> None:
    assert read_text("Author\nAnn Lee\nAnon\n").members["name_as_registered"].to_list() == ["Ann Lee"]


def test_a_sheet_of_names_beside_a_sheet_of_titles_is_left_out(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "list.xlsx")) as book:
        titles, staff = book.add_worksheet("Titles"), book.add_worksheet("Staff")
        titles.write_column(0, 0, ("Title", "Ash"))
        titles.write_column(0, 1, ("Author", "Ann Lee"))
        staff.write_column(0, 0, ("Name", "Bo"))
    found = read([tmp_path / "list.xlsx"])
    assert found.members.is_empty() and found.titles["title"].to_list() == ["Ash"]


def test_several_names_in_a_cell_are_names_of_one_member(read_text: Reader) -> None:
    found = read_text('Member no;Name\n1;"Ken Follett; Follett, K.; Kenneth Martin Follett"\n')
    assert found.members.select("name_as_registered", "pen_names").rows() == [
        ("Ken Follett", "Follett, K. ; Kenneth Martin Follett")
    ]


def test_pen_names_and_numbers_of_a_member_are_kept_where_they_are_valid(read_text: Reader) -> None:
    found = read_text(
        "Member no,Name,Pen names,ISNI,IPI,ORCID\n"
        "1,Jane Roe,Ann Marsh | J. R. Poe,0000 0001 2103 2683; 0000 0001 2103 2684,IPI 00014107338,\n"
    )
    member = found.members.row(0, named=True)
    assert member["pen_names"] == "Ann Marsh ; J. R. Poe"
    assert (member["isni"], member["ipi"], member["orcid"]) == ("0000000121032683", "00014107338", None)
    assert found.warnings.select("source_line", "code").rows() == [(2, "person_number_wrong")]


def test_pen_names_alone_are_the_names_as_credited(read_text: Reader) -> None:
    found = read_text("Pen name,Title\nZachary Stone,Ash\n")
    assert found.contributors["name_as_credited"].to_list() == ["Zachary Stone"]
    assert found.other_names.is_empty()


def test_numbers_and_pen_names_of_a_listed_work_go_to_their_person(read_text: Reader) -> None:
    found = read_text(
        "Author,Title,ISNI,Pen names\nKen Follett,Pillars,121032683,Zachary Stone; Ken Follett\n"
        "Ann Lee; Bo Quist,Ash,0000 0001 2103 2683,\nAnn Lee; Bo Quist,Elm,x;0000 0001 2103 2683,\n"
    )
    assert found.name_identifiers.select("position", "scheme", "value_raw", "value").rows() == [
        (1, "isni", "121032683", "0000000121032683"),
        (1, "isni", "0000 0001 2103 2683", "0000000121032683"),
        (1, "isni", "x", None),
        (2, "isni", "0000 0001 2103 2683", "0000000121032683"),
    ]
    assert found.other_names.select("position", "kind", "name", "family_key").rows() == [
        (1, "pseudonym", "Zachary Stone", "stone")
    ]


def test_numbered_numbers_belong_to_the_person_of_that_number(read_text: Reader) -> None:
    found = read_text(
        "Contributor 1,Contributor 2,Contributor 3,Contributor 3 ISNI,Title\n"
        "Ann Lee,,Bo Quist,0000 0001 2103 2683,Ash\nAnn Lee,Bo Quist,,0000 0001 2103 2683,Elm\n"
    )
    assert found.name_identifiers["position"].to_list() == [2]


def test_several_identities_of_one_name_in_several_rows_stay_apart(read_text: Reader) -> None:
    found = read_text("Name,ISNI,IPI\nAnn Lee,0000 0001 2103 2683,\nAnn Lee,,00014107338\n")
    assert found.members.select("isni", "ipi").rows() == [("0000000121032683", None), (None, "00014107338")]
    assert found.members["member_id"].n_unique() == 2


def test_a_saved_profile_reads_a_members_list_again(read_text: Reader) -> None:
    content = "Member no,Name,Pen names,IPI,E-mail\n1,Jane Roe,Ann Marsh,00014107338,a@b.org\n"
    profile: Profile = profile_from(read_text(content))
    assert dict(profile.mapping)["Pen names"] == "pen_names"
    assert read_text(content, profile).members.rows() == read_text(content).members.rows()


def test_quality_counts_members_as_used_rows(read_text: Reader) -> None:
    found = quality(read_text("Member no,Name,Title\n1,Ann Lee,Ash\n2,Bo Quist,\n"))
    assert (found.rows_in, found.rows_used, found.rows_rejected) == (2, 2, 0)


def members_list(n: int, seed: int) -> tuple[str, dict[str, int]]:
    """A members' list of `n` rows with what became of them: members, works and rejected rows drawn by a seed."""
    draw, mint = random.Random(seed), IsbnMint()
    rows, truth = (
        ["Member number,Surname,Forename,Pen names,ISNI,IPI,Date of birth,Title,ISBN,Contribution type"],
        {
            "members": 0,
            "works": 0,
            "rejected": 0,
        },
    )
    for number in range(n):
        what = draw.choices(["members", "works", "rejected"], [6, 5, 1])[0]
        truth[what] += 1
        family = draw.choice(["Lee", "Quist", "O'Brien", "García Márquez", "de la Mare", "Нагибин"])
        given = draw.choice(["Ann", "J. R.", "Bo", "Юрий", "Mary-Jane"])
        fifteen, nine = f"{draw.randrange(10**12):015d}", f"{draw.randrange(10**8):09d}"
        isni = draw.choice(["", fifteen + isni_check_digit(fifteen)])
        ipi = draw.choice(["", (nine + ipi_check_digits(nine)).lstrip("0")])
        pen = draw.choice(["", "", "Zachary Stone; Vera Marsh"])
        person = (family, given) if what != "rejected" else ("", "")
        title, isbn = (f"Book {number}", mint.issue("00306")) if what == "works" else ("", "")
        kind = draw.choice(["book", "chapter", "script"]) if what == "works" else ""
        born = f"{draw.randrange(1930, 1999)}-0{draw.randrange(1, 9)}-1{draw.randrange(9)}"
        rows.append(f"{number},{person[0]},{person[1]},{pen},{isni},{ipi},{born},{title},{isbn},{kind}")
    return "\n".join(rows) + "\n", truth


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_thousand_members_are_all_accounted_for(read_text: Reader, seed: int) -> None:
    content, truth = members_list(10_000, seed)
    found = read_text(content)
    assert {"members": len(found.members), "works": len(found.titles), "rejected": len(found.rejected_rows)} == truth
    assert adds_up(found)
    assert found.warnings.filter(pl.col("code") == "person_number_wrong").is_empty()
    assert not any("19" in str(row) and "-1" in str(row) for row in found.rejected_rows["raw"].to_list())
