"""How often joined spellings are right, and how many are found: the demonstration, and real names with noise."""

from __future__ import annotations

from pathlib import Path
from random import Random

import polars as pl
import pytest

from bench.real_runs import EVAL, loc_books
from stocktake import catalogue
from stocktake.demo import generate
from stocktake.matching.aliases import read_aliases
from stocktake.matching.identity.identify import identify
from stocktake.matching.identity.people import NUMBERS
from stocktake.matching.identity.support import Rarity
from stocktake.text.comparable import with_comparable_columns
from stocktake.text.names import NAME_COLUMNS, name_columns
from stocktake.text.nicknames import BETWEEN, nickname_pairs

WHOLE = pl.col("family_key") + "|" + pl.col("given_key")


def with_parts(credited: pl.DataFrame) -> pl.DataFrame:
    """Names apart, and every other column that `identify` reads, empty where it is not there."""
    absent = [pl.lit(None, pl.String).alias(c) for c in (*NUMBERS, "work_key") if c not in credited.columns]
    parted = credited.hstack(name_columns(credited["name_as_credited"], NAME_COLUMNS)).with_columns(absent)
    return parted.filter(pl.col("family_key").fill_null("") != "").with_columns(
        pl.col("given_key", "suffix").fill_null(""),
        pl.col("title_no").cast(pl.UInt32),
        pl.col("position").cast(pl.Int32),
    )


def joined_pairs(credited: pl.DataFrame) -> pl.DataFrame:
    """Pairs of whole names (`one, other`) under one author, and all pairs under one `person`: `joined, true`."""
    families = credited.group_by("family_key").agg(pl.col("title_no").n_unique().cast(pl.UInt32).alias("n_records"))
    rarity = Rarity(credited["title_no"].n_unique(), families, 11.0)
    found = identify(credited, read_aliases(None), rarity).credits
    named = credited.join(found, on=["title_no", "position"]).select(
        WHOLE.alias("name"), "person", (pl.col("id_kind") + pl.col("id_text")).alias("author")
    )
    sides = []
    for column, flag in (("author", "joined"), ("person", "true")):
        distinct = named.select("name", column).drop_nulls().unique()
        both = distinct.join(distinct, on=column, suffix="_other").filter(pl.col("name") < pl.col("name_other"))
        sides.append(both.select("name", "name_other", pl.lit(value=True).alias(flag)).unique())
    return sides[0].join(sides[1], on=["name", "name_other"], how="full", coalesce=True).fill_null(value=False)


def precision_and_recall(pairs: pl.DataFrame) -> tuple[float, float]:
    right = pairs.filter(pl.col("joined") & pl.col("true")).height
    return right / max(pairs["joined"].sum(), 1), right / max(pairs["true"].sum(), 1)


@pytest.mark.parametrize("hide", [False, True], ids=["with author numbers", "author numbers hidden"])
def test_the_spellings_of_the_demonstration_are_joined_by_its_author_numbers_and_hardly_without(
    tmp_path: Path, hide: bool
) -> None:
    files = generate(tmp_path)
    read = catalogue.read([files.backlist, files.agency])
    titles = with_comparable_columns(read.titles).with_row_index("title_no")
    told = titles.select("title_no", "title_id", pl.col("work_id").alias("work_key"), "main_key", "publisher_key")
    credited = read.contributors.join(told, on="title_id").select(
        "title_no", "position", "name_as_credited", "work_key", "main_key",
        pl.col("publisher_key").alias("house"),
        pl.col("author_id").alias("person"),
        pl.when(not hide).then("author_id").alias("sender_id"),
    )  # fmt: skip
    numbered = credited.filter(pl.col("person").is_not_null())
    precision, recall = precision_and_recall(joined_pairs(with_parts(numbered)))
    assert precision >= 0.99
    assert recall >= (0.2 if hide else 0.95)


def noisy(rng: Random, family: str, given: str, nicknames: dict[str, list[str]]) -> str:
    """A name as another list would have it: initials, no middle name, a nickname, turned round, family alone."""
    words, kind = given.split(), rng.random()
    if not words or kind < 0.7:
        return f"{family}, {given}"
    if kind < 0.85:
        return f"{family}, {' '.join(f'{word[0]}.' for word in words)}"
    if kind < 0.90:
        return f"{family}, {words[0][0]}."
    if kind < 0.93:
        return f"{family}, {words[0]}"
    if kind < 0.95 and words[0].lower() in nicknames:
        return f"{family}, {rng.choice(nicknames[words[0].lower()]).title()}"
    return f"{given}, {family}" if kind < 0.98 else family


@pytest.mark.skipif(not EVAL.is_dir(), reason="the real sets (../shared/eval) are not beside this checkout")
def test_real_names_with_noise_are_joined_rightly_and_some_of_them() -> None:
    """50,000 Library of Congress records. Pairs joined before any noise have no known truth and are left out."""
    rng = Random(1)
    nicknames: dict[str, list[str]] = {}
    for given, nickname in (pair.split(BETWEEN) for pair in nickname_pairs().to_list()):
        nicknames.setdefault(given, []).append(nickname)
    books = pl.read_parquet(loc_books()).sample(50_000, seed=7).with_row_index("title_no")
    headed = books.select(
        "title_no",
        pl.concat_list("author_100", "added_700").list.drop_nulls().alias("name_as_credited"),
        pl.col("title_a").str.strip_chars(" /:;,=").str.to_lowercase().alias("main_key"),
        pl.col("publisher").str.strip_chars(" ,").str.to_lowercase().alias("house"),
    ).explode("name_as_credited").drop_nulls("name_as_credited")  # fmt: skip
    placed = headed.with_columns((pl.int_range(pl.len()).over("title_no") + 1).alias("position"))
    clean = with_parts(placed).with_columns(WHOLE.alias("person"))
    names = [noisy(rng, *name, nicknames) for name in clean.select("family", "given").iter_rows()]
    worn = with_parts(clean.drop(NAME_COLUMNS).with_columns(pl.Series("name_as_credited", names)))
    before = joined_pairs(clean).filter("joined").select("name", "name_other")
    precision, recall = precision_and_recall(joined_pairs(worn).join(before, on=["name", "name_other"], how="anti"))
    assert precision >= 0.99
    assert recall >= 0.2
