"""The truth agrees with the files it speaks of, which are read back here with other libraries."""

import csv
import io
import re
from itertools import pairwise

import openpyxl
import pytest


@pytest.fixture(scope="module")
def sheet(demo):
    """The backlist by sheet row, counted from 1; merged cells are empty but for the first."""
    rows = openpyxl.load_workbook(demo.files.backlist).worksheets[0].iter_rows(values_only=True)
    return dict(enumerate(rows, start=1))


@pytest.fixture(scope="module")
def agency(demo):
    """The agency's list by the line on which a row starts."""
    lines, rows, start = io.StringIO(demo.files.agency.read_bytes().decode("cp1252"), newline=""), {}, 1
    reader = csv.reader(lines, delimiter=";")
    for row in reader:
        rows[start] = row
        start = reader.line_num + 1
    return rows


@pytest.fixture(scope="module")
def lines(demo):
    """The lines of the truth by catalogue line."""
    found: dict[tuple[str, int], list[dict[str, str]]] = {}
    for line in demo.truth:
        found.setdefault((line["source_file"], int(line["source_line"])), []).append(line)
    return found


@pytest.fixture(scope="module")
def cells(sheet, agency):
    return lambda file, line: (sheet if file == "backlist.xlsx" else agency)[line]


def listed_cores(row) -> set[str]:
    """Those of a catalogue line: three ISBN columns in the backlist, one in the agency's list."""
    return isbn_cores(" ".join(str(cell) for cell in (row[8:11] if len(row) > 10 else row[4:5])))


def isbn_cores(text: object) -> set[str]:
    """The nine digits that an ISBN-10 and its ISBN-13 share, lost zeros put back."""
    runs = re.findall(r"[\dXx–\u2011-]{8,}", str(text))
    bare = [re.sub(r"[^\dXx]", "", run) for run in runs]
    return {run[3:12] if len(run) == 13 else run.zfill(10)[:9] for run in bare}


def test_every_line_of_the_truth_points_at_its_work(lines, cells):
    for (file, number), found in lines.items():
        assert cells(file, number)[0] == found[0]["work_id"]
        assert {line["row_key"] for line in found} == {f"{file}:{number}"}


def test_every_work_line_of_both_files_is_in_the_truth(lines, sheet, agency):
    is_work = re.compile(r"W\d{5}|AG-\d{4}").fullmatch
    listed = {("backlist.xlsx", n) for n, row in sheet.items() if is_work(str(row[0]))}
    listed |= {("agency_list.csv", n) for n, row in agency.items() if is_work(row[0])}
    assert listed == set(lines)


def test_some_csv_rows_fill_several_lines(agency):
    numbers = list(agency)
    assert max(after - before for before, after in pairwise(numbers)) > 1


def test_every_true_record_is_in_the_dump(demo):
    assert all(line["record_id"] in demo.dump.rows for line in demo.truth if line["record_id"])


def test_a_record_belongs_to_one_work(demo):
    owners: dict[str, set[str]] = {}
    for line in demo.truth:
        owners.setdefault(line["record_id"], set()).add(line["work_id"])
    owners.pop("")
    assert all(len(works) == 1 for works in owners.values())


def test_absent_works_have_no_record_and_are_about_three_in_ten(demo):
    assert all((line["record_id"] == "") == (line["kind"] == "absent") for line in demo.truth)
    works = {line["work_id"] for line in demo.truth}
    absent = {line["work_id"] for line in demo.truth if line["kind"] == "absent"}
    assert len(works) == 600
    assert 0.27 < len(absent) / len(works) < 0.35


def test_decoys_are_in_the_dump_and_never_in_the_truth(demo):
    decoys = {decoy["record_id"] for decoy in demo.decoys}
    assert len(decoys) == len(demo.decoys) > 50
    assert all(decoy in demo.dump.rows for decoy in decoys)
    assert not decoys & {line["record_id"] for line in demo.truth}


def test_easy_pairs_share_an_identifier_that_can_be_read(demo, cells):
    easy = [line for line in demo.truth if line["difficulty"] == "easy"]
    assert len(easy) > 200
    for line in easy:
        row, record = cells(line["source_file"], int(line["source_line"])), demo.dump.rows[line["record_id"]]
        if line["kind"] == "paper":
            assert row[5].lower().endswith(str(record["DOI"]).lower())
        else:
            assert listed_cores(row) & isbn_cores(record["Identifier"]), line


def test_an_absent_work_shares_title_and_name_with_decoys_only(demo, cells):
    decoys = {decoy["record_id"] for decoy in demo.decoys}
    texts = [
        f"{row['Title']} {row['Author']}" for key, row in demo.dump.rows.items() if "Title" in row and key not in decoys
    ]
    plain = [x for x in demo.truth if (x["kind"], x["damage"], x["source_file"]) == ("absent", "", "agency_list.csv")]
    assert len(plain) > 10
    for line in plain:
        _, _, names, title, *_ = cells(line["source_file"], int(line["source_line"]))
        family = re.split(r"[,(&]", names)[0].split()[-1]
        main = title.split(":")[0]
        assert not any(main in text and family in text for text in texts), line


def test_decoys_are_as_tempting_as_their_kind_says(demo, cells):
    kinds = {decoy["kind"] for decoy in demo.decoys}
    assert kinds == {
        "study_guide", "summary", "same_title_other_author", "reused_isbn", "other_volume",
        "namesake_generic_title",
    }  # fmt: skip
    for decoy in demo.decoys:
        record = demo.dump.rows[decoy["record_id"]]
        row = cells(decoy["source_file"], int(decoy["source_line"]))
        if decoy["kind"] == "reused_isbn":
            assert listed_cores(row) & isbn_cores(record["Identifier"])
        if decoy["kind"] == "other_volume":
            assert re.search(r"(Volume|Band|Tome|Tomo|Том|卷) 2", record["Title"], re.IGNORECASE)
        if decoy["kind"] in ("study_guide", "summary"):
            assert re.search("Study Guide|Summary of", record["Title"])


def test_every_kind_of_damage_occurs(demo):
    damage = {label for line in demo.truth for label in line["damage"].split("+")}
    assert damage >= {
        "isbn_missing", "isbn_dashed", "isbn10", "isbn_qualified", "isbn_zero_lost", "isbns_in_one_cell",
        "isbn_misprint", "isbn_scientific", "author_initials", "author_diacritics_lost",
        "title_diacritics_lost", "subtitle_missing", "article_moved", "typo", "truncated", "upper_case",
        "ampersand", "pen_name",        "transliterated", "doi_missing", "mojibake",
    }  # fmt: skip
    assert {line["kind"] for line in demo.truth} == {
        "same_edition", "other_edition", "translation", "paper", "absent",
    }  # fmt: skip


def test_half_of_the_misprinted_isbns_stand_in_the_dump_too(demo, cells):
    misprinted = [x for x in demo.truth if "isbn_misprint" in x["damage"] and x["kind"] == "same_edition"]
    shared = [
        x["work_id"]
        for x in misprinted
        if listed_cores(cells(x["source_file"], int(x["source_line"])))
        & isbn_cores(demo.dump.rows[x["record_id"]]["Identifier"])
    ]
    assert 0 < len(set(shared)) < len({x["work_id"] for x in misprinted})
