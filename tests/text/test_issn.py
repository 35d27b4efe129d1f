"""ISSN, checked against python-stdnum."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import issn as stdnum_issn

from stocktake.text.issn import issn


@settings(deadline=None)
@given(st.text("0123456789", min_size=7, max_size=7), st.sampled_from("0123456789X"))
def test_check_digit_agrees_with_stdnum(seven: str, check: str) -> None:
    expected = stdnum_issn.is_valid(seven + check) and seven != "0000000"
    assert (issn(seven + check) is not None) == expected


@pytest.mark.parametrize(
    "written",
    [
        "0378-5955",
        "03785955",
        "ISSN 0378-5955",
        "eISSN: 0378-5955",
        "0378\u20135955",
        "9770378595001",
        "0378-5955 (print)",
    ],
)
def test_one_serial_in_many_forms(written: str) -> None:
    assert issn(written) == "0378-5955"


def test_small_x_is_a_check_digit() -> None:
    assert issn("2434-561x") == "2434-561X"


@pytest.mark.parametrize("written", ["", "0378-5956", "0000-0000", "1234", "n/a", "0306406152"])
def test_what_is_no_issn_is_none(written: str) -> None:
    assert issn(written) is None
