"""The fast reader, the careful reader and the csv module agree wherever each of them has an answer."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from stocktake.catalogue.records import MAX_LINES, records
from stocktake.catalogue.regular import careful_grid, read_delimited, regular_layout

CELL = st.text(alphabet='ab é"\n,;中 ', max_size=6)
TABLE = st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=6))
SOUP = st.text(alphabet='a,"\n\r ;', max_size=40)


def as_csv(table: list[list[str]], quoting: int, line_end: str) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=quoting, lineterminator=line_end).writerows(table)
    return out.getvalue()


@given(TABLE, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=120, deadline=None)
def test_careful_reader_reads_what_the_csv_module_wrote(table: list[list[str]], quoting: int, line_end: str) -> None:
    text = as_csv(table, quoting, line_end)
    found = [record.cells for record in records(text, ",")]
    assert found == table


@given(TABLE, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=120, deadline=None)
def test_fast_and_careful_reader_give_the_same_grid(table: list[list[str]], quoting: int, line_end: str) -> None:
    data = as_csv(table, quoting, line_end).encode()
    assert_frame_equal(read_delimited(data, ",").frame, careful_grid(data, ",").frame)


@given(SOUP)
@settings(max_examples=250, deadline=None)
def test_whatever_the_fast_reader_accepts_it_reads_like_the_careful_one(soup: str) -> None:
    data = soup.encode()
    assert_frame_equal(read_delimited(data, ",").frame, careful_grid(data, ",").frame)


@given(SOUP)
@settings(max_examples=250, deadline=None)
def test_no_line_is_lost_between_records(soup: str) -> None:
    starts = [record.line for record in records(soup, ",")]
    lines = soup.split("\n")
    assert starts == sorted(set(starts))
    assert starts[:1] == ([1] if soup else [])
    assert all(line < len(lines) or lines[line - 1] for line in starts)


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2,3\n",
        "a,b\n\n1,2\n",
        'a,b\n1,x"y\n',
        'a,b\n"1,2\n',
        "a,b\r1,2\r\n",
        "a\nb\n",
        'a,b\n1,"x" \n',
    ],
)
def test_irregular_text_is_left_to_the_careful_reader(text: str) -> None:
    assert regular_layout(text.encode(), ",") is None


def test_regular_text_goes_the_fast_way() -> None:
    layout = regular_layout(b'a,b\n"x\ny","say ""no"""\r\n,\n', ",")
    assert layout is not None
    lines, width = layout
    assert (lines.tolist(), width) == ([1, 2, 4], 2)


def test_a_line_is_where_its_record_starts() -> None:
    assert [record.line for record in records('a\n"b\nc"\nd\n', ",")] == [1, 2, 4]


def test_one_unclosed_quote_costs_one_row() -> None:
    text = 'x,"never closed\n' + "a,b\n" * 1000
    found = list(records(text, ","))
    assert len(found) == 1001
    assert [record.broken for record in found[:3]] == [True, False, False]
    assert found[0].cells == ["x", "never closed"]


def test_a_cell_may_span_many_lines_but_not_the_file() -> None:
    inside = '"' + "\n" * (MAX_LINES - 2) + '",b\n'
    beyond = '"' + "\n" * (MAX_LINES + 2) + '",b\n'
    assert not next(records(inside, ",")).broken
    assert next(records(beyond, ",")).broken
    assert regular_layout(beyond.encode() + b"a,b\n", ",") is None


def test_blanks_before_a_quote_do_not_undo_it() -> None:
    assert next(records('a, "b, c" ,d', ",")).cells == ["a", "b, c", "d"]
