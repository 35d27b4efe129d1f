"""What holds for every catalogue: the order of rows says nothing, and numbers and titles keep people apart."""

from __future__ import annotations

from random import Random
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.matching.identity.identify import identify
from tests.matching.identity.listed import aliases_of, credits_of, rarity

NAMES = (
    "Follett, Ken", "Follett, K.", "Kenneth Martin Follett", "Follett", "Ken, Follett", "Folett, Ken",
    "Smith, John", "Smith, J.", "Smith, Jane", "Jack Smith", "Smith, John, Jr.", "Smith, J. R.", "Smyth, John",
    "Marsh, Vera", "Vera Marsh-Lee",
)  # fmt: skip
ALIASES = aliases_of(("Ken Follett", "Vera Marsh", "pen"), ("John Smith", "Vera Marsh-Lee", "married"))
number = st.sampled_from((None, None, "1", "2"))
titles = st.lists(
    st.fixed_dictionaries(
        {
            "names": st.lists(st.sampled_from(NAMES), min_size=1, max_size=3),
            "work": st.sampled_from(("w1", "w2", "w3")),
            "house": st.sampled_from((None, "quay")),
            "isni": number,
            "ipi": number,
            "sender_id": number,
        }
    ),
    max_size=12,
)


def with_authors(rows: list[dict[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The credits with their `author`, and the doubts."""
    credited = credits_of(rows)
    found = identify(credited, ALIASES, rarity())
    both = credited.join(found.credits, on=["title_no", "position"])
    return both.with_columns((pl.col("id_kind") + pl.col("id_text")).alias("author")), found.doubts


few = settings(max_examples=15, deadline=None)  # an example takes a fifth of a second, however small


@few
@given(titles, st.integers(0, 99))
def test_the_order_of_rows_says_nothing(rows: list[dict[str, Any]], seed: int) -> None:
    credited = credits_of(rows)
    order = list(range(credited.height))
    Random(seed).shuffle(order)
    one, other = (identify(frame, ALIASES, rarity()) for frame in (credited, credited[order]))
    assert one.credits.equals(other.credits)
    assert one.joins.equals(other.joins)
    assert one.doubts.equals(other.doubts)


@few
@given(titles)
def test_the_numbers_of_titles_say_nothing(rows: list[dict[str, Any]]) -> None:
    one, other = with_authors(rows)[0], with_authors(rows[::-1])[0]
    told = ["name_as_credited", "position", "isni", "ipi", "sender_id", "work_key", "author"]
    assert one.select(told).sort(told).equals(other.select(told).sort(told))


@few
@given(titles)
def test_numbers_titles_and_pen_names_keep_people_apart(rows: list[dict[str, Any]]) -> None:
    credited, doubts = with_authors(rows)
    assert (credited.height, credited["author"].null_count()) == (credits_of(rows).height, 0)
    whole = pl.col("family_key") + "|" + pl.col("given_key")
    authors = credited.group_by("author").agg(
        pl.col("isni", "ipi").drop_nulls().n_unique(),
        (whole == "follett|ken").any().alias("is_behind"),
        (whole == "marsh|vera").any().alias("is_pen"),
    )
    assert authors.filter((pl.col("isni") > 1) | (pl.col("ipi") > 1)).is_empty()
    assert authors.filter(pl.col("is_behind") & pl.col("is_pen")).is_empty()
    on_one_title = credited.group_by("title_no", "author").agg(whole.n_unique().alias("n_names"))
    assert on_one_title.filter(pl.col("n_names") > 1).is_empty()
    one, other = (pl.col(f"{p}id_kind") + pl.col(f"{p}id_text") for p in ("", "other_"))
    assert doubts.filter(one >= other).is_empty()
