"""Given names used for each other."""

import polars as pl
import pytest

from stocktake.text.nicknames import are_among, nickname_pairs, variant_pairs


def among(pairs: pl.Series, one: str, other: str) -> bool:
    return bool(pl.select(are_among(pairs, pl.lit(one), pl.lit(other))).item())


@pytest.mark.parametrize(
    ("one", "other"),
    [("bob", "robert"), ("bill", "william"), ("peggy", "margaret"), ("bob", "bobby"), ("jim", "james")],
)
def test_nicknames_are_known_from_either_side(one: str, other: str) -> None:
    assert among(nickname_pairs(), one, other)
    assert among(nickname_pairs(), other, one)


@pytest.mark.parametrize(("one", "other"), [("jim", "john"), ("robert", "william"), ("robert", "robert"), ("", "bob")])
def test_other_names_are_none(one: str, other: str) -> None:
    assert not among(nickname_pairs(), one, other)


def test_one_name_in_several_languages() -> None:
    assert among(variant_pairs(), "john", "ivan")
    assert among(variant_pairs(), "leo", "lev")
    assert not among(variant_pairs(), "john", "peter")


def test_every_pair_stands_both_ways() -> None:
    for pairs in (nickname_pairs(), variant_pairs()):
        there = set(pairs.to_list())
        assert {"|".join(reversed(pair.split("|"))) for pair in there} == there
