"""Years in the forms of eleven thousand spellings."""

import pytest

from stocktake.text.years import year


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1999", 1999),
        ("[1956?]", 1956),
        ("1993;1997", 1993),
        ("2005-2010", 2005),
        ("19/2/1770", 1770),
        ("1982 (2009)", 1982),
        ("2021June 15", 2021),
        ("2001年1月1日", 2001),
        ("c1999", 1999),
        ("1998/99", 1998),
        ("1999.0", 1999),
        ("20010501", 2001),
        ("2001-05-01T00:00:00", 2001),
        ("۱۳۸۵", 2006),
        ("২০০৫", 2005),
        ("２００５", 2005),
        ("1385", None),
        ("200u/9999", None),
        ("0", None),
        ("1/2/21", None),
        ("36526", None),  # an Excel serial
        ("[199-?]", None),
        ("", None),
    ],
)
def test_lowest_plausible_year(written: str, value: int | None) -> None:
    assert year(written) == value
