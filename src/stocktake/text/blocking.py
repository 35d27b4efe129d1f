"""Blocking keys: two rows become candidates for each other when they share one.

A key is a 48-bit number made of the hashes of what it stands for: two words of the title, a family name and a
word, the whole main title, the opening of the title, a family name and the opening, ending or first letters of
the title, and, of a main title with two long words, one with the opening or the ending of the other (what is left when
the name and a word are both damaged). The same function serves the reference (when it is prepared) and the
catalogue (in a run), so that keys always agree. Articles have long titles and stand in the reference by the ten
million, so fewer keys are laid for them; the catalogue always looks under all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from stocktake.text.hashing import Hashes, mixed, text_hashes
from stocktake.text.tokens import each_once, tokens_of

KEY_BITS = 48
"""Of half a billion keys one in a million is shared by chance; 16 bits more would cost two bytes a key on disk."""
SPARED_BITS = np.uint64(64 - KEY_BITS)
MOST_NAMES = 4
MOST_WORDS = 5
OPENING, NAME_OPENING, NAME_LETTERS = 14, 5, 3
_PAIRS = ((0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3), (0, 4))
_PAIRS_OF_ARTICLES = ((0, 1), (0, 2), (1, 2))
_WORDS_WITH_NAME, _WORDS_WITH_NAME_OF_ARTICLES = 4, 2
_NAMES_OF_ARTICLES = 1
_FEW_WORDS, _LONG_WORD = 6, 4
_WORD_OPENING, _WORD_ENDING = 2, 3
_FACTOR = np.uint64(0xD6E8FEB86659FD93)

WHOLE_TITLE, WITH_NAME = 1, 2
"""Kinds of keys: a row that shares one of each with another has its title and a family name."""

Rows = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.uint8]
Key = tuple[Rows, Hashes]
"""Row indexes and, beside each, one key of that row."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a reference by rarity: `hashes` ascending, `rank` beside them (0 is the rarest)."""

    hashes: Hashes
    rank: npt.NDArray[np.int64]
    by_rank: Hashes

    @staticmethod
    def of(frequencies: pl.DataFrame) -> Words:
        """From `token, n_records`. Equally rare words are ordered by their hash."""
        hashes = text_hashes(frequencies["token"])
        order = np.lexsort((hashes, frequencies["n_records"].to_numpy()))
        by_hash = np.argsort(hashes)
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        return Words(hashes[by_hash], rank[by_hash], hashes[order])

    def ranks(self, words: pl.Series) -> npt.NDArray[np.int64]:
        """The rank of each word, -1 for one that no record has."""
        if not len(self.hashes):
            return np.full(len(words), -1, np.int64)
        wanted = text_hashes(words)
        place = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
        return np.where(self.hashes[place] == wanted, self.rank[place], -1)


