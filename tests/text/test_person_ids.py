"""Numbers of public identities: forms, check digits, lost zeros; python-stdnum is the oracle."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import isni as stdnum_isni

from stocktake.text.person_ids import (
    SCHEMES,
    ipi,
    ipi_check_digits,
    isni,
    isni_check_digit,
    orcid,
    person_id,
    person_ids,
)

FORMS = [
    ("isni", "0000 0001 2103 2683", "0000000121032683"),
    ("isni", "ISNI: 0000-0001-2103-2683", "0000000121032683"),
    ("isni", "https://isni.org/isni/0000000121032683", "0000000121032683"),
    ("isni", "http://www.isni.org/isni/0000000121032683/", "0000000121032683"),
    ("isni", "121032683", "0000000121032683"),
    ("isni", "121032683.0", "0000000121032683"),
    ("isni", "０000 0001 2103 2683", "0000000121032683"),
    ("isni", "0000 0001 2103 2684", None),
    ("isni", "0000 0000 0000 0000", None),
    ("isni", "Q42", None),
    ("isni", "", None),
    ("orcid", "0000-0002-1825-0097", "0000-0002-1825-0097"),
    ("orcid", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
    ("orcid", "ORCID iD: 0000-0002-1694-233x", "0000-0002-1694-233X"),
    ("orcid", "0000-0002-1825-0098", None),
    ("ipi", "IPI 00014107338", "00014107338"),
    ("ipi", "14107338", "00014107338"),
    ("ipi", "CAE/IPI No. 000141073 38", "00014107338"),
    ("ipi", "IPI Name Number: 00000000199", "00000000199"),
    ("ipi", "14107338.0", "00014107338"),
    ("ipi", "00014107339", None),
    ("ipi", "00053620441", None),
    ("ipi", "I-000000229-7", None),
    ("ipi", "00000000000", None),
    ("viaf", "00014107338", None),
]


@pytest.mark.parametrize(("scheme", "raw", "value"), FORMS)
def test_a_number_is_read_in_all_its_forms(scheme: str, raw: str, value: str | None) -> None:
    assert person_id(scheme, raw) == value


def test_the_columns_say_what_the_plain_functions_say() -> None:
    schemes = pl.Series([scheme for scheme, _, _ in FORMS] + ["isni", None])
    raws = pl.Series([raw for _, raw, _ in FORMS] + [None, "121032683"])
    assert person_ids(schemes, raws).to_list() == [value for _, _, value in FORMS] + [None, None]


def test_columns_without_rows_stay_empty() -> None:
    none = pl.Series([], dtype=pl.String)
    assert person_ids(none, none).to_list() == []


@given(st.text("0123456789", min_size=15, max_size=15), st.sampled_from("0123456789X"))
def test_an_isni_is_valid_where_stdnum_says_so(fifteen: str, check: str) -> None:
    valid = (
        stdnum_isni.is_valid(fifteen + check) and set(fifteen + check) != {"0"} and fifteen.strip("0") + check != "X"
    )
    assert (isni(fifteen + check) is not None) == valid
    assert stdnum_isni.is_valid(fifteen + isni_check_digit(fifteen))
    assert (orcid(fifteen + check) is not None) == valid


@given(st.integers(1, 999_999_999))
def test_an_ipi_with_its_own_check_digits_is_valid_and_one_digit_off_is_not(base: int) -> None:
    number = f"{base:09d}" + ipi_check_digits(f"{base:09d}")
    assert ipi(number) == number
    assert ipi(number.lstrip("0")) == (number if len(number.lstrip("0")) >= 3 else None)
    off = f"{number[:8]}{(int(number[8]) + 1) % 10}{number[9:]}"
    assert ipi(off) is None


RAW = st.text("0123456789Xx -./:_isnporcdI\x00\u2013\u00a0", max_size=24)


@given(st.lists(st.tuples(st.sampled_from(SCHEMES), RAW), max_size=20))
def test_both_ways_agree_on_anything(pairs: list[tuple[str, str]]) -> None:
    frame = pl.DataFrame(pairs, schema={"scheme": pl.String, "raw": pl.String}, orient="row")
    assert person_ids(frame["scheme"], frame["raw"]).to_list() == [person_id(*pair) for pair in pairs]
