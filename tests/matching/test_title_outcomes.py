"""How two titles agree: one literal pair for every outcome, and what must not be taken for a slip."""

from __future__ import annotations

import polars as pl
import pytest

from stocktake.matching.titles import compare_titles
from stocktake.text.comparable import with_comparable_columns

LONG = "Fateful journey: injury and death on Colorado River trips in"


def outcomes(pairs: list[tuple[str | None, str | None]]) -> list[str]:
    sides = []
    for number, side in enumerate(("left", "right")):
        made = with_comparable_columns(
            pl.DataFrame({"title": [pair[number] for pair in pairs]}, schema={"title": pl.String})
        )
        sides.append(made.drop("title").rename(lambda name, side=side: f"{name}_{side}"))
    return compare_titles(pl.concat(sides, how="horizontal"))["title_outcome"].to_list()


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("The Grey Harbour", "Grey Harbour, The", "exact"),
        ("The Grey Harbour: a novel", "The Grey Harbour", "same_without_subtitle"),
        ("Die stille See = The Silent Sea", "The Silent Sea", "parallel_title"),
        ("Emma, 2nd revised edition", "Emma", "same_without_subtitle"),
        ("Twenty Thousand Leagues Under the Sea", "20,000 leagues under the sea", "numerals"),
        ("Nineteen Eighty-Four: a novel", "1984", "numerals"),
        (LONG + " Grand Can", LONG + " Grand Canyon and elsewhere", "truncated"),
        (LONG, LONG + " Grand Canyon", "opening"),
        ("Harbours and rivers of the north", "Rivers and harbours of the north", "reordered"),
        ("The Gray Harbour", "The Grey Harbour", "spelling"),
        ("Justise and faith", "Justice & faith: collected speeches of 1995", "spelling_without_subtitle"),
        ("The job markett of the future: using", "The job market of the future: using computers", "opening_spelling"),
        ("History of the fens: early times", "History of the fens: the last century", "other_subtitle"),
        ("The fens: early times", "The fens: the last century", "other_in_series"),
        ("Harbour lights seen", "Seen from afar: the harbour by its lights", "contained"),
        ("A children's book about lying", "A children's book about snooping", "similar"),
        ("The Grey Harbour", "Collected Poems", "different"),
        ("The Grey Harbour", None, "missing"),
    ],
)  # fmt: skip
def test_each_outcome_has_its_pair(left: str, right: str | None, expected: str) -> None:
    assert outcomes([(left, right), (right, left)]) == [expected, expected]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ellen s story", "Ellen's story"),
        ("The phhysician s resume workbook", "The physician's resume workbook"),
        ("Evaluating prevention in fhe European Union", "Evaluating prevention in the European Union"),
        ("Thee Chinese consortium", "The Chinese consortium"),
        ("Bent nst broken", "Bent not broken"),
        ("Froest of stars", "Forest of stars"),
    ],
)
def test_a_slip_is_spelling(left: str, right: str) -> None:
    assert outcomes([(left, right)]) == ["spelling"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ultrafast phenomena III", "Ultrafast phenomena IV"),
        ("A matched set A", "A matched set B"),
        ("Mac OS 9", "Mac OS X"),
        ("Photography in Salzburg", "Typography in Salzburg"),
        ("La cartographie à Lyon", "La cartographie à Londres"),
        ("Men of the north", "Women of the north"),
        ("Atlas of 1914", "Atlas of 1915"),
    ],
)
def test_another_word_or_number_is_no_slip(left: str, right: str) -> None:
    assert outcomes([(left, right)])[0] in ("similar", "different", "contained")


def test_the_order_of_rows_and_their_neighbours_do_not_matter() -> None:
    pairs: list[tuple[str | None, str | None]] = [
        ("A b", None),
        (LONG, LONG + " Grand Canyon"),
        ("Men", "Women"),
        ("x", "x"),
    ]
    assert outcomes(pairs) == outcomes(pairs[::-1])[::-1]
    assert outcomes(pairs) == [outcomes([pair])[0] for pair in pairs]
