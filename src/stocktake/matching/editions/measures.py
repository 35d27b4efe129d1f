"""How alike two descriptions of an edition are, measured field by field; the numbers that the curves are read at.

A measure is null where one side says nothing: a missing statement is no contradiction.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from stocktake.matching.titles import in_order
from stocktake.text.fold import fold_series

# The texts that are measured, with `_left` and `_right`; `authors_text` is every name, `first_author` the first one.
TEXTS = ("title_key", "publisher_key", "authors_text", "first_author", "edition_text")
MEASURES: dict[str, str] = {
    "title_ratio": "title",
    "title_set": "title",
    "title_part": "title",
    "title_length": "title",
    "title_missing": "title",
    "title_extra": "title",
    "title_numbers": "title",
    "author_ratio": "author",
    "author_set": "author",
    "author_first": "author",
    "author_given": "author",
    "year_gap": "year",
    "year_oldest": "year",
    "publisher_ratio": "publisher",
    "publisher_set": "publisher",
    "publisher_part": "publisher",
    "edition_ratio": "edition",
    "edition_number_gap": "edition",
    "edition_one_sided": "edition",
    "pages_gap": "pages",
    "pages_share": "pages",
    "pages_most": "pages",
    "pages_ratio": "pages",
    "volumes_gap": "pages",
    "volume_same": "volume",
    "language_same": "language",
    "reprint": "reprint",
    "same_imprint_gap": "reprint",
}
MOST_LETTERS = 200
_SIDES = ("left", "right")


def measure_editions(pairs: pl.DataFrame) -> pl.DataFrame:
    """One row a pair, one Float64 column for each of MEASURES.

    Needs the texts of TEXTS, `year_number, edition_number, language_code, volume_key` and `pages_text` with `_left` and
    `_right`. Texts are folded already but `edition_text` and `pages_text`, which are as written.
    """
    sides = pairs.with_columns(
        fold_series(pairs[f"{text}_{side}"]).replace("", None).alias(f"{text}_{side}")
        for text in ("edition_text", "pages_text")
        for side in _SIDES
    )
    made = pl.concat(
        [_titles(sides), _authors(sides), _years(sides), _publishers(sides), _editions(sides), _pages(sides)],
        how="horizontal",
    )
    made = made.with_columns(_same(sides, "volume_key", "volume_same"), _same(sides, "language_code", "language_same"))
    return made.with_columns(*_reprints(made)).select(pl.col(name).cast(pl.Float64) for name in MEASURES)


def _alike(pairs: pl.DataFrame, text: str, scorer: Callable[..., float]) -> pl.Series:
    """RapidFuzz's likeness (0..100) of a text on both sides; null where one is missing."""
    left, right = pairs[f"{text}_left"], pairs[f"{text}_right"]
    scores = cpdist(
        left.fill_null("").to_list(), right.fill_null("").to_list(), scorer=scorer, dtype=np.float32, workers=-1
    )
    return pl.Series(scores).set(left.is_null() | right.is_null() | (left == "") | (right == ""), None)


def _titles(pairs: pl.DataFrame) -> pl.DataFrame:
    left, right = (pl.col(f"title_key_{side}") for side in _SIDES)
    words = [side.str.split(" ").list.unique() for side in (left, right)]
    numbers = [side.str.extract_all(r"[0-9]+").list.unique() for side in (left, right)]
    lost = words[0].list.set_difference(words[1]).list.len()
    more = words[1].list.set_difference(words[0]).list.len()
    counted = pairs.select(
        pl.max_horizontal(left.str.len_chars(), right.str.len_chars()).alias("title_length"),
        pl.min_horizontal(lost, more).alias("title_missing"),
        pl.max_horizontal(lost, more).alias("title_extra"),
        numbers[0].list.set_symmetric_difference(numbers[1]).list.len().alias("title_numbers"),
    )
    return counted.with_columns(
        _alike(pairs, "title_key", fuzz.ratio).alias("title_ratio"),
        _alike(pairs, "title_key", fuzz.token_set_ratio).alias("title_set"),
        _alike(_cut(pairs, "title_key"), "title_key", fuzz.partial_ratio).alias("title_part"),
    )


def _cut(pairs: pl.DataFrame, text: str) -> pl.DataFrame:
    """The openings of a text: the time of a partial ratio grows with the product of two lengths."""
    return pairs.select(pl.col(f"{text}_{side}").str.slice(0, MOST_LETTERS) for side in _SIDES)


