"""How two titles agree: one outcome a pair, the strongest that holds, in the order of the rules below.

Most pairs are settled by equal keys, or by likenesses that show them to be different; only what is left is taken apart
into words.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from stocktake.matching.spelling import SIDES, SMALL_WORDS, in_order, misspelt, ratio
from stocktake.text.distinct import on_distinct
from stocktake.text.numerals import TELLING, as_digits

__all__ = ["compare_titles", "first_that_holds", "in_order", "ratio"]

LEAST_TRUNCATED = 24  # characters: a shorter opening that agrees says little
LEAST_OPENING = 10  # characters: a shorter opening is not looked at for slips
COLUMN_WIDTH = 60  # characters: an opening as long as that may have been cut between two words
LEAST_MAIN_WORDS = 3  # words: two different subtitles under a shorter main title are two works of a series
MAIN_SIMILAR_AT = 90.0
SIMILAR_AT = 80.0
EDITION_BEHIND = (
    r"(?: (?:[0-9]+(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|revised|rev|new|"
    r"and|updated|expanded|enlarged|international|global|illustrated|annotated|anniversary|deluxe|special|collectors|"
    r"student|digital|kindle|reprint))+ (?:edition|edn|ed)$"
)
"""An edition statement at the end of a folded title; a bare "edition" is part of the title."""
# RapidFuzz scorers and the likeness (0..100) below which no rule about words can hold.
GATES: dict[str, tuple[Callable[..., float], float]] = {
    "whole": (fuzz.ratio, SIMILAR_AT),
    "sorted": (fuzz.token_sort_ratio, SIMILAR_AT),
    "contained": (fuzz.token_set_ratio, 85.0),
}


def compare_titles(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `title_outcome` to pairs.

    Needs `title_key, main_key, subtitle_key, parallel_key` with `_left` and `_right`. Rows keep their order.
    """
    outcome = pairs.select(_plain_outcome().alias("title_outcome")).to_series()
    rows = outcome.is_null().arg_true()
    if rows.len():
        outcome = outcome.scatter(rows, _worded_outcomes(pairs[rows]))
    return pairs.with_columns(outcome.alias("title_outcome"))


def _plain_outcome() -> pl.Expr:
    """What equal keys tell; null where words must be looked at."""
    left, right = pl.col("title_key_left"), pl.col("title_key_right")
    main_left, main_right = pl.col("main_key_left"), pl.col("main_key_right")
    rules = {
        "missing": left.is_null() | right.is_null(),
        "exact": left == right,
        "same_without_subtitle": (main_left == main_right) & _lacks_subtitle(),
        "parallel_title": (main_left == pl.col("parallel_key_right")) | (main_right == pl.col("parallel_key_left")),
    }
    return first_that_holds(rules, None)


def _lacks_subtitle() -> pl.Expr:
    return pl.col("subtitle_key_left").is_null() | pl.col("subtitle_key_right").is_null()


def _worded_outcomes(pairs: pl.DataFrame) -> pl.Series:
    """Outcomes of pairs that equal keys do not settle."""
    outcome = _likeness_outcomes(pairs).set(_same_in_digits(pairs), "numerals")
    return outcome.set(_same_but_for_edition(pairs), "same_without_subtitle")


def _same_but_for_edition(pairs: pl.DataFrame) -> pl.Series:
    """Whether the titles are the same without an edition statement behind them: "emma 2nd edition" and "emma"."""
    left, right = (pl.col(f"title_key_{side}").str.replace(EDITION_BEHIND, "") for side in SIDES)
    return pairs.select((left == right).fill_null(value=False)).to_series()


def _same_in_digits(pairs: pl.DataFrame) -> pl.Series:
    """Whether the titles, or the main parts where a subtitle is lacking, are the same with their numbers as digits."""
    same = pl.Series([False]).new_from_index(0, pairs.height)
    left, right = (pairs[f"title_key_{side}"] for side in SIDES)
    rows = (left.str.contains(TELLING) & right.str.contains(TELLING)).fill_null(value=False).arg_true()
    if rows.is_empty():
        return same
    told = pairs[rows].select(
        *[
            pl.col(f"{key}_key_{side}").map_batches(
                lambda column: on_distinct(column, as_digits, pl.String), return_dtype=pl.String, is_elementwise=True
            )
            for key in ("title", "main")
            for side in SIDES
        ],
        _lacks_subtitle().alias("lacks_subtitle"),
    )
    whole = pl.col("title_key_left") == pl.col("title_key_right")
    main = (pl.col("main_key_left") == pl.col("main_key_right")) & pl.col("lacks_subtitle")
    return same.scatter(rows, told.select((whole | main).fill_null(value=False)).to_series())


def _likeness_outcomes(pairs: pl.DataFrame) -> pl.Series:
    """Outcomes of pairs by how alike they are; numbers are compared as they are written."""
    measured = _measured(_with_opening(pairs))
    near = measured.select(
        (pl.col("main_key_left") == pl.col("main_key_right"))
        | pl.any_horizontal(pl.col(name) >= least for name, (_, least) in GATES.items())
        | (pl.col("opening") >= SIMILAR_AT)
        | (pl.col("main") >= SIMILAR_AT)
    ).to_series()
    outcome = pl.Series(["different"], dtype=pl.String).new_from_index(0, pairs.height)
    rows = near.fill_null(value=False).arg_true()
    return outcome.scatter(rows, _near_outcomes(measured[rows])) if rows.len() else outcome


