"""Which words are marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stocktake.review.differences import differences


def marked(left: str, right: str) -> tuple[list[str], list[str]]:
    one, other = differences(left, right)
    return [t.strip() for t, differs in one if differs], [t.strip() for t, differs in other if differs]


def test_words_without_a_counterpart_are_marked() -> None:
    assert marked("On Distant Tides, Volume 2", "On Distant Tides, Volume 1") == (["2"], ["1"])
    assert marked("The Grey Harbour", "Summary of The Grey Harbour") == ([], ["Summary of"])


def test_case_accents_and_punctuation_do_not_differ() -> None:
    assert marked("Café: été!", "cafe Ete") == ([], [])
    assert marked("A – B", "A B") == ([], [])


def test_an_empty_side_says_nothing() -> None:
    assert differences("", "1998") == ([], [("1998", False)])
    assert marked("Title", "…") == ([], [])


def test_a_title_of_thousands_of_words_is_shown_unmarked() -> None:
    assert marked("a b " * 2_000, "b a " * 2_000) == ([], [])


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_pieces_are_the_texts(left: str, right: str) -> None:
    for text, pieces in zip((left, right), differences(left, right), strict=True):
        assert "".join(piece for piece, _ in pieces) == text or text.isspace()
