"""The Wilson interval against published values and at its edges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.reports.intervals import wilson


def test_it_gives_the_values_of_newcombe_1998() -> None:
    share = wilson(81, 263)
    assert (round(share.low, 4), round(share.high, 4)) == (0.2553, 0.3662)


def test_none_found_still_leaves_room_above_zero() -> None:
    share = wilson(0, 20)
    assert share.low == 0
    assert share.high == pytest.approx(0.1611, abs=1e-4)


def test_no_works_say_nothing() -> None:
    assert wilson(0, 0)[2:] == (0.0, 0.0, 1.0)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_in_its_interval(case: tuple[int, int]) -> None:
    share = wilson(*case)
    assert 0 <= share.low <= share.share <= share.high <= 1