def _with_opening(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `shorter, longer`; `opening_key_left` and `…_right` are the shorter and as long an opening of the longer."""
    left, right = pl.col("title_key_left"), pl.col("title_key_right")
    left_is_shorter = left.str.len_chars() <= right.str.len_chars()
    told = pairs.with_columns(
        pl.when(left_is_shorter).then(left).otherwise(right).alias("shorter"),
        pl.when(left_is_shorter).then(right).otherwise(left).alias("longer"),
    )
    opening = pl.col("longer").str.slice(0, pl.col("shorter").str.len_chars())
    return told.with_columns(pl.col("shorter").alias("opening_key_left"), opening.alias("opening_key_right"))


def _measured(pairs: pl.DataFrame) -> pl.DataFrame:
    """Likenesses (0..100) of whole titles by the GATES, of their openings and of their main parts."""
    texts = [pairs[f"title_key_{side}"].to_list() for side in SIDES]
    return pairs.with_columns(
        *[
            pl.Series(name, cpdist(*texts, scorer=scorer, score_cutoff=least, dtype=np.float32, workers=-1))
            for name, (scorer, least) in GATES.items()
        ],
        *[pl.Series(key, ratio(*(pairs[f"{key}_key_{side}"] for side in SIDES))) for key in ("opening", "main")],
    )


def _near_outcomes(measured: pl.DataFrame) -> pl.Series:
    """Outcomes of pairs that may be near: here the titles are taken apart into words."""
    mains = [measured[f"main_key_{side}"].fill_null("").to_list() for side in SIDES]
    sorted_main = pl.Series("sorted_main", cpdist(*mains, scorer=fuzz.token_sort_ratio, dtype=np.float32, workers=-1))
    best = {
        "title": measured.select(pl.max_horizontal("whole", "sorted")).to_series(),
        "main": measured.select(pl.max_horizontal("main", sorted_main)).to_series(),
        "opening": measured["opening"],
    }
    slips = [
        misspelt(measured[f"{key}_key_left"], measured[f"{key}_key_right"], likeness).alias(f"{key}_misspelt")
        for key, likeness in best.items()
    ]
    facts = _with_word_facts(measured.with_columns(slips))
    return facts.select(first_that_holds(_near_rules(), "different").alias("outcome")).to_series()


def _with_word_facts(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add what the words tell: `n_telling, same_words, is_contained, same_letters` and `same_…_numbers`."""
    left, right = (pl.col(f"title_key_{side}") for side in SIDES)
    words = pairs.select(_words(left).alias("left"), _words(right).alias("right"))
    odd = words.select(
        pl.col("left").list.set_difference("right").list.len().alias("missing"),
        pl.col("right").list.set_difference("left").list.len().alias("extra"),
        pl.min_horizontal(pl.col("left", "right").list.len()).alias("n_telling"),
    )
    missing, extra = odd["missing"] == 0, odd["extra"] == 0
    return pairs.with_columns(
        odd["n_telling"],
        (missing & extra).alias("same_words"),
        (missing | extra).alias("is_contained"),
        (left.str.replace_all(" ", "", literal=True) == right.str.replace_all(" ", "", literal=True)).alias(
            "same_letters"
        ),
        *[_same_numbers(key) for key in ("title", "main", "opening")],
    )


def _words(key: pl.Expr) -> pl.Expr:
    """The distinct words of a title, without the small ones (unless there are no others)."""
    words = key.str.split(" ").list.unique()
    telling = words.list.set_difference(sorted(SMALL_WORDS))
    return pl.when(telling.list.len() > 0).then(telling).otherwise(words)


def _same_numbers(key: str) -> pl.Expr:
    left, right = (in_order(pl.col(f"{key}_key_{side}").str.extract_all(r"[0-9]+")) for side in SIDES)
    return (left == right).alias(f"same_{key}_numbers")


def _near_rules() -> dict[str, pl.Expr]:
    """The rules in the order in which they are tried."""
    same_main = pl.col("main_key_left") == pl.col("main_key_right")
    similar = (pl.max_horizontal("whole", "sorted") >= SIMILAR_AT) | (pl.col("main") >= MAIN_SIMILAR_AT)
    slip = {key: pl.col(f"{key}_misspelt") & pl.col(f"same_{key}_numbers") for key in ("title", "main", "opening")}
    return {
        "truncated": _is_truncated(),
        "reordered": pl.col("same_words"),
        "spelling": pl.col("same_letters") | slip["title"],
        "spelling_without_subtitle": slip["main"] & _lacks_subtitle(),
        "opening": _is_opening(),
        "opening_spelling": slip["opening"] & (pl.col("shorter").str.len_chars() >= LEAST_OPENING),
        "other_subtitle": same_main & (pl.col("main_key_left").str.count_matches(" ") >= LEAST_MAIN_WORDS - 1),
        "other_in_series": same_main,
        "contained": pl.col("is_contained") & (pl.col("n_telling") >= 2),
        "similar": similar,
    }


def _is_truncated() -> pl.Expr:
    """One opens the other, and the cut falls inside a word or at the width of a column."""
    shorter, longer = pl.col("shorter"), pl.col("longer")
    length = shorter.str.len_chars()
    inside_word = longer.str.slice(length, 1) != " "
    return longer.str.starts_with(shorter) & (((length >= LEAST_TRUNCATED) & inside_word) | (length >= COLUMN_WIDTH))


def _is_opening() -> pl.Expr:
    """One opens the other, cut between two words: a subtitle left out, a narrow column, or the next of a series."""
    begins = pl.col("longer").str.starts_with(pl.col("shorter") + " ")
    return begins & (pl.col("shorter").str.len_chars() >= LEAST_TRUNCATED)


def first_that_holds(rules: dict[str, pl.Expr], otherwise: str | None) -> pl.Expr:
    """The name of the first rule that holds (null does not)."""
    names = [pl.when(rule).then(pl.lit(name)) for name, rule in rules.items()]
    return pl.coalesce(*names, pl.lit(otherwise, pl.String))