def blocking_keys(rows: pl.DataFrame, names: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The keys of rows: `key, row_no`; a row may come twice under one key (two namesakes wrote it).

    `rows`: row_no (ascending), title_key, main_key, parallel_key and, if there are any articles, is_article.
    `names`: row_no, position, family_key; the first four names count. Words unknown to the reference are of no use.
    """
    row, key, _ = _all_keys(rows, names, words)
    return pl.DataFrame({"key": key, "row_no": rows["row_no"].gather(row)})


def keys_with_kinds(rows: pl.DataFrame, names: pl.DataFrame, words: Words) -> tuple[Rows, Hashes, Kinds]:
    """`blocking_keys` as arrays: index of the row, key, and its kind (WHOLE_TITLE, WITH_NAME, 0 for any other)."""
    return _all_keys(rows, names, words)


def _all_keys(rows: pl.DataFrame, names: pl.DataFrame, words: Words) -> tuple[Rows, Hashes, Kinds]:
    is_article = rows["is_article"].to_numpy() if "is_article" in rows.columns else np.zeros(rows.height, bool)
    families, rarest = _families(rows, names), _rarest(rows["title_key"], words)
    letters = rows["main_key"].str.replace_all(" ", "", literal=True).set(pl.Series(is_article), None)
    named = list(_keys_with_name(letters, families, rarest, is_article))
    whole = [_texts("title", rows[column]) for column in ("main_key", "parallel_key")]
    main_keys = rows["main_key"].set(pl.Series(is_article), None)
    others = [_opening(letters), *_two_words(rarest, is_article), *_word_and_part(main_keys, words)]
    found = [*whole, *named, *others]
    kinds = np.repeat([WHOLE_TITLE, WITH_NAME, 0], [sum(len(r) for r, _ in kind) for kind in (whole, named, others)])
    row = np.concatenate([rows_of for rows_of, _ in found])
    return row, np.concatenate([keys for _, keys in found]) >> SPARED_BITS, kinds.astype(np.uint8)


def _keys_with_name(
    letters: pl.Series, families: Key, rarest: Hashes, is_article: npt.NDArray[np.bool_]
) -> Iterator[Key]:
    yield from _name_and_word(families, rarest, is_article)
    yield _name_and_text("name+opening", families, letters.str.head(NAME_OPENING))
    yield _name_and_text("name+ending", families, letters.str.tail(NAME_OPENING))
    yield _name_and_text("name+letters", families, letters.str.head(NAME_LETTERS))


def _opening(letters: pl.Series) -> Key:
    is_short = (letters.str.len_chars() < OPENING).fill_null(value=False)
    return _texts("opening", letters.str.head(OPENING).set(is_short, None))


def _tag(kind: str) -> np.uint64:
    return np.uint64(text_hashes(pl.Series([kind]))[0])


def _texts(kind: str, texts: pl.Series) -> Key:
    there = texts.is_not_null().arg_true()
    return there.to_numpy().astype(np.int64), mixed(text_hashes(texts.gather(there)) ^ _tag(kind))


def _two_words(rarest: Hashes, is_article: npt.NDArray[np.bool_]) -> Iterator[Key]:
    """Two of the rarest words, in either order. A title of an article counts under three pairs only."""
    for one, other in _PAIRS:
        there = (rarest[:, one] != 0) & (rarest[:, other] != 0)
        if (one, other) not in _PAIRS_OF_ARTICLES:
            there &= ~is_article
        at = np.flatnonzero(there)
        yield at, mixed((rarest[at, one] + rarest[at, other]) ^ _tag("words"))


def _word_and_part(main_keys: pl.Series, words: Words) -> Iterator[Key]:
    """Of titles with two long words: one that the reference knows, and how the other, known or not, begins or ends.

    A title with more has two whole words left when one is damaged.
    """
    row, pair, distinct = _two_long_words(main_keys)
    known, hashes = words.ranks(distinct) >= 0, text_hashes(distinct)
    for kind, part in (
        ("word+opening", distinct.str.head(_WORD_OPENING)),
        ("word+ending", distinct.str.tail(_WORD_ENDING)),
    ):
        parts = text_hashes(part)
        for whole, other in (pair, pair[::-1]):
            at = np.flatnonzero(known[whole])
            yield row[at], mixed((hashes[whole[at]] * _FACTOR + parts[other[at]]) ^ _tag(kind))


def _two_long_words(titles: pl.Series) -> tuple[Rows, npt.NDArray[np.int64], pl.Series]:
    """Rows whose titles have just two words of four letters or more (or two words in all), the two words of each as
    two rows of indexes, and the distinct words that these mean.
    """
    few = (titles.str.count_matches(" ", literal=True) < _FEW_WORDS).fill_null(value=False).arg_true()
    tokens = tokens_of(titles.gather(few))
    is_long = (tokens.words.str.len_bytes() >= _LONG_WORD).to_numpy()[tokens.word]
    n_words = np.bincount(tokens.row, minlength=len(few))
    n_long = np.bincount(tokens.row[is_long], minlength=len(few))
    two_long, two = n_long == 2, (n_words == 2) & (n_long < 2)
    kept = (is_long & two_long[tokens.row]) | two[tokens.row]
    pair = tokens.word[kept].reshape(-1, 2).T
    return few.to_numpy().astype(np.int64)[np.flatnonzero(two_long | two)], pair, tokens.words


def _name_and_word(families: Key, rarest: Hashes, is_article: npt.NDArray[np.bool_]) -> Iterator[Key]:
    row, family = families
    for nth in range(_WORDS_WITH_NAME):
        there = rarest[row, nth] != 0
        if nth >= _WORDS_WITH_NAME_OF_ARTICLES:
            there &= ~is_article[row]
        at = np.flatnonzero(there)
        yield row[at], mixed((family[at] * _FACTOR + rarest[row[at], nth]) ^ _tag("name+word"))


def _name_and_text(kind: str, families: Key, texts: pl.Series) -> Key:
    row, family = families
    there, hashes = texts.is_not_null().to_numpy(), text_hashes(texts)
    at = np.flatnonzero(there[row])
    return row[at], mixed((family[at] * _FACTOR + hashes[row[at]]) ^ _tag(kind))


def _families(rows: pl.DataFrame, names: pl.DataFrame) -> Key:
    """Row index and hash of the family names that count: the first four, of an article only the first."""
    known = names.filter((pl.col("position") <= MOST_NAMES) & (pl.col("family_key") != ""))
    row = np.searchsorted(rows["row_no"].to_numpy(), known["row_no"].to_numpy())
    if "is_article" in rows.columns:
        counts = ~rows["is_article"].to_numpy()[row] | (known["position"].to_numpy() <= _NAMES_OF_ARTICLES)
        known, row = known.filter(pl.Series(counts)), row[counts]
    return row, text_hashes(known["family_key"])


def _rarest(titles: pl.Series, words: Words) -> Hashes:
    """The hashes of the five rarest words of each title, rarest first; 0 where there are fewer."""
    tokens = tokens_of(titles)
    ranks = words.ranks(tokens.words)[tokens.word]
    known = ranks >= 0
    row, rank = each_once(tokens.row[known], ranks[known])
    begins = np.searchsorted(row, np.arange(len(titles)))
    nth = np.arange(len(row)) - begins[row]
    found = np.zeros((len(titles), MOST_WORDS), np.uint64)
    kept = nth < MOST_WORDS
    found[row[kept], nth[kept]] = words.by_rank[rank[kept]]
    return found
