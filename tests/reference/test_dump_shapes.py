"""Whatever was written in whatever shape comes back exactly, from the fast reader and from the slow one."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.reference.sqldump.decode import REPAIRED, decode, decode_slowly
from stocktake.reference.sqldump.report import DumpReport
from stocktake.reference.sqldump.schema import Target
from stocktake.reference.sqldump.statements import Batch, Statements
from stocktake.reference.sqldump.window import Window
from tests.reference import dump_writer as writer

NASTY = [
    "'", '"', "\\", "\n", "\r", "\r\n", "\0", "\x1a", "\t", "\x01", "\x02", "\x1c", "\x7f", "),(",
    "'),('", '"),("', "');",
    '");', ");\n", ",NULL,", ",NULL", "NULL", "\\N", "\\n", "\\\\'", "INSERT INTO `t` VALUES (1,'a');",
    "-- ", "--",
    "# it's", "/* c */", "/*", "*/", ";", ";\n", ",(", "(,", ",(,", "('", "%", "\\%", "\\_", "0x41",
    "ж", "中", "😀", "\ufeff", "\ufffd",
    "null", "a", " ", "",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(NASTY), max_size=5).map("".join)
VALUES = st.one_of(TEXTS, st.none(), st.integers(-9, 10**12), st.sampled_from([b"\xff", b"a\xe2\x82b", b"\xc3'"]))
ROWS = st.lists(st.tuples(st.integers(1, 10**6), VALUES, TEXTS, VALUES), min_size=1, max_size=9)
COLUMNS = ("ID", "Title", "Author", "Year")
CHUNKS = st.sampled_from([7, 31, 200, 1 << 20])


def batches(
    data: bytes, chunk: int = 1 << 20, columns: tuple[str, ...] | None = None
) -> tuple[list[Batch], DumpReport]:
    report = DumpReport()
    window = Window(io.BytesIO(data), "test.sql", chunk)
    statements = Statements(window, "test.sql", lambda _: True, lambda _: columns, report)
    return list(statements.batches()), report


def as_text(value: writer.Value) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return None if value is None else str(value)


def rows_of(data: bytes, chunk: int = 1 << 20, slowly: bool = False) -> list[tuple[str | None, ...]]:
    read, report = batches(data, chunk, COLUMNS)
    assert not report.cut_off
    rows: list[tuple[str | None, ...]] = []
    for batch in read:
        decoded = (decode_slowly if slowly else decode)(batch, COLUMNS)
        assert decoded.rejects == []
        rows += decoded.frame.select(COLUMNS).rows()
    return rows


@pytest.mark.parametrize("shape", writer.SHAPES)
@settings(max_examples=60, deadline=None)
@given(rows=ROWS, per_statement=st.integers(1, 4), chunk=CHUNKS)
def test_every_shape_gives_back_exactly_what_was_written(
    shape: str, rows: list[writer.Row], per_statement: int, chunk: int
) -> None:
    data = writer.HEADER + writer.SHAPES[shape]("t", COLUMNS, rows, per_statement)
    expected = [tuple(map(as_text, row)) for row in rows]
    assert rows_of(data, chunk) == expected
    assert rows_of(data, chunk, slowly=True) == expected


@pytest.mark.parametrize("shape", writer.SHAPES)
@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(VALUES, VALUES, TEXTS, VALUES), min_size=1, max_size=6))
def test_a_quoted_or_null_first_column_is_read_as_well(shape: str, rows: list[writer.Row]) -> None:
    data = writer.HEADER + writer.SHAPES[shape]("t", COLUMNS, rows)
    expected = [tuple(map(as_text, row)) for row in rows]
    assert rows_of(data) == expected
    assert rows_of(data, slowly=True) == expected


@pytest.mark.parametrize("shape", ["complete", "plain", "multiline", "mydumper", "doubled", "spaced"])
def test_ordinary_dumps_take_the_fast_way(shape: str) -> None:
    rows = [(i, f"it's (a test),(b) \\ {i}", None, "NULL") for i in range(1, 50)]
    read, _ = batches(writer.SHAPES[shape]("t", COLUMNS, rows, 20), columns=COLUMNS)
    assert [decode(batch, COLUMNS).fast for batch in read] == [True]


def test_columns_follow_their_names_and_not_their_places() -> None:
    created = writer.create_table("t", ["ID", "Title", "Author"])
    data = created + b"INSERT INTO `t` (`Author`, `ID`) VALUES ('Ann',7);\n"
    (batch,), _ = batches(data)
    assert batch[0].target == Target("t", ("Author", "ID"))
    assert decode(batch, ["ID", "Author"]).frame.select("ID", "Author").rows() == [("7", "Ann")]


def test_only_the_wanted_columns_are_decoded() -> None:
    (batch,), _ = batches(writer.complete_insert("t", COLUMNS, [(1, "a", "b", "c")]))
    assert decode(batch, ["Title"]).frame.columns == ["Title", REPAIRED]


def test_nul_bom_and_undecodable_bytes_mark_the_row_as_repaired() -> None:
    rows = [(1, "clean", "", ""), (2, "a\0b", "", ""), (3, "\ufeffa", "", ""), (4, b"a\xff", "", "")]
    for shape in writer.SHAPES.values():
        (batch,), _ = batches(shape("t", COLUMNS, rows, 9), columns=COLUMNS)
        for decoded in (decode(batch, COLUMNS), decode_slowly(batch, COLUMNS)):
            assert decoded.frame[REPAIRED].to_list() == [False, True, True, True]


def test_a_row_of_another_width_is_rejected_with_its_line_and_the_others_go_on() -> None:
    data = b"INSERT INTO `t` VALUES\n(1,'a','b','c'),\n(2,'short'),\n"
    data += b"# why\n(3,'a','b','c','long'),\n(4,'a','b','c');\n"
    (batch,), _ = batches(data, columns=COLUMNS)
    decoded = decode(batch, COLUMNS)
    assert decoded.frame["ID"].to_list() == ["1", "4"]
    assert [(r.line, r.reason, r.raw) for r in decoded.rejects] == [
        (3, "2 values where `t` has 4 columns", "(2,'short')"),
        (5, "5 values where `t` has 4 columns", "(3,'a','b','c','long')"),
    ]


def test_a_value_that_is_no_literal_costs_its_own_row_only() -> None:
    data = b"INSERT INTO `t` VALUES (1,'a','b','c'),(2,NOW(),'b','c'),(3,'a','b','c');\n"
    (batch,), _ = batches(data, columns=COLUMNS)
    decoded = decode(batch, COLUMNS)
    assert decoded.frame["ID"].to_list() == ["1", "3"]
    assert [r.raw for r in decoded.rejects] == ["(2,NOW(),'b','c')"]


def test_both_kinds_of_quote_in_one_statement_are_read() -> None:
    data = b"""INSERT INTO `t` VALUES (1,'it"s',"it's",2),(2,"a);b",'c);d',NULL);\n"""
    assert rows_of(data) == [("1", 'it"s', "it's", "2"), ("2", "a);b", "c);d", None)]


def test_hex_and_binary_literals_are_text() -> None:
    data = b"INSERT INTO `t` VALUES (1,0x41C3A9,_binary 'b\\0',x'43'),"
    data += b"(2,_binary 0x44,N'e',-5.25),(3,'0x41','',1e3);\n"
    assert rows_of(data) == [("1", "Aé", "b\0", "C"), ("2", "D", "e", "-5.25"), ("3", "0x41", "", "1e3")]
