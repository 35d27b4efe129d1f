"""Which words are given names and which family names."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.text.fold import soften_series
from stocktake.text.person.word_order import family_leads, family_leads_series, is_family, is_given, lean, word_key


def test_words_lean_as_they_are_used() -> None:
    assert is_given("Mary")
    assert is_given("JOSÉ")
    assert is_family("Smith")
    assert not is_given("Martin") or not is_family("Martin")
    assert lean("K.") == lean("Толстой") == 0.0
    assert -2 < lean("Zzyxqu") < -1


@pytest.mark.parametrize(("word", "key"), [("O'Brien", "obrien"), ("Jean-Paul", "jeanpaul"), ("Ł.", "l"), ("Лев", "")])
def test_key_of_a_word_is_its_latin_letters(word: str, key: str) -> None:
    assert word_key(word) == key


@pytest.mark.parametrize(
    ("name", "leads"),
    [
        ("Cook Aaron", True),
        ("Aaron Cook", False),
        ("Harper Lee", False),
        ("Meyer Mary Ellen", True),
        ("Mary Ellen Meyer", False),
        ("Cook", False),
        ("Cook Aaron John Peter", False),
    ],
)
def test_family_name_leads_only_against_long_odds(name: str, leads: bool) -> None:
    assert family_leads(name.split()) is leads


words = st.sampled_from(
    ["Cook", "Aaron", "Mary", "Zzyxqu", "O'Brien", "Jean-Paul", "J.", "Лев", "José", "Ellen", "D'A."]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(words, min_size=2, max_size=4), max_size=8))
def test_column_equals_the_plain_function(names: list[list[str]]) -> None:
    turned = pl.Series([f"{name[-1]}, {' '.join(name[:-1])}" for name in names], dtype=pl.String)
    assert family_leads_series(soften_series(turned)).to_list() == [family_leads(name) for name in names]
