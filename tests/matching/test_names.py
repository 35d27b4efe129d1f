"""How names and sets of names agree."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.matching import weights
from stocktake.matching.credited import with_credits
from stocktake.matching.names import AGREEING, MOST_NAMES, OUTCOMES, compare_names
from stocktake.text.contributors import contributors_frame

SCHEMA = {"no": pl.UInt32, "raw": pl.String}


def names_of(cells: list[str]) -> pl.DataFrame:
    raw = pl.DataFrame({"no": range(len(cells)), "raw": cells}, schema=SCHEMA)
    names = contributors_frame(raw, "no", "raw", "auto").drop("suffix")
    return with_credits(names, raw.rename({"raw": "text"}))


def compared(left: str | pl.DataFrame, right: str) -> dict[str, Any]:
    number = pl.DataFrame({c: [0] for c in ("pair_no", "left_no", "right_no")}).cast(pl.UInt32)
    listed = names_of([left]) if isinstance(left, str) else left
    return compare_names(number, listed, names_of([right])).row(0, named=True)


def outcomes(left: str, right: str) -> set[str]:
    return {compared(left, right)["author_outcome"], compared(right, left)["author_outcome"]}


@pytest.mark.parametrize(
    ("left", "right", "outcome"),
    [
        ("Smith, John", "John Smith", "same"),
        ("Smith, John R.", "Smith, John Robert", "same"),
        ("Smith, John R.", "Smith, John", "same_without_middle"),
        ("Smith, John R.", "Smith, John S.", "given_differs"),
        ("Smith, J.", "Smith, K.", "given_differs"),
        ("Fitzgerald, F. Scott", "Fitzgerald, Scott", "initials_agree"),
        ("Smith, Mary Ann", "Smith, Ann", "given_differs"),
        ("Tolkien, JRR", "Tolkien, J. R. R.", "initials_agree"),
        ("Sartre, Jean-Paul", "Sartre, Jean Paul", "same"),
        ("Sartre, J.-P.", "Sartre, Jean-Paul", "initials_agree"),
        ("Liu, Ci-xin", "Liu, Cixin", "same"),
        ("Roberts, Bob", "Roberts, Robert", "nickname"),
        ("Wright, Peggy", "Wright, Margaret", "nickname"),
        ("Huss, John", "Huss, Jan", "given_translated"),
        ("Tolstoy, Leo", "Толстой, Лев Николаевич", "transliteration"),
        ("Tolstoi, Leo", "Толстой, Лев", "given_translated"),
        ("Dostoyevsky, Fyodor", "Достоевский, Федор", "transliteration"),
        ("Chekhov, Anton", "Tschechow, Anton", "transliteration"),
        ("Chekhov, A. P.", "Čechov, Anton Pavlovič", "different"),
        ("Чехов, А. П.", "Tschechow, Anton P.", "transliteration"),
        ("محفوظ, نجيب", "Mahfouz, Naguib", "transliteration"),
        ("Park, Wan-suh", "Pak, Wan-suh", "transliteration"),
        ("王伟", "Wang Wei", "same"),
        ("王伟", "王伟", "same"),
        ("王伟", "王维", "transliteration"),
        ("Ramos Serrano, Ana", "Serrano, Ana", "part_of_family"),
        ("Gabriel García Márquez", "García Márquez, Gabriel", "same"),
        ("Smith-Jones, Ann", "Jones, Ann", "part_of_family"),
        ("King, Martin Luther, Jr.", "King, Martin Luther, Sr.", "given_differs"),
        ("King, Martin Luther, Jr.", "King, Martin Luther", "same"),
        ("Dumas, Alexandre, II", "Dumas, A., III", "given_differs"),
        ("Great Britain. Treasury", "Great Britain. Treasury.", "same"),
        ("United States. Congress. House", "United States. Congress. House. Committee on Printing", "part_of_family"),
        ("Smith", "Smith", "family_only"),
    ],
)
def test_two_names(left: str, right: str, outcome: str) -> None:
    assert outcomes(left, right) == {outcome}


@pytest.mark.parametrize(
    ("left", "right", "outcome", "roles_agree"),
    [
        ("Lee, Ann (ed.)", "Lee, Ann (ed.)", "same", True),
        ("Lee, Ann", "Lee, Ann (ed.)", "editor_is_author", False),
        ("Lee, Ann", "Lee, Ann (trans.)", "other_role", None),
        ("Lee, Ann (trans.)", "Lee, Ann (trans.)", "other_role", None),
        ("Lee, Ann; Berg, Otto (trans.)", "Quist, Bo; Berg, Otto (trans.)", "different", True),
        ("Lee, Ann; Berg, Otto (trans.)", "Lee, Ann; Quist, Bo (trans.)", "same", True),
        ("Lee, Ann", "Quist, Bo (trans.)", "missing", None),
        ("Lee, Ann; Berg, Otto (ill.)", "Berg, Otto", "other_role", None),
        ("Lee, Ann (ed.); Berg, Otto", "Berg, Otto; Lee, Ann", "same", True),
    ],
)
def test_roles(left: str, right: str, outcome: str, roles_agree: bool | None) -> None:
    assert outcomes(left, right) == {outcome}
    if roles_agree is not None:
        assert compared(left, right)["roles_agree"] is roles_agree


def test_without_roles_nothing_is_said_of_them() -> None:
    bare = names_of(["Lee, Ann"]).drop("role")
    number = pl.DataFrame({c: [0] for c in ("pair_no", "left_no", "right_no")}).cast(pl.UInt32)
    assert compare_names(number, bare, bare)["roles_agree"].to_list() == [None]


@pytest.mark.parametrize(
    ("left", "right", "counts", "first"),
    [
        ("Lee, Ann; Berg, Otto", "Berg, Otto; Lee, Ann", (2, 2, 2), False),
        ("Lee, Ann; Berg, Otto", "Lee, Ann; Quist, Bo", (2, 2, 1), True),
        ("Lee, Ann; Berg, Otto", "Lee, Ann", (2, 1, 1), True),
        ("Lee, Ann; Lee, A.", "Lee, Ann", (2, 1, 1), True),
        ("Lee, A.; Lee, Ann", "Lee, Ann; Lee, Ada", (2, 2, 2), True),
        ("Lee, Ann", "Quist, Bo", (1, 1, 0), False),
        ("Lee, Ann; Quist, Bo (trans.)", "Lee, Ann; Quist, Bo (trans.)", (1, 1, 1), True),
        ("", "Quist, Bo", (0, 1, 0), False),
    ],
)
def test_names_are_counted_one_to_one(left: str, right: str, counts: tuple[int, int, int], first: bool) -> None:
    row = compared(left, right)
    assert (row["n_names_left"], row["n_names_right"], row["n_names_agreed"]) == counts
    assert row["first_agrees"] is first


def test_first_twelve_of_four_hundred_are_no_omission() -> None:
    crowd = [f"Name{no}son, Ann" for no in range(400)]
    row = compared("; ".join(crowd), "; ".join(crowd[:MOST_NAMES]))
    assert row["author_outcome"] == "same"
    assert row["n_names_left"] == row["n_names_right"] == row["n_names_agreed"] == MOST_NAMES


def with_alias(kind: str) -> pl.DataFrame:
    """A listed book by Ann Lee, who is also Vera Marsh."""
    known = names_of(["Lee, Ann"]).with_columns(pl.lit(None, pl.String).alias("alias_kind"))
    other = names_of(["Marsh, Vera"]).with_columns(pl.lit(kind).alias("alias_kind"))
    return pl.concat([known, other])


@pytest.mark.parametrize(
    ("credited", "outcome", "agrees"),
    [
        ("Vera Marsh", "alias", True),
        ("V. Marsh", "alias", True),
        ("Ann Lee", "same", False),
        ("Bo Quist", "different", False),
    ],
)
def test_other_name_of_an_author_agrees_too(credited: str, outcome: str, agrees: bool) -> None:
    row = compared(with_alias("pen"), credited)
    assert (row["author_outcome"], row["alias_agrees"], row["n_names_left"]) == (outcome, agrees, 1)


def test_contradiction_of_an_alias_is_that_of_the_name() -> None:
    assert compared(with_alias("married"), "Marsh, Otto")["author_outcome"] == "different"


def test_every_outcome_has_a_weight_and_every_weight_an_outcome() -> None:
    assert {*OUTCOMES, "missing", "neither"} == set(weights.AUTHOR_SHARE)
    assert set(AGREEING) < set(OUTCOMES)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_cells_are_compared(left: str, right: str) -> None:
    row = compared(left, right)
    assert row["author_outcome"] in {*OUTCOMES, "missing"}
    assert row["n_names_agreed"] <= min(row["n_names_left"], row["n_names_right"])
