"""The identifiers of a cell: every reality that catalogues and dumps hold."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.model import Identifier, Scheme
from stocktake.text.identifiers import identifiers_frame, parse_identifiers

BOOK = "9780306406157"


def read(cell: str) -> list[tuple[str, str, str | None]]:
    return [(found.scheme.value, found.value, found.repair) for found in parse_identifiers(cell)]


@pytest.mark.parametrize(
    ("cell", "repair"),
    [
        ("9780306406157", None),
        ("0-306-40615-2", None),
        ("978-0-306-40615-7 (pbk)", None),
        ("ISBN-13: 978-0-306-40615-7", None),
        ("0306406152 (pbk.) : $12.95", None),
        ("(9780306406157)", None),
        ("306406152", "repaired_zero"),
        ("SBN 306-40615-2", "sbn"),
        ("306-40615-2", "sbn"),
        ("9780306406157.0", "float_tail"),
        ("306406152.0", "repaired_zero"),
        ("978–0–306–40615–7", "characters"),
        ("978\u20110\u2011306\u201140615\u20117", "characters"),
        ("97803064\u200b06157", "characters"),
        ("９７８０３０６４０６１５７", "characters"),
        ("O3O64O6l52", "characters"),
        ("19780306406154", "gtin14"),
        ("978030640615751995", "addon_dropped"),
        ("9780306406157 51995", "addon_dropped"),
        ("'9780306406157", "characters"),
        ('="0306406152"', "characters"),
        ("’9780306406157", "characters"),
    ],
)
def test_one_book_and_what_it_took_to_read_it(cell: str, repair: str | None) -> None:
    assert read(cell) == [("isbn13", BOOK, repair)]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("9790230671187", ("ismn", "9790230671187")),
        ("M-2306-7118-7", ("ismn", "9790230671187")),
        ("9770378595001", ("issn", "0378-5955")),
        ("ISSN 0378-5955", ("issn", "0378-5955")),
        ("036000291452", ("upc", "036000291452")),
        ("B00ABCDEFG", ("asin", "B00ABCDEFG")),
        ("17243·12", ("csbn", "17243·12")),
        ("10.1000/ABC", ("doi", "10.1000/abc")),
    ],
)
def test_other_numbers_are_told_apart(cell: str, found: tuple[str, str]) -> None:
    assert read(cell) == [(*found, None)]


def test_scientific_notation_has_lost_its_digits() -> None:
    assert read("9.78E+12") == [("other", "9.78E+12", "digits_lost")]
    assert read("9,78031E+12") == [("other", "9,78031E+12", "digits_lost")]


def test_wrong_check_digit_is_kept_as_a_misprint() -> None:
    assert read("0306406153") == [("isbn_misprint", "0306406153", None)]
    assert read("978-0-306-40615-8") == [("isbn_misprint", "9780306406158", None)]


@pytest.mark.parametrize(
    "cell",
    [
        "9780306406157; 0804429570",
        "9780306406157,0-8044-2957-0",
        "9780306406157 / 0804429570",
        "9780306406157|0804429570",
        "9780306406157\n0804429570",
        "9780306406157 0804429570",
        "978-0-306-40615-7 0 8044 2957 0",
        "(HB) 9780306406157 (PB) 0804429570",
        "9780306406157 (v. 1; hardback) ; 0804429570 (v. 2)",
    ],
)
def test_several_values_in_a_cell(cell: str) -> None:
    values = [value for _, value, _ in read(cell)]
    assert values[0] == BOOK
    assert values[1] in ("0804429570", "9780804429573")
    assert len(values) == 2


def test_both_forms_of_one_isbn_are_one_identifier() -> None:
    assert parse_identifiers("0306406152, 9780306406157") == [Identifier(Scheme.ISBN13, BOOK, "0306406152")]


def test_isbn_inside_a_doi_counts_beside_it() -> None:
    assert read("10.1007/0-306-47595-2") == [
        ("doi", "10.1007/0-306-47595-2", None),
        ("isbn13", "9780306475955", "doi_embedded"),
    ]


def test_isbn_a_is_the_isbn() -> None:
    assert read("10.978.0306/406157") == [("isbn13", BOOK, "isbn_a")]


def test_list_cut_inside_an_isbn_keeps_the_whole_ones() -> None:
    assert read("9780306406157,97808044") == [("isbn13", BOOK, None), ("other", "97808044", None)]


def test_number_of_another_library_is_no_isbn() -> None:
    assert read("OCLC 0306406152") == [("other", "OCLC 0306406152", None)]


def test_bare_isbn13_is_mined_from_text() -> None:
    assert read("see 9780306406157 for details") == [("isbn13", BOOK, None)]


@pytest.mark.parametrize("cell", ["", "n/a", "none", " ; , ", "(pbk)"])
def test_no_digits_no_identifier(cell: str) -> None:
    assert parse_identifiers(cell) == []


@pytest.mark.parametrize("cell", ["0000000000", "000000000x", "1111111111", "9780000000002", "978000000000251995"])
def test_placeholders_are_no_isbn(cell: str) -> None:
    assert [scheme for scheme, _, _ in read(cell)] == ["other"]


def test_raw_value_is_as_supplied() -> None:
    assert parse_identifiers(" 978-0-306-40615-7 (pbk) ;")[0].raw == "978-0-306-40615-7 (pbk)"


def expected_rows(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    rows: dict[tuple[object, ...], tuple[object, ...]] = {}
    for key, cell in sorted(frame.drop_nulls("cell").rows(), key=lambda row: row[0]):
        for found in parse_identifiers(cell):
            row = (key, found.scheme.value, found.raw, found.value, found.repair)
            rows.setdefault((key, found.scheme.value, found.value), row)
    return list(rows.values())


number = st.one_of(
    st.sampled_from(["9780306406157", "0306406152", "0-306-40615-2", "080442957X", "306406152", "9790230671187"]),
    st.sampled_from(["0000000000", "9780306406158", "9780306406157 (pbk.)", "10.1000/x", "B00ABCDEFG", "1-2", "n/a"]),
    st.text("0123456789X", min_size=10, max_size=10),
    st.builds("97{}{}".format, st.sampled_from("89"), st.text("0123456789", min_size=10, max_size=10)),
)
cell = st.one_of(
    st.none(),
    st.lists(st.builds(str.__add__, number, st.sampled_from([";", ",", ", ", " ; ", "/", "|", " ", "\n", ""]))).map(
        "".join
    ),
    st.text("0123456789Xx-–;,(). ·O", max_size=30),
)


pieces = st.sampled_from(
    [
        *("9780306406157", "0306406152", "080442957X", "0-8044-2957-x", "306406152", "306-40615-2", "12345678", "12"),
        *("978-0-306-40615-7", "19780306406154", "978030640615751995", "9780000000002", "000000000", "1111111111"),
        *("9770378595001", "9770000000003", "0378-5955", "03785955", "0378-595x", "9790230671187", "9790230671188"),
        *("036000291452", "03600029145212", "03600029145212345", "306406152.0", "9780306406157.00", "9780306406158.0"),
        *("ISBN ", "isbn-13 ", "ISBN: ", "e-ISBN 10=", "EAN", "GTIN 14", "SBN", "ISSN", "oclc", "(pbk)", " (v. 1)"),
        *("(isbn)", "(", ")", "]", ".0", ",00", ".", ";", ",", "/", "|", " ", "-", "3", "X", "x", "A", "b", "E12"),
        *("\u2013", "\u00a0", "\u200b", "９", "_", "~", "é", "Х", "\n", "·", "\uff5e", "\uff0f", "\uff08a)"),
    ]
)
odd_cell = st.lists(pieces, max_size=5).map("".join)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 3), odd_cell), max_size=30))
def test_odd_cells_in_a_frame_equal_the_plain_function(rows: list[tuple[int, str]]) -> None:
    frame = pl.DataFrame(rows, schema={"id": pl.UInt32, "cell": pl.String}, orient="row")
    assert identifiers_frame(frame, "id", "cell").rows() == expected_rows(frame)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3), cell), max_size=8))
def test_frame_equals_the_plain_function(rows: list[tuple[int, str | None]]) -> None:
    frame = pl.DataFrame(rows, schema={"id": pl.UInt32, "cell": pl.String}, orient="row")
    assert identifiers_frame(frame, "id", "cell").rows() == expected_rows(frame)


def test_frame_without_rows_has_its_columns() -> None:
    empty = pl.DataFrame(schema={"id": pl.UInt32, "cell": pl.String})
    assert identifiers_frame(empty, "id", "cell").schema == {
        "id": pl.UInt32,
        "scheme": pl.String,
        "value_raw": pl.String,
        "value": pl.String,
        "repair": pl.String,
    }