def _authors(pairs: pl.DataFrame) -> pl.DataFrame:
    given = pairs.select((pl.col(f"authors_text_{s}").fill_null("") != "").cast(pl.Int8).alias(s) for s in _SIDES)
    return pl.DataFrame(
        {
            "author_ratio": _alike(pairs, "authors_text", fuzz.token_sort_ratio),
            "author_set": _alike(pairs, "authors_text", fuzz.token_set_ratio),
            "author_first": _alike(pairs, "first_author", fuzz.token_sort_ratio),
            "author_given": given["left"] + given["right"],
        }
    )


def _years(pairs: pl.DataFrame) -> pl.DataFrame:
    left, right = (pl.col(f"year_number_{side}").cast(pl.Int32) for side in _SIDES)
    return pairs.select(
        (left - right).abs().alias("year_gap"),
        pl.min_horizontal(left, right).alias("year_oldest"),
    )


def _publishers(pairs: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "publisher_ratio": _alike(pairs, "publisher_key", fuzz.ratio),
            "publisher_set": _alike(pairs, "publisher_key", fuzz.token_set_ratio),
            "publisher_part": _alike(_cut(pairs, "publisher_key"), "publisher_key", fuzz.partial_ratio),
        }
    )


def _editions(pairs: pl.DataFrame) -> pl.DataFrame:
    left, right = (pl.col(f"edition_number_{side}").cast(pl.Int32) for side in _SIDES)
    told = [pl.col(f"edition_text_{side}").is_not_null().cast(pl.Int8) for side in _SIDES]
    return pairs.select(
        (left - right).abs().alias("edition_number_gap"),
        (told[0] + told[1]).alias("edition_one_sided"),
    ).with_columns(_alike(pairs, "edition_text", fuzz.ratio).alias("edition_ratio"))


def _pages(pairs: pl.DataFrame) -> pl.DataFrame:
    """Counts of pages: the largest, the share of common numbers; and whether volumes are counted instead."""
    runs = [in_order(pl.col(f"pages_text_{s}").str.extract_all(r"[0-9]{1,6}").cast(pl.List(pl.Int32))) for s in _SIDES]
    counted = pairs.select(
        *[run.alias(f"run_{s}") for run, s in zip(runs, _SIDES, strict=True)],
        *[_counts_volumes(s).alias(f"volumes_{s}") for s in _SIDES],
    ).with_columns(
        *[pl.when(~pl.col(f"volumes_{s}")).then(pl.col(f"run_{s}").list.max()).alias(f"most_{s}") for s in _SIDES]
    )
    common = pl.col("run_left").list.set_intersection("run_right").list.len()
    all_of = pl.col("run_left").list.set_union("run_right").list.len()
    most = pl.max_horizontal("most_left", "most_right")
    both = pl.col("most_left").is_not_null() & pl.col("most_right").is_not_null()
    two = pl.col("volumes_left") & pl.col("volumes_right")
    return counted.select(
        pl.when(both).then(100.0 * (pl.col("most_left") - pl.col("most_right")).abs() / most).alias("pages_gap"),
        pl.when(both).then(100.0 * common / all_of).alias("pages_share"),
        pl.when(both).then(most).alias("pages_most"),
        pl.when(pl.col("volumes_left") != pl.col("volumes_right"))
        .then(-1)
        .when(two)
        .then((pl.col("run_left").list.first() - pl.col("run_right").list.first()).abs())
        .alias("volumes_gap"),
    ).with_columns(_alike(pairs, "pages_text", fuzz.ratio).alias("pages_ratio"))


def _counts_volumes(side: str) -> pl.Expr:
    """ "3 v." and "v." count volumes; "v, 320 p." counts pages."""
    return pl.col(f"pages_text_{side}").str.contains(
        r"^(?:[0-9]+ ?)?v(?:ol|ols|olumes?)?(?: in [0-9]+)?(?: |$)(?:[^0-9]*$)"
    )


def _same(pairs: pl.DataFrame, column: str, name: str) -> pl.Series:
    left, right = pairs[f"{column}_left"], pairs[f"{column}_right"]
    return (left == right).cast(pl.Float64).alias(name)


def _reprints(made: pl.DataFrame) -> list[pl.Expr]:
    """Another house or year with the very pages is a reprint; the same house and pages a year later a new printing."""
    gap, same_pages = pl.col("year_gap"), pl.col("pages_gap") == 0
    other_house = pl.col("publisher_part") < 70
    return [
        pl.when(same_pages & other_house).then(gap.clip(0, 30)).alias("reprint"),
        pl.when(same_pages & (pl.col("publisher_part") >= 90)).then(gap.clip(0, 30)).alias("same_imprint_gap"),
    ]
