"""The dump has the shapes and the columns of the real ones."""

import re
from pathlib import Path

import pytest

from stocktake.demo.rows import Row
from stocktake.demo.statements import LONGEST_STATEMENT, complete_inserts

SAMPLE = Path(__file__).parents[2] / "../shared/eval/libgen_sample/libgenrs_updated-schema.sql"
BOOKS = ("updated", "fiction")


def of_table(demo, table):
    return {key: row for key, row in demo.dump.rows.items() if key.startswith(f"{table}:")}


def records(demo):
    return {key: row for table in (*BOOKS, "scimag") for key, row in of_table(demo, table).items()}


def test_the_dump_starts_with_an_empty_line_and_no_banner(demo):
    head = demo.files.dump.read_text(encoding="utf-8", errors="replace")[:5_000]
    assert head.startswith("\n/*!40101 SET")
    assert "MySQL dump" not in head


def test_the_tables_have_47_24_and_31_columns(demo):
    columns = demo.dump.columns
    assert [len(columns[table]) for table in ("updated", "fiction", "scimag")] == [47, 24, 31]
    assert columns["fiction"][:3] == ["ID", "MD5", "Title"]
    assert columns["scimag"][26:] == ["Attribute6", "visible", "PubmedID", "PMC", "PII"]


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared sample of the real table is not here")
def test_updated_has_the_columns_of_the_real_table_in_order(demo):
    real = re.findall(r"^  `(\w+)`", SAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert demo.dump.columns["updated"] == real


def test_the_three_tables_hold_the_records_asked_for(demo):
    assert len(records(demo)) == 3_000
    assert min(len(of_table(demo, table)) for table in (*BOOKS, "scimag")) > 200


def test_every_statement_is_whole(demo):
    assert demo.dump.rest == "", "something stands after the last semicolon"


def test_every_shape_of_insert_occurs(demo):
    text = demo.files.dump.read_text(encoding="utf-8", errors="replace")
    assert re.search(r"^INSERT INTO `updated` \(`ID`, .*\) VALUES \(\d", text, re.MULTILINE)
    assert re.search(r"^INSERT INTO `scimag` VALUES \(\d", text, re.MULTILINE)
    assert re.search(r"^INSERT INTO `fiction` VALUES\n\(\d[^\n]*,\n# ", text, re.MULTILINE)
    assert re.search(r'^INSERT INTO `updated` VALUES\(\d+,"[^\n]*\n,\(', text, re.MULTILINE)
    assert re.search(r"^INSERT INTO `updated` \(`Author`, `Title`, `ID`", text, re.MULTILINE)


def test_the_trigger_names_rows_that_are_none(demo):
    text = demo.files.dump.read_text(encoding="utf-8", errors="replace")
    trigger = text[text.index("DELIMITER ;;") : text.index("DELIMITER ;\n")]
    assert "INSERT INTO `updated` (`ID`, `Title`) VALUES (99999999," in trigger
    assert "updated:99999999" not in demo.dump.rows


def test_companion_tables_stand_between_and_look_like_rows(demo):
    described = of_table(demo, "description")
    assert len(described) > 10
    assert all("INSERT INTO `updated`" in str(row["descr"]) for row in described.values())
    assert len(of_table(demo, "hashes")) == len(described)


def test_a_statement_ends_at_a_megabyte():
    rows = [Row("updated", {"Title": "x", "Commentary": "y" * 9_900}, number=n) for n in range(1, 251)]
    lines = list(complete_inserts("updated", rows))
    assert len(lines) == 3
    assert all(line.count("\n") == 1 for line in lines)
    assert max(map(len, lines)) < LONGEST_STATEMENT * 1.02


def test_checksums_are_lower_case_but_in_fiction(demo):
    for table, right in (("updated", str.lower), ("scimag", str.lower), ("fiction", str.upper)):
        sums = [row["MD5"] for row in of_table(demo, table).values() if row["MD5"]]
        assert all(len(md5) == 32 and md5 == right(md5) for md5 in sums)
    every = [str(row["MD5"]).lower() for row in records(demo).values() if row["MD5"]]
    assert len(set(every)) == len(every)


def test_identifiers_are_filled_as_in_the_real_tables(demo):
    shares = [
        sum(bool(row["Identifier"]) for row in rows.values()) / len(rows)
        for rows in (of_table(demo, table) for table in BOOKS)
    ]
    assert 0.78 < shares[0] < 0.90
    assert 0.03 < shares[1] < 0.12


def test_hidden_rows_and_sentinel_dates_occur(demo):
    books = [row for table in BOOKS for row in of_table(demo, table).values()]
    assert {row["Visible"] for row in books} >= {"", "no", "del", "cpr", "dbl"}
    dates = [row["TimeAdded"] for row in books]
    assert dates.count("2000-01-01 05:00:00") > 100
    assert dates.count("2009-07-20 03:45:11") > 200


def test_values_fit_their_columns(demo):
    widths = {
        "fiction": {"Author": 300, "Publisher": 100, "Year": 10},
        "updated": {"Year": 14, "Edition": 60},
    }
    for table, columns in widths.items():
        for row in of_table(demo, table).values():
            assert all(len(row.get(name) or "") <= width for name, width in columns.items()), row


def test_the_cut_dump_ends_inside_a_title(cut_dump):
    assert len(cut_dump.rows) == 30
    assert cut_dump.rest.startswith("INSERT INTO `updated`")
    assert cut_dump.rest.count("\n") == 0
    last = cut_dump.rest[cut_dump.rest.rindex("(") :]
    assert re.fullmatch(r"\(\d+,'[^']{3}", last)
