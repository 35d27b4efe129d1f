"""Every trap of the checklist is in the dump, and nasty.csv tells its values exactly."""

import pytest

from stocktake.demo.nasty import read_nasty

CHECKLIST = {
    "backslash_at_end", "tuple_break_in_title", "statement_end_in_title", "raw_line_end_in_title",
    "nul_escaped", "nul_raw", "invalid_utf8", "byte_order_mark", "astral_character",
    "long_commentary", "empty_next_to_null", "zero_date", "insert_text_in_value", "lined_shape",
    "upper_case_md5", "lower_case_md5", "persian_year", "csbn", "author_inverted", "author_direct",
    "hidden_cpr", "no_file", "study_guide", "summary", "same_title_other_author",
}  # fmt: skip


@pytest.fixture(scope="module")
def nasty(demo):
    return {truth.code: truth for truth in read_nasty(demo.files.nasty)}


@pytest.fixture(scope="module")
def row(demo, nasty):
    return lambda code: demo.dump.rows[nasty[code].record_id]


def test_the_whole_checklist_is_there(nasty):
    assert set(nasty) >= CHECKLIST


def test_every_nasty_row_reads_back_exactly(demo):
    truths = read_nasty(demo.files.nasty)
    assert len(truths) > 45
    for truth in truths:
        found = demo.dump.rows[truth.record_id]
        identifier = found["DOI"] if truth.record_id.startswith("scimag:") else found.get("Identifier", "")
        values = (found["Title"], found["Author"], identifier, found["Year"], found["MD5"])
        assert values == (truth.title, truth.authors, truth.identifier, truth.year, truth.md5), truth.code


def test_nasty_rows_belong_to_no_listed_work(demo):
    odd = {truth.record_id for truth in read_nasty(demo.files.nasty)}
    assert not odd & {line["record_id"] for line in demo.truth}


def test_the_bytes_are_as_odd_as_they_are_said_to_be(demo):
    data = demo.files.dump.read_bytes()
    for piece in (
        b"'C:\\\\',",
        b"'Nul\0raw'",
        b"'Nul\\0escaped'",
        b"'Raw;\nline end'",
        b"'Caf\xe9 and \xff end'",
    ):
        assert data.count(piece) == 1, piece
    assert b"'It''s ''quoted'''" in data
    assert b"'Stop\\Zhere'" in data
    assert "'\ufeffMarked".encode() in data
    assert "🦉".encode() in data


def test_values_beside_the_title_are_as_odd(row):
    assert len(row("long_commentary")["Commentary"]) == 9_999
    assert (row("empty_next_to_null")["Series"], row("empty_next_to_null")["Edition"]) == ("", None)
    assert row("zero_date")["TimeAdded"] == "0000-00-00 00:00:00"
    assert row("hidden_cpr")["Visible"] == "cpr"
    assert (row("no_file")["MD5"], row("no_file")["Filesize"]) == (None, "0")
    assert int(row("huge_file")["Filesize"]) > 2**32


def test_null_survives_the_csv_as_null_and_not_as_text(nasty):
    assert nasty["no_file"].md5 is None
    assert nasty["null_as_text"].title == "NULL"
