"""The columns that both sides of a comparison carry."""

from __future__ import annotations

import polars as pl

from stocktake.text.editions import edition_number_expr
from stocktake.text.generic_titles import generic_titles
from stocktake.text.languages import language_expr
from stocktake.text.latin import latin_series
from stocktake.text.publishers import publisher_key_expr
from stocktake.text.subtitles import parallel_keys, subtitle_keys
from stocktake.text.titles import main_keys, soften_titles, title_keys, without_brackets
from stocktake.text.volumes import volume_field_expr, volumes_apart
from stocktake.text.years import year_expr

SOURCE_COLUMNS = ("title", "subtitle", "volume", "edition", "year", "publisher", "language")
COMPARABLE_COLUMNS = (
    "title_key",
    "main_key",
    "subtitle_key",
    "parallel_key",
    "volume_key",
    "edition_number",
    "year_number",
    "language_code",
    "publisher_key",
    "is_generic",
)


def with_comparable_columns(df: pl.DataFrame) -> pl.DataFrame:
    """The frame with the columns of COMPARABLE_COLUMNS behind its own.

    Reads the text columns of SOURCE_COLUMNS; a missing one counts as empty. The title key is made of the title and the
    subtitle unless the title holds it already; the volume comes from its own field, else from the title; the parallel
    title is the original one (`original_title`: of a translation, or a uniform title) where that is told, else what
    stands behind "=" in the title.
    """
    missing = [pl.lit(None, pl.String).alias(name) for name in SOURCE_COLUMNS if name not in df.columns]
    source = df.select(*[name for name in SOURCE_COLUMNS if name in df.columns], *missing)
    made = source.with_columns(
        volume_field_expr(pl.col("volume")).alias("volume_key"),
        edition_number_expr(pl.col("edition")).alias("edition_number"),
        year_expr(pl.col("year")).alias("year_number"),
        language_expr(pl.col("language")).alias("language_code"),
        publisher_key_expr(pl.col("publisher")).alias("publisher_key"),
    )
    full = source.select(_full_title()).to_series()
    volume, plain = volumes_apart(soften_titles(full))
    bare = without_brackets(plain)
    titles = title_keys(plain)
    mains = main_keys(plain, titles)
    made = made.with_columns(
        latin_series(titles).alias("title_key"),
        latin_series(mains).alias("main_key"),
        latin_series(subtitle_keys(bare)).alias("subtitle_key"),
        _with_originals(df, latin_series(parallel_keys(bare)), latin_series(mains)).alias("parallel_key"),
        pl.coalesce("volume_key", volume).alias("volume_key"),
        generic_titles(mains).alias("is_generic"),
    )
    return df.with_columns(made.select(COMPARABLE_COLUMNS))


def _with_originals(df: pl.DataFrame, parallel: pl.Series, mains: pl.Series) -> pl.Series:
    """The parallel titles, but the main key of `original_title` where that is another than the title's own.

    A uniform title that names a kind of book ("Works", "Poems. Selections") says nothing.
    """
    if "original_title" not in df.columns or df["original_title"].null_count() == df.height:
        return parallel
    plain = soften_titles(df["original_title"])
    originals = main_keys(plain, title_keys(plain))
    says_nothing = originals.is_null() | generic_titles(originals)
    originals = latin_series(originals)
    return parallel.zip_with((says_nothing | (originals == mains)).fill_null(value=False), originals)


def _full_title() -> pl.Expr:
    title, subtitle = pl.col("title").fill_null(""), pl.col("subtitle").fill_null("")
    told = (subtitle == "") | title.str.contains(subtitle, literal=True)
    return pl.when(told).then(title).otherwise(title + ": " + subtitle)
