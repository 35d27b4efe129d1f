"""What a romanised name looked like in its own script."""

from __future__ import annotations

import polars as pl

from stocktake.text.distinct import beyond_ascii, on_distinct
from stocktake.text.fold import fold_series
from stocktake.text.latin import latin_series
from stocktake.text.person.undivided import apart

SEMITIC_PATTERN = r"[\p{Hebrew}\p{Arabic}]"
UNDIVIDED_PATTERN = r"^[\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}]{2,}$"
_FOREIGN = r"[\p{L}--\p{Latin}]"


def script_keys(names: pl.DataFrame, credited: pl.DataFrame) -> pl.DataFrame:
    """`names` with `script_key`: the folded words of a name in the script in which they were credited, in order of
    the alphabet; null for a name in Latin letters, and where two words of the credits give one romanised word.

    names: `no, family_key, given_key`; credited: `no, text`, the credits of each `no` as they stand.
    """
    foreign = credited.filter(beyond_ascii(credited["text"]).fill_null(False) & pl.col("text").str.contains(_FOREIGN))
    if foreign.is_empty():
        return names.with_columns(pl.lit(None, pl.String).alias("script_key"))
    spelt = names.with_row_index("_row").filter(pl.col("no").is_in(foreign["no"].unique().implode()))
    whole = pl.concat_str(["family_key", pl.col("given_key").fill_null("")], separator=" ")
    parts = spelt.select("_row", "no", whole.str.strip_chars().str.split(" ").alias("word")).explode("word")
    found = parts.join(_originals(foreign), on=["no", "word"]).sort("_row", "original")
    keys = found.group_by("_row", maintain_order=True).agg(pl.col("original").str.join(" ").alias("script_key"))
    numbered = names.with_row_index("_row").join(keys, on="_row", how="left", maintain_order="left")
    return numbered.drop("_row")


def _originals(foreign: pl.DataFrame) -> pl.DataFrame:
    """`no, word, original`: the words of the credits that are not Latin, each beside its romanisation."""
    words = foreign.select("no", fold_series(foreign["text"]).str.split(" ").alias("original")).explode("original")
    words = words.filter(pl.col("original").str.contains(_FOREIGN)).unique(maintain_order=True)
    words = words.with_columns(on_distinct(words["original"], apart, pl.String).str.split(" ")).explode("original")
    romanised = words.with_columns(latin_series(words["original"]).alias("word"))
    return romanised.filter(pl.len().over("no", "word") == 1)
