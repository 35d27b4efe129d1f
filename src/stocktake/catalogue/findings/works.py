"""Work ids that contradict the titles they stand with."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from stocktake.catalogue.findings.tables import PLACE, Tables


def unlike(tables: Tables) -> pl.LazyFrame:
    """Rows that share neither a title word nor a family name with the most frequent title of their work id.

    Titles in another language pass, since names are transliterated in many ways; a row that names nobody is not judged.
    """
    columns = (*PLACE, "work_id", "title", "title_key", "language_code")
    rows = tables.titles.filter(pl.col("work_id").is_not_null() & pl.col("title_key").is_not_null()).select(columns)
    several = rows.group_by("work_id").agg(n=pl.col("title_key").n_unique()).filter(pl.col("n") > 1)
    rows = rows.join(several, on="work_id", how="semi").join(tables.families, on="title_id")
    counted = rows.group_by("work_id", "title_key").agg(
        n=pl.len(), told=pl.min("title"), language=pl.min("language_code")
    )
    usual = counted.sort("work_id", "n", "title_key", descending=[False, True, False]).unique(
        "work_id", keep="first", maintain_order=True
    )
    names = rows.join(usual, on=["work_id", "title_key"], how="semi").explode("families")
    names = names.group_by("work_id").agg(usual_families=pl.col("families").unique())
    usual = usual.select("work_id", usual_key="title_key", usual_title="told", usual_language="language").join(
        names, on="work_id"
    )
    words, usual_words = pl.col("title_key").str.split(" "), pl.col("usual_key").str.split(" ")
    apart = (words.list.set_intersection(usual_words).list.len() == 0) & (
        pl.col("families").list.set_intersection("usual_families").list.len() == 0
    )
    translated = (pl.col("language_code") != pl.col("usual_language")).fill_null(value=False)
    advice = "The work id also stands with “{}”: find out whether this row belongs to that work."
    return (
        rows.join(usual, on="work_id")
        .filter(apart & ~translated)
        .select(
            *PLACE,
            column=pl.lit("work_id"),
            value=pl.format("{} ({})", "work_id", "title"),
            advice=pl.format(advice, "usual_title"),
        )
    )


def split(tables: Tables) -> pl.LazyFrame:
    """Rows equal in title, subtitle, volume and first author under different work ids; generic titles do not count."""
    columns = (*PLACE, "work_id", "title", "title_key", "volume_key")
    named = pl.col("work_id").is_not_null() & pl.col("title_key").is_not_null() & ~pl.col("is_generic")
    first = tables.scan("contributors").filter(pl.col("position") == 1).select("title_id", "family_key", "given_key")
    rows = tables.titles.filter(named).select(columns).join(first, on="title_id")
    same = ["title_key", pl.col("volume_key").fill_null(""), "family_key", pl.col("given_key").fill_null("")]
    rows = rows.with_columns(ids=pl.col("work_id").unique().sort().over(same, mapping_strategy="join"))
    several = rows.filter(pl.col("ids").list.len() > 1)
    others = pl.col("ids").list.head(4).list.join(", ")
    advice = "Title and author stand under the work ids {}: if it is one work, use one of them."
    return several.select(
        *PLACE,
        column=pl.lit("work_id"),
        value=pl.format("{} ({})", "work_id", "title"),
        advice=pl.format(advice, others),
    )


FINDERS: dict[str, Callable[[Tables], pl.LazyFrame]] = {"work_id_unlike": unlike, "work_id_split": split}
