"""ISBN: the rules of the cleaner, and its check digits against two independent libraries."""

import isbnlib
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum import isbn as stdnum_isbn

from stocktake.text.isbn import (
    isbn10_to_13,
    isbn10_to_13_expr,
    isbn13,
    isbn13_expr,
    valid_isbn10,
    valid_isbn10_expr,
    valid_isbn13,
    valid_isbn13_expr,
)

nine_digits = st.text("0123456789", min_size=9, max_size=9)
isbn10_like = st.builds(str.__add__, nine_digits, st.sampled_from("0123456789X"))
isbn13_like = st.builds(str.__add__, st.sampled_from(["978", "979"]), st.text("0123456789", min_size=10, max_size=10))


@settings(deadline=None, max_examples=60)
@given(isbn10_like)
def test_ten_character_check_agrees_with_isbnlib_and_stdnum(ten: str) -> None:
    assume(ten != "0000000000")  # isbnlib takes it for no ISBN, as `isbn13` does
    assert valid_isbn10(ten) == isbnlib.is_isbn10(ten) == stdnum_isbn.is_valid(ten)


@settings(deadline=None, max_examples=60)
@given(isbn13_like)
def test_thirteen_digit_check_agrees_with_isbnlib(thirteen: str) -> None:
    music = thirteen.startswith("9790")
    assert valid_isbn13(thirteen) == (isbnlib.is_isbn13(thirteen) and not music)


@settings(deadline=None, max_examples=60)
@given(nine_digits)
def test_conversion_agrees_with_isbnlib_and_stdnum(nine: str) -> None:
    assume(nine != "000000000")
    ten = nine + isbnlib.check_digit10(nine)
    assert isbn10_to_13(ten) == isbnlib.to_isbn13(ten) == stdnum_isbn.to_isbn13(ten)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(isbn10_like, isbn13_like, st.text("0123456789X- ", max_size=18)), min_size=1))
def test_column_checks_equal_the_plain_ones(cells: list[str]) -> None:
    frame = pl.DataFrame({"c": cells})
    columns = frame.select(
        thirteen=valid_isbn13_expr(pl.col("c")),
        ten=valid_isbn10_expr(pl.col("c")),
        read=isbn13_expr(pl.col("c")),
    )
    assert columns["thirteen"].to_list() == [valid_isbn13(cell) for cell in cells]
    assert columns["ten"].to_list() == [valid_isbn10(cell) for cell in cells]
    assert columns["read"].to_list() == [isbn13(cell) for cell in cells]


pieces = st.sampled_from(
    [
        *("9780306406157", "0306406152", "080442957X", "306406152", "7123450", "19780306406154", "978", "51995", "12"),
        *("9780000000002", "000000000", "111111111", "0", "1", "7", "X", "x", "O", "l", "I", "-", " ", "+", ".", ";"),
        *("ISBN", "isbn-13", "ISBN:", "e-ISBN 10=", "EAN", "GTIN 14", "SBN", "(pbk)", "(", "[", ")", "]", ".0", ",00"),
        *("\u2013", "\u2011", "\u00a0", "\u200b", "９", "Ｘ", "_", "~", "é", "Х", "\t", "\x00", "\x1c", "\uff5e", "٣"),
    ]
)
odd_forms = st.lists(pieces, max_size=6).map("".join)


@settings(deadline=None, max_examples=50)
@given(st.lists(odd_forms, min_size=1, max_size=30))
def test_every_odd_form_is_read_alike_in_a_column(cells: list[str]) -> None:
    read = pl.DataFrame({"c": cells}).select(isbn13_expr(pl.col("c"))).to_series()
    assert read.to_list() == [isbn13(cell) for cell in cells]


@settings(deadline=None, max_examples=60)
@given(st.lists(isbn10_like, min_size=1))
def test_column_conversion_equals_the_plain_one(cells: list[str]) -> None:
    converted = pl.DataFrame({"c": cells}).select(isbn10_to_13_expr(pl.col("c"))).to_series()
    assert converted.to_list() == [isbn10_to_13(cell) for cell in cells]


@pytest.mark.parametrize(
    "written",
    [
        "9780306406157",
        "978-0-306-40615-7",
        "978 0 306 40615 7",
        "0-306-40615-2",
        "0306406152",
        "ISBN 0-306-40615-2",
        "ISBN-13: 978-0-306-40615-7",
        "ISBN10: 0306406152",
        "978-0-306-40615-7 (pbk)",
        "978–0–306–40615–7",
        "978\u20110\u2011306\u201140615\u20117",
        "９７８０３０６４０６１５７",
        "97803064\u200b06157",
        "9780306406157.0",
        "306406152",
        "306406152.0",
        "O3O64O6l52",
        "19780306406154",
        "978030640615751995",
        " 9780306406157; ",
        "'9780306406157",
        "ISBN: ‘9780306406157’",
        '="9780306406157"',
    ],
)
def test_one_book_in_many_forms(written: str) -> None:
    assert isbn13(written) == "9780306406157"


@pytest.mark.parametrize("written", ["0-8044-2957-x", "080442957Х", "80442957X"])
def test_the_x_may_be_small_or_cyrillic_or_follow_a_lost_zero(written: str) -> None:
    assert isbn13(written) == "9780804429573"


@pytest.mark.parametrize(
    "written",
    [
        "n/a",
        "",
        "9780306406158",  # wrong check digit
        "0306406153",
        "9.78E+12",  # digits lost in a spreadsheet
        "0000000000",
        "1111111111",
        "9780000000002",
        "978000000000251995",  # the same with an add-on
        "19780000000009",  # and as GTIN-14
        "9790230671187",  # music
        "9770378595001",  # a serial
        "0306406152; 0804429570",  # two numbers are not one
        "97803064061",  # cut off
    ],
)
def test_what_is_no_single_valid_isbn_is_none(written: str) -> None:
    assert isbn13(written) is None


def test_nine_digit_isbn_gets_its_leading_zero_back() -> None:
    assert isbn13("306406152") == isbn13("0306406152")


def test_three_lost_zeros_come_back() -> None:
    assert isbn13("7123450") == isbn13("0007123450") == "9780007123452"


def test_null_stays_null_in_a_column() -> None:
    frame = pl.DataFrame({"c": [None, "0306406152"]})
    assert frame.select(isbn13_expr(pl.col("c"))).to_series().to_list() == [None, "9780306406157"]
