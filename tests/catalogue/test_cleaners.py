"""Every small cleaner answers for any text, and none of them loses anything."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.catalogue.columns import shape
from stocktake.catalogue.content import holds_articles, sniffed_field
from stocktake.catalogue.dates import with_plain_dates
from stocktake.catalogue.delimiter import CANDIDATES, UNUSUAL, declared_delimiter, sniff_delimiter
from stocktake.catalogue.encoding import decode
from stocktake.catalogue.mojibake import is_mojibake, repaired
from stocktake.catalogue.people import role_of
from stocktake.catalogue.regular import NO_DELIMITER
from stocktake.catalogue.standing import STANDINGS, standing
from stocktake.catalogue.synonyms import by_likeness, by_name
from stocktake.catalogue.targets import RELATIONS, parse_target
from stocktake.catalogue.workbook import cell_text, filled_down
from stocktake.errors import BadInput
from stocktake.text.articles import ARTICLES
from stocktake.text.isbn import isbn13

ANY = Path("list.csv")
NUMBER = st.text(alphabet="0123456789X-. oOlIx", max_size=18)


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        found = decode(ANY, data)
    except BadInput as problem:
        assert problem.advice
    else:
        assert found.data.decode().count("\0") == 0


@given(st.text(max_size=60), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_text_survives_its_encoding(text: str, encoding: str) -> None:
    plain = "Title,Author\n" + text.replace("\0", "").replace("\ufeff", "").replace("\r", "")
    data = plain.encode(encoding, errors="replace")
    assert decode(ANY, data, encoding if encoding == "utf-8" else None).data.decode() == data.decode(encoding)


@given(st.text(max_size=80))
def test_any_text_has_a_delimiter(text: str) -> None:
    found = sniff_delimiter(text.encode(errors="replace"))
    assert found in (*CANDIDATES, *UNUSUAL, NO_DELIMITER)
    declared = declared_delimiter(text.encode(errors="replace"))
    assert declared is None or len(declared) == 1


@given(st.sampled_from([*CANDIDATES, *UNUSUAL]), st.lists(st.sampled_from(["x", "50", "Emma"]), min_size=3, max_size=3))
def test_delimiter_between_known_names_is_found(delimiter: str, cells: list[str]) -> None:
    text = "\n".join([delimiter.join(["title", "author", "isbn"]), delimiter.join(cells)])
    assert sniff_delimiter(text.encode()) == delimiter


@given(st.text())
def test_repairing_mojibake_twice_is_repairing_it_once_for_sound_text(text: str) -> None:
    broken = text.encode(errors="replace").decode("latin-1")
    assert isinstance(repaired(broken), str)
    assert is_mojibake(text) == (repaired(text) != text)


@given(st.text(alphabet="éüñçßÉ – abc", max_size=20))
def test_text_once_read_as_windows_1252_comes_back(text: str) -> None:
    broken = text.encode().decode("cp1252", errors="ignore")
    if broken.encode("cp1252", errors="ignore") == text.encode():
        assert repaired(broken) == text


@given(
    st.lists(st.one_of(st.none(), st.text(max_size=12), NUMBER), max_size=5),
    st.sampled_from([None, "dmy", "mdy", "ymd"]),
)
def test_dates_answer_for_any_cell(cells: list[str | None], locale: str | None) -> None:
    column = pl.Series("cell", cells, dtype=pl.String)
    found = column.to_frame().select(with_plain_dates(pl.col("cell"), locale)).to_series()
    assert found.is_null().to_list() == column.is_null().to_list()
    for before, after in zip(cells, found, strict=True):
        assert before == after or re.fullmatch(r"\d{4}(-\d\d-\d\d)?", after)


def test_month_of_a_two_digit_year_is_of_that_year() -> None:
    cells = pl.Series("cell", ["Mar-99", "Sept 11", "June '03", "12 Mar-99", "Marx-99", "May 2004"])
    found = cells.to_frame().select(with_plain_dates(pl.col("cell"), None)).to_series()
    assert found.to_list() == ["1999", "2011", "2003", "12 Mar-99", "Marx-99", "May 2004"]


@given(st.text(max_size=40))
def test_any_name_of_a_column_has_one_meaning_or_none(name: str) -> None:
    for meaning in (by_name(name), by_likeness(name)):
        assert meaning is None or meaning.target is None or parse_target(str(meaning.target)) == meaning.target


@given(st.text(max_size=40))
def test_any_status_is_one_of_three(status: str) -> None:
    assert standing(status) in (None, *STANDINGS)
    assert role_of(status) is None or role_of(status) == role_of(f" {status} ")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("cancelled", "cancelled"),
        ("Cancelled 12/2020", "cancelled"),
        ("ABANDONED", "cancelled"),
        ("01", "cancelled"),
        ("sold", "sold"),
        ("Sold to Acme", "sold"),
        ("Rights reverted", "sold"),
        ("no longer ours", "sold"),
        ("05", "sold"),
        ("Out of print", None),
        ("Sold out", None),
        ("Not cancelled", None),
        ("Not yet published", None),
        ("Rights sold", None),
        ("Active", None),
        ("1", None),
        ("", None),
    ],
)
def test_status_tells_whether_a_title_is_still_its_senders(status: str, expected: str | None) -> None:
    assert standing(status) == expected


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.times()))
def test_any_cell_of_a_workbook_has_a_text(value: object) -> None:
    found = cell_text(value)
    assert found is None or found


@given(st.text(max_size=60))
def test_the_shape_of_a_cell_says_nothing_of_it(cell: str) -> None:
    assert not any((c.isalpha() and c not in "Aa") or (c.isdecimal() and c != "9") for c in shape(cell))


CELLS = st.lists(st.lists(st.sampled_from([None, "x", "y"]), min_size=3, max_size=3), min_size=1, max_size=6)
SPAN = st.tuples(st.integers(0, 8), st.integers(0, 4), st.integers(0, 8), st.integers(0, 4))


@given(CELLS, st.lists(SPAN, max_size=4))
def test_filling_down_keeps_what_is_there_and_gives_nothing_to_empty_rows(
    rows: list[list[str | None]], spans: list[tuple[int, int, int, int]]
) -> None:
    frame = pl.DataFrame({f"c{j}": pl.Series([row[j] for row in rows], dtype=pl.String) for j in range(3)})
    frame = frame.select(pl.int_range(1, len(rows) + 1, dtype=pl.Int64).alias("line"), pl.all())
    found = filled_down(frame, [((a, b), (a + c, b + d)) for a, b, c, d in spans]).drop("line").rows()
    for before, after in zip(rows, found, strict=True):
        assert any(before) == any(after)
        assert all(new == old for old, new in zip(before, after, strict=True) if old is not None)


@given(st.lists(st.one_of(st.none(), NUMBER), max_size=6))
@settings(deadline=None)
def test_content_of_any_column_is_sniffed(cells: list[str | None]) -> None:
    column = pl.Series(cells, dtype=pl.String)
    assert sniffed_field(column) in (None, "isbn", "doi", "issn")
    assert not holds_articles(column) or {cell.lower() for cell in cells if cell} & ARTICLES
    assert all(len(found) == 13 for found in map(isbn13, filter(None, cells)) if found)


@pytest.mark.parametrize("relation", RELATIONS)
def test_relation_is_written_and_read(relation: str) -> None:
    target = parse_target(f"related:{relation}")
    assert target is not None
    assert str(target) == f"related:{relation}"


def test_related_without_a_known_relation_is_no_target() -> None:
    assert parse_target("related") is None
    assert parse_target("related:cousin") is None
    assert str(parse_target("status")) == "standing"
