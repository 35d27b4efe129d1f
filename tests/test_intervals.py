"""The Wilson interval against published values, against its own definition, and at its edges."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.intervals import Share, share_of, wilson

COUNTS = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (8, 10, 0.4902, 0.9433),
    ],
)
def test_it_gives_the_published_values(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=5e-5)


@given(COUNTS)
def test_at_each_end_the_counted_share_lies_just_95_percent_away(case: tuple[int, int]) -> None:
    part, whole = case
    for end in wilson(part, whole):
        if 0 < end < 1:
            assert abs(part / whole - end) == pytest.approx(1.959964 * sqrt(end * (1 - end) / whole), rel=1e-4)


@given(COUNTS)
def test_the_share_lies_in_its_interval(case: tuple[int, int]) -> None:
    share = share_of(*case)
    assert 0 <= share.low <= share.share <= share.high <= 1


@given(COUNTS)
def test_found_and_not_found_mirror_each_other(case: tuple[int, int]) -> None:
    part, whole = case
    low, high = wilson(whole - part, whole)
    assert wilson(part, whole) == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_none_found_still_leaves_room_above_zero_and_all_below_one() -> None:
    assert wilson(0, 3)[0] == 0.0
    assert wilson(0, 3)[1] > 0.5
    assert wilson(3, 3)[1] == 1.0
    assert wilson(3, 3)[0] < 0.5


def test_an_empty_whole_says_that_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert share_of(0, 0) == Share(0, 0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize(("part", "whole"), [(4, 3), (-1, 3), (1, 0)])
def test_what_is_no_share_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson(part, whole)
