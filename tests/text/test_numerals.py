"""Numbers in titles as digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.text.numerals import as_digits


@pytest.mark.parametrize(
    ("title", "digits"),
    [
        ("twenty thousand leagues", "20000 leagues"),
        ("20 000 leagues", "20000 leagues"),
        ("around the world in eighty days", "around the world in 80 days"),
        ("catch twenty two", "catch 22"),
        ("nineteen eighty four", "1984"),
        ("two thousand and one a space odyssey", "2001 a space odyssey"),
        ("one hundred and one dalmatians", "101 dalmatians"),
        ("nineteen hundred and five", "1905"),
        ("henry the fourth", "henry 4"),
        ("henry iv", "henry 4"),
        ("world war two", "world war 2"),
        ("les trois mousquetaires", "les 3 mousquetaires"),
        ("i robot", "i robot"),
        ("sense and sensibility", "sense and sensibility"),
        ("one and only", "1 and only"),
        ("1914 1918", "1914 1918"),
    ],
)
def test_numbers_become_digits(title: str, digits: str) -> None:
    assert as_digits(title) == digits


@given(st.text(alphabet="abcdeinorstwvxz 0123456789", max_size=40))
def test_digits_stay_as_they_are(title: str) -> None:
    once = as_digits(title)
    assert as_digits(once) == once or any(word in once for word in ("hundred", "thousand", "million", " and "))


@given(st.integers(1, 99), st.sampled_from(["", " hundred", " thousand", " million"]))
def test_two_ways_of_writing_meet(number: int, scale: str) -> None:
    words = as_digits(f"{number}{scale} ways")
    assert words.endswith(" ways") and words[0].isdigit()
