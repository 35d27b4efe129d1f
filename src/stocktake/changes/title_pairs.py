"""Which title of the earlier run is which title of the later one.

`title_id` comes from the checksum of a file and a line in it, so every title of a re-sent file has a new
one. The titles are therefore paired in passes, the surest sign first; a title that has found its partner
leaves:

1. `title_id`: the same line of the same file;
2. the same row: every column the owner filled is as it was, row id included;
3. the same row under another row id (exports number their rows anew);
4. the owner's row id within a file of the same name, then 5. the row id alone;
6. work id + ISBNs; 7. ISBNs + title; 8. ISBNs;
9. work id + title + volume + edition + format; 10. title + contributors as written + volume.

Titles that are alike in a pass are told apart by an occurrence number in source order, so that of three
copies of which one was deleted, two stay and one is gone. Rejected: pairing on the title alone, since
"Collected Poems" by one author would become "Collected Poems" by another. A title without any id whose
contributors were respelt therefore counts as one removed and one added.

Only columns as written are compared, never cleaned ones: a better cleaner must not look like an edited
catalogue.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

AS_WRITTEN = (
    "work_id",
    "title",
    "subtitle",
    "contributors_raw",
    "identifiers_raw",
    "edition",
    "year",
    "publisher",
    "imprint",
    "language",
    "format",
    "contribution_type",
)
# (columns that must be filled, further columns that must agree); order is the order of trust
PASSES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("title_id",), ()),
    ((), ("row_id", *AS_WRITTEN)),
    ((), AS_WRITTEN),
    (("source_file", "row_id"), ()),
    (("row_id",), ()),
    (("work_id", "isbns"), ()),
    (("isbns", "main_key"), ("volume_key",)),
    (("isbns",), ()),
    (("work_id", "main_key"), ("volume_key", "edition", "format")),
    (("main_key", "contributors_raw"), ("volume_key",)),
)
UNCHANGED_PASSES = 3  # in the first passes a pair agrees in every written column; in the later ones it does not
_TEXT = ("title_id", "row_id", "source_file", "main_key", "volume_key", *AS_WRITTEN)


def read_titles(tables: Path) -> pl.DataFrame:
    """The columns that titles are paired by, in source order; a column that an older run lacks is null."""
    titles = pl.read_parquet(tables / "titles.parquet")
    text = [pl.col(c).cast(pl.String) if c in titles.columns else pl.lit(None, pl.String).alias(c) for c in _TEXT]
    isbns = pl.col("isbn13_list").list.sort().list.join("|").replace("", None).alias("isbns")
    chosen = titles.select(*[e for e in text if e.meta.output_name() != "identifiers_raw"], "source_line", isbns)
    return chosen.join(_identifiers(tables), on="title_id", how="left").sort("source_file", "source_line", "title_id")


def pair_titles(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """One row a pair: title_id_before, title_id_after, edited (a column as written differs)."""
    pairs = []
    for number, (filled, equal) in enumerate(PASSES):
        found = _pairs_of_one_pass(before, after, filled, equal)
        pairs.append(found.with_columns(edited=pl.lit(number >= UNCHANGED_PASSES)))
        before = before.join(found, left_on="title_id", right_on="title_id_before", how="anti", maintain_order="left")
        after = after.join(found, left_on="title_id", right_on="title_id_after", how="anti", maintain_order="left")
    return pl.concat(pairs).sort("title_id_after")


def _identifiers(tables: Path) -> pl.DataFrame:
    """Identifiers as the owner wrote them, one text a title."""
    rows = pl.read_parquet(tables / "identifiers.parquet", columns=["title_id", "value_raw"])
    return rows.group_by("title_id").agg(identifiers_raw=pl.col("value_raw").sort().str.join("|"))


def _pairs_of_one_pass(
    before: pl.DataFrame, after: pl.DataFrame, filled: tuple[str, ...], equal: tuple[str, ...]
) -> pl.DataFrame:
    old, new = (_with_key(side, filled, equal) for side in (before, after))
    both = old.join(new, on=["key", "occurrence"], suffix="_after")
    return both.select(title_id_before="title_id", title_id_after="title_id_after")


def _with_key(titles: pl.DataFrame, filled: tuple[str, ...], equal: tuple[str, ...]) -> pl.DataFrame:
    """One text a title, of control characters between and for nothing, which cleaned cells cannot hold."""
    usable = titles.drop_nulls(list(filled)) if filled else titles
    key = pl.concat_str([pl.col(c).fill_null("\x00") for c in (*filled, *equal)], separator="\x1f")
    return usable.select("title_id", key=key).with_columns(occurrence=pl.int_range(pl.len()).over("key"))
