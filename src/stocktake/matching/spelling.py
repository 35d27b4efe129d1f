"""Whether two titles differ by slips only: letters mistyped, words run together, a small word lost."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from stocktake.text.vocabulary import words

SPELLING_AT = 86.0  # RapidFuzz ratio, 0..100, where the words that differ are alike
LETTERS_FOR_MORE_SLIPS = (6, 14)  # letters of the words that differ, beyond which a second and a third slip may be
OTHER_CUT_AT = 85.0  # of their letters without blanks: "phhysician s" and "physicians"
SMALL_WORD_AT = 60.0  # of words that differ, where those of one side are small ones: "fhe" and "the"
LEAST_SLIPPED = 6  # letters
MOST_SLIPS = 3
MOST_STRAY = 4  # letters of a word that stands on one side only: "thee chinese consortium"
SIDES = ("left", "right")
SMALL_WORDS = words(
    """
    a an the of and in on to for with at by de la le les des du et en der die das und von el los las y il lo gli e
    o os as do da een het van
    """
)


def ratio(left: pl.Series, right: pl.Series) -> NDArray[np.float32]:
    """RapidFuzz's normalised indel similarity (0..100) of two text columns, code point by code point; null is ''."""
    return cpdist(_texts(left), _texts(right), scorer=fuzz.ratio, dtype=np.float32, workers=-1)


def in_order(words: pl.Expr) -> pl.Expr:
    """Each list sorted. `list.sort` does the same, 27 times slower (42,000 lists: 0.56 s and 0.02 s)."""
    return words.list.eval(pl.element().sort())


def misspelt(left: pl.Series, right: pl.Series, likeness: pl.Series) -> pl.Series:
    """For each pair of titles whether one is the other with slips; `likeness` is the best ratio of texts or words.

    One slip in a title of LEAST_SLIPPED letters; else nearly the same letters, and the words that differ are as many
    and few slips apart ("froest" and "forest" are one word, "men" and "women" are two), or small ones, or one short
    stray, or the same letters cut into words otherwise. "Volume III" is never a slip of "Volume IV".
    """
    odd = _odd_words(pl.DataFrame({"left": left, "right": right}))
    few = pl.min_horizontal("n_odd_left", "n_odd_right") == 0
    stray = few & (pl.max_horizontal("letters_left", "letters_right") <= MOST_STRAY)
    small = (pl.col("small_left") | pl.col("small_right")) & (pl.col("odd_ratio") >= SMALL_WORD_AT)
    as_many = (pl.col("n_odd_left") == pl.col("n_odd_right")) & (pl.col("odd_slips") <= _allowed_slips())
    cut_otherwise = pl.col("letters_ratio") >= OTHER_CUT_AT
    alike = pl.lit(likeness >= SPELLING_AT) & (as_many | small | stray | cut_otherwise)
    return odd.select((pl.lit(_one_slip(left, right)) | alike) & pl.col("same_numerals")).to_series()


def _allowed_slips() -> pl.Expr:
    letters = pl.min_horizontal("letters_left", "letters_right")
    return pl.sum_horizontal(pl.lit(1), *[(letters > more).cast(pl.Int32) for more in LETTERS_FOR_MORE_SLIPS])


def _one_slip(left: pl.Series, right: pl.Series) -> pl.Series:
    """One letter added, lost, changed, or swapped with the next, in a title of LEAST_SLIPPED letters."""
    long_enough = (left.str.len_chars() >= LEAST_SLIPPED) & (right.str.len_chars() >= LEAST_SLIPPED)
    return pl.Series(_slips(left, right, most=1) <= 1) & long_enough.fill_null(value=False)


def _slips(left: pl.Series, right: pl.Series, most: int) -> NDArray[np.int32]:
    """Letters added, lost, changed or swapped with the next between two texts; beyond `most` it is most + 1."""
    return cpdist(_texts(left), _texts(right), scorer=OSA.distance, score_cutoff=most, dtype=np.int32, workers=-1)


def _odd_words(titles: pl.DataFrame) -> pl.DataFrame:
    """The words that stand on one side only: how many, their letters, whether all are small, and how alike they are."""
    parts = titles.select(pl.col(s).fill_null("").str.split(" ").list.unique(maintain_order=True) for s in SIDES)
    odd = parts.select(
        pl.col("left").list.set_difference("right").alias("left"),
        pl.col("right").list.set_difference("left").alias("right"),
    )
    sorted_words = odd.select(in_order(pl.col(side)).list.join(" ") for side in SIDES)
    letters = odd.select(pl.col(side).list.join("") for side in SIDES)
    counted = odd.select(
        *[pl.col(side).list.len().alias(f"n_odd_{side}") for side in SIDES],
        *[_all_small(pl.col(side)).alias(f"small_{side}") for side in SIDES],
        (_same_numerals() & ~_both_letters()).alias("same_numerals"),
    )
    return counted.with_columns(
        *[letters[side].str.len_chars().alias(f"letters_{side}") for side in SIDES],
        pl.Series("odd_ratio", ratio(sorted_words["left"], sorted_words["right"])),
        pl.Series("letters_ratio", ratio(letters["left"], letters["right"])),
        pl.Series("odd_slips", _slips(sorted_words["left"], sorted_words["right"], most=MOST_SLIPS)),
    )


def _all_small(words: pl.Expr) -> pl.Expr:
    return (words.list.len() > 0) & (words.list.set_difference(sorted(SMALL_WORDS)).list.len() == 0)


def _same_numerals() -> pl.Expr:
    """Among the words that differ, those that may number a volume agree: "iii" and "iv" are no slips of each other."""
    numerals = pl.element().filter(pl.element().str.contains("^(?:[ivx]{2,}|[0-9]+)$"))
    left, right = (in_order(pl.col(side).list.eval(numerals)).list.join(" ") for side in SIDES)
    return left == right


def _both_letters() -> pl.Expr:
    """The words that differ are one letter on either side: "set A" and "set B" are two."""
    left, right = (pl.col(side).list.join(" ").str.len_chars() for side in SIDES)
    return (left == 1) & (right == 1)


def _texts(column: pl.Series) -> list[str]:
    return column.fill_null("").to_list()
