"""What holds for any two titles and any two sets of names."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.matching import weights
from stocktake.matching.evidence import FIELDS, Frequencies, weigh
from stocktake.matching.names import compare_names
from stocktake.matching.titles import compare_titles
from stocktake.text.comparable import with_comparable_columns
from stocktake.text.contributors import contributors_frame
from tests.sql.given import words

AGREES = words(
    "exact same_without_subtitle parallel_title numerals truncated reordered spelling spelling_without_subtitle "
    "other_subtitle opening opening_spelling"
)
RESEMBLES = words("contained similar other_in_series")
NO_FREQUENCIES = Frequencies(
    1_000_000,
    pl.DataFrame(schema={"main_key": pl.String, "n_records": pl.UInt32}),
    pl.DataFrame(schema={"family_key": pl.String, "n_records": pl.UInt32}),
)

title_words = st.sampled_from(
    words(
        "the grey harbour harbor of lost and found ships 1984 2 two poems collected volume 1 part ii history iceland "
        "letters froest forest das graue müller война и мир 红楼梦 שלום الكتاب 𝔄𝔟𝔠 😀 summary a"
    )
)
joints = st.sampled_from([" ", " ", " ", " ", ": ", " = ", " - ", ", "])
titles = st.one_of(
    st.lists(st.tuples(title_words, joints), min_size=1, max_size=9).map(
        lambda parts: "".join(w + j for w, j in parts)
    ),
    st.text(max_size=40),
)
name_words = st.sampled_from(
    words(
        "Ann Anna A. Andrew John J. R. JR Lee Leigh Smith Smyth García Márquez Wang Wei Wu "
        "Иванов И. 王伟 O'Brien von Berg"
    )
)
names = st.one_of(
    st.tuples(name_words, name_words).map(", ".join),
    st.lists(name_words, min_size=1, max_size=3).map(" ".join),
    st.text(max_size=20),
)
credit_lists = st.lists(names, max_size=3).map("; ".join)


def comparable(title_pairs: list[tuple[str | None, str | None]]) -> pl.DataFrame:
    """Pairs numbered from 0, with the comparable columns of both sides."""
    sides = []
    for place, side in enumerate(("left", "right")):
        given = pl.DataFrame({"title": [pair[place] for pair in title_pairs]}, schema={"title": pl.String})
        made = with_comparable_columns(given).drop("title")
        sides.append(made.rename({c: f"{c}_{side}" for c in made.columns}))
    numbers = [pl.int_range(pl.len(), dtype=pl.UInt32).alias(c) for c in ("pair_no", "left_no", "right_no")]
    shared = [pl.lit(0).alias("n_identifiers"), pl.lit(False).alias("is_weak")]
    return pl.concat(sides, how="horizontal").with_columns(*numbers, *shared)


def credited(cells: list[str | None]) -> pl.DataFrame:
    raw = pl.DataFrame({"no": range(len(cells)), "raw": cells}, schema={"no": pl.UInt32, "raw": pl.String})
    return contributors_frame(raw, "no", "raw", "auto")


def title_classes(title_pairs: list[tuple[str, str]]) -> list[str]:
    outcomes = compare_titles(comparable(title_pairs))["title_outcome"].to_list()
    return ["agrees" if o in AGREES else "resembles" if o in RESEMBLES else o for o in outcomes]


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(titles, titles), min_size=1, max_size=25))
def test_two_titles_agree_the_same_from_either_side(pairs: list[tuple[str, str]]) -> None:
    assert title_classes(pairs) == title_classes([(right, left) for left, right in pairs])


@settings(max_examples=8, deadline=None)
@given(st.lists(titles, min_size=1, max_size=25))
def test_a_title_agrees_with_itself(given_titles: list[str]) -> None:
    assert set(compare_titles(comparable([(t, t) for t in given_titles]))["title_outcome"]) <= {"exact", "missing"}


def name_outcomes(left: list[str], right: list[str]) -> list[str]:
    numbers = pl.DataFrame({c: range(len(left)) for c in ("pair_no", "left_no", "right_no")}).cast(pl.UInt32)
    return compare_names(numbers, credited(list(left)), credited(list(right)))["author_outcome"].to_list()


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(credit_lists, credit_lists), min_size=1, max_size=25))
def test_two_sets_of_names_agree_the_same_from_either_side(pairs: list[tuple[str, str]]) -> None:
    left, right = [p[0] for p in pairs], [p[1] for p in pairs]
    assert name_outcomes(left, right) == name_outcomes(right, left)


def bits(title_pairs: list[tuple[str | None, str | None]], authors: str) -> list[float]:
    cells: list[str | None] = [authors] * len(title_pairs)
    return weigh(comparable(title_pairs), credited(cells), credited(cells), NO_FREQUENCIES)["bits"].to_list()


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(titles, titles), min_size=1, max_size=25))
def test_a_title_that_differs_never_weighs_more_than_the_same_title(pairs: list[tuple[str, str]]) -> None:
    same = bits([(right, right) for _, right in pairs], "Lee, Ann")
    given_bits = bits(list(pairs), "Lee, Ann")
    told = comparable(list(pairs)).select(pl.col("title_key_right").is_not_null()).to_series()
    assert all(g <= s for g, s, is_told in zip(given_bits, same, told, strict=True) if is_told)


ODD = {
    "nothing": "",
    "blanks": "   ",
    "digits": "1984",
    "many digits": "9" * 300,
    "punctuation": "?!… — ()[]",
    "one letter": "a",
    "2,000 letters": "harbour " * 250,
    "2,000 letters without a blank": "x" * 2000,
    "right to left": "שלום עולם: כתבי العربية",
    "turned around by control characters": "\u202eabc\u202c",
    "astral": "𝔗𝔥𝔢 𝔊𝔯𝔢𝔶 😀 𠀀𠀁",
    "combining": "e\u0301" * 50,
    "lone marks": "\u0301\u0300",
    "pattern characters": ".*(a+)+$ [z-",
    "SQL": "'; drop table x; --",
    "NUL": "a\x00b",
}  # fmt: skip
PLAIN = "The Grey Harbour"


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text_is_weighed_like_any_other(text: str) -> None:
    pairs: list[tuple[str | None, str | None]] = [
        (text, text),
        (text, PLAIN),
        (PLAIN, text),
        (text, None),
        (None, text),
    ]
    cells: list[str | None] = [text, "Lee, Ann", text, text, None]
    weighed = weigh(comparable(pairs), credited(cells), credited(cells[::-1]), NO_FREQUENCIES)
    assert weighed.height == len(pairs)
    assert weighed.select(pl.col("bits").is_finite().all()).item()
    assert weighed.select(pl.col("probability").is_between(0, 1).all()).item()


def test_four_hundred_names_are_cut_at_the_twelfth() -> None:
    crowd = "; ".join([*(f"Name{no}, Ann" for no in range(399)), "Zeitoun, Otto"])
    found = name_outcomes([crowd, crowd, crowd], [crowd, "Name11, Ann", "Zeitoun, Otto"])
    assert found == ["same", "same", "different"]


def test_every_outcome_has_a_weight_and_every_weight_an_outcome() -> None:
    assert {*AGREES, *RESEMBLES, "different", "missing"} == set(weights.TITLE_SHARE)
    assert len(FIELDS) == 8


@pytest.mark.parametrize("table", [weights.TITLE_SHARE, weights.AUTHOR_SHARE])
def test_no_outcome_weighs_more_than_the_first(table: dict[str, Any]) -> None:
    """Where the title or the name carries eight bits of information or more: all but the most common ones."""
    best_share, best_fixed = next(iter(table.values()))
    for bits in (8, 13, 22):
        assert all(share * bits + fixed <= best_share * bits + best_fixed for share, fixed in table.values())


# --- given names -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "outcome"),
    [
        ("Lee, Ann", "Lee, A.", "initials_agree"),
        ("Tolkien, JRR", "Tolkien, John Ronald Reuel", "initials_agree"),
        ("Brown, Tom", "Brown, Thomas", "initials_agree"),
        ("Brown, Wm", "Brown, William", "initials_agree"),
        ("Lee, Ann", "Lee, Arthur", "given_differs"),
        ("Smith, Jim", "Smith, John", "given_differs"),
        ("Wang, Wei", "Wang, Wu", "given_differs"),
        ("Brown, Tom", "Brown, Theodore", "given_differs"),
        ("Wang, Jun", "Wang, Jianguo", "given_differs"),
        ("Smith, John R.", "Smith, John S.", "given_differs"),
    ],
)
def test_a_short_given_name_agrees_only_with_what_it_abbreviates(left: str, right: str, outcome: str) -> None:
    assert name_outcomes([left, right], [right, left]) == [outcome, outcome]


@pytest.mark.parametrize(
    ("listed", "recorded", "person"),
    [
        ("Smith, J.", "Smith, John", "john"),
        ("Smith, J. R.", "Smith, John R.", "john"),
        ("Smith", "Smith, Jane", "jane"),
        ("Smith, John", "Smith, John R.", None),
        ("Smith, J.", "Smith, J.", None),
        ("Smith, J.", "Berg, John", None),
    ],
)
def test_a_record_says_who_it_is_where_the_listed_name_leaves_that_open(
    listed: str, recorded: str, person: str | None
) -> None:
    numbers = pl.DataFrame({c: [0] for c in ("pair_no", "left_no", "right_no")}).cast(pl.UInt32)
    found = compare_names(numbers, credited([listed]), credited([recorded]))
    assert found["person_right"].to_list() == [person]
