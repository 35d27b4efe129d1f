"""Which rows become candidates for each other."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.text.blocking import MOST_WORDS, Words, _rarest, blocking_keys
from stocktake.text.hashing import text_hashes
from stocktake.text.names import family_key, parse_name
from stocktake.text.titles import main_key, title_key


def frequencies(**n_records: int) -> pl.DataFrame:
    schema = {"token": pl.String, "n_records": pl.UInt32}
    return pl.DataFrame(list(n_records.items()), schema=schema, orient="row")


def tokens(title: str | None, **n_records: int) -> list[str]:
    """The words of one title that are worth blocking on, rarest first."""
    found = _rarest(pl.Series([title], dtype=pl.String), Words.of(frequencies(**n_records)))[0]
    known = dict(zip(text_hashes(pl.Series(list(n_records))).tolist(), n_records, strict=True))
    return [known[int(each)] for each in found if each]


def test_the_five_rarest_words_are_kept() -> None:
    found = tokens(
        "the grey harbour of lost and found ships", the=900, of=800, grey=9, harbour=8, lost=70, found=60, ships=5
    )
    assert found == ["ships", "harbour", "grey", "found", "lost"]


def test_a_word_that_the_reference_does_not_know_is_dropped() -> None:
    assert tokens("grey harbuor", grey=9, harbour=8) == ["grey"]


def test_words_that_are_equally_rare_stand_in_one_order_whatever_the_title() -> None:
    assert tokens("c b a", a=1, b=1, c=1) == tokens("a c b", c=1, b=1, a=1)


def test_a_word_said_twice_counts_once() -> None:
    assert tokens("never say never", never=3, say=4) == ["never", "say"]


def test_a_row_without_a_title_has_no_words() -> None:
    assert tokens(None, none=1) == []
    assert tokens("anything") == []


@given(
    st.lists(st.text(alphabet="abcde ", max_size=20), max_size=8),
    st.dictionaries(st.sampled_from("abcde"), st.integers(1, 3)),
)
def test_the_rarest_words_are_those_of_the_plain_rule(titles: list[str], counts: dict[str, int]) -> None:
    words = Words.of(frequencies(**counts))
    found = _rarest(pl.Series(titles, dtype=pl.String), words)
    for title, hashes in zip(titles, found, strict=True):
        known = sorted({(counts[w], int(text_hashes(pl.Series([w]))[0])) for w in title.split(" ") if w in counts})
        expected = [each for _, each in known][:MOST_WORDS]
        assert hashes.tolist() == expected + [0] * (MOST_WORDS - len(expected))


def keys(*described: tuple[str | None, str | None], is_article: bool = False) -> list[set[int]]:
    """The blocking keys of each (title, name); the first one is the reference that knows words."""
    people = [parse_name(name) if name else None for _, name in described]
    rows = pl.DataFrame(
        [
            [no, title_key(title or ""), main_key(title or ""), None, is_article]
            for no, (title, _) in enumerate(described)
        ],
        schema={
            "row_no": pl.UInt32,
            "title_key": pl.String,
            "main_key": pl.String,
            "parallel_key": pl.String,
            "is_article": pl.Boolean,
        },
        orient="row",
    )
    names = pl.DataFrame(
        [[no, 1, family_key(person) if person else None] for no, person in enumerate(people)],
        schema={"row_no": pl.UInt32, "position": pl.Int32, "family_key": pl.String},
        orient="row",
    )
    known = (rows["title_key"][0] or "").split()
    found = blocking_keys(rows, names, Words.of(frequencies(**dict.fromkeys(known, 1))))
    return [set(found.filter(row_no=no)["key"]) for no in range(len(described))]


ULYSSES = [62903450209061, 101245980742312, 190131742666102, 196127313110884, 273518871968110]
RECORD = ("The Grey Harbour: a novel of the sea", "Lee, Ann")


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param(("The Grey Harbour: a novel of the sea", "Lee, Ann"), id="the same"),
        pytest.param(("The Grey Harbuor: a novel of the sea", "Lee, Ann"), id="typo in a word"),
        pytest.param(("Grehy Harbuor", "Lee, Ann"), id="typo in every word and no subtitle"),
        pytest.param(("The Grey Harbour", "Lee, Ann"), id="no subtitle"),
        pytest.param(("Grey Harbour, The", "Lee, Ann"), id="article behind a comma"),
        pytest.param(("Grey Harbour", "A. Lee"), id="no article, initial"),
        pytest.param(("The Grey Harbour", None), id="no name"),
        pytest.param(("The Grey Harbour: a novel of the sea", "Leigh, Ann"), id="family name misspelt"),
        pytest.param(("The Grey Harb", "Lee, Ann"), id="cut off"),
        pytest.param(("Greyharbour", "Lee, Ann"), id="words run together"),
        pytest.param(("Harbour, grey", "Lee, Ann"), id="words in another order"),
    ],
)
def test_a_damaged_title_still_shares_a_key_with_its_record(listed: tuple[str | None, str | None]) -> None:
    record, damaged = keys(RECORD, listed)
    assert record & damaged


@pytest.mark.parametrize(
    ("record", "listed"),
    [
        (("Glass Mountain", "Castellanos, Mary"), ("Glass Mounatin", "Mary, Castellanos")),
        (("The Restless Island", "MacDonald, Otto"), ("The Restlese Island", "MacDonalld, Otto")),
        (("Marble Lighthouse", "García, Bo"), ("Marble Lihgthouse", "Grcía, Bo")),
    ],
)
def test_a_short_title_and_its_name_may_both_be_damaged(record: tuple[str, str], listed: tuple[str, str]) -> None:
    one, other = keys(record, listed)
    assert one & other


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(("Winter Light", "Lee, Ann"), id="another title by the same name"),
        pytest.param(("A Blue Harbour", "Quist, Bo"), id="one common word"),
        pytest.param((None, "Lee, Ann"), id="no title"),
    ],
)
def test_unrelated_rows_share_no_key(other: tuple[str | None, str | None]) -> None:
    record, unrelated = keys(RECORD, other)
    assert not record & unrelated


def test_keys_are_the_same_numbers_in_every_version() -> None:
    (found,) = keys(("Ulysses", "Joyce, James"))
    assert sorted(found) == ULYSSES


def test_an_article_has_few_keys_and_all_of_them_are_among_those_of_a_book() -> None:
    titled = ("Sorting and searching of large graphs in parallel memory hierarchies", "Lee, Ann")
    (book,), (article,) = keys(titled), keys(titled, is_article=True)
    assert article < book
    assert len(article) == 6, "the title, three pairs of words, the name with two words"


def test_rows_without_anything_have_no_keys() -> None:
    assert keys((None, None), (None, None)) == [set(), set()]
