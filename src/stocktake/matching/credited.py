"""The names of both sides as their comparison wants them: with roles, generations and scripts."""

from __future__ import annotations

import duckdb
import polars as pl

from stocktake.text.contributors import contributors_frame
from stocktake.text.particles import GENERATIONS
from stocktake.text.scripts import script_keys

_GENERATION = rf"(?i)[ ,](?:{'|'.join(GENERATIONS)})(?:[., ;)]|$)"
_CONVENTIONS = ("semicolon", "comma", "auto")
_SAME_NAME = ("no", "position", "family_key", "given_key")


def read_names(
    con: duckdb.DuckDBPyConnection, pairs: pl.DataFrame, of_records: str = "int_record_names__proposed"
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Names of both sides that these pairs need, as `compare_names` wants them: `no, position, role, family_key,
    given_key, suffix, script_key`, on the left `alias_kind` too. `of_records` is the table of the records' names.

    The store keeps neither generations nor scripts of its names; both are read from the credits of the records that
    show one.
    """
    con.register("wanted_titles", pairs.select("title_no").unique().to_arrow())
    con.register("wanted_records", pairs.select("record_no").unique().to_arrow())
    left = con.sql(
        'select title_no as no, "position", "role", family_key, given_key, suffix, alias_kind, name_as_credited '
        "from int_title_names__numbered where title_no in (select title_no from wanted_titles) order by all"
    ).pl()
    right = con.sql(
        f'select record_no as no, "position", "role", family_key, given_key from {of_records} '
        "where record_no in (select record_no from wanted_records) order by all"
    ).pl()
    cells = con.sql(
        "select record_no as no, authors as text from int_records__proposed "
        "where record_no in (select record_no from wanted_records) and authors is not null order by record_no"
    ).pl()
    con.unregister("wanted_titles")
    con.unregister("wanted_records")
    listed = script_keys(left, left.select("no", pl.col("name_as_credited").alias("text")).drop_nulls())
    return listed.drop("name_as_credited"), with_credits(right, cells)


def with_credits(names: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Names with `suffix` and `script_key` from the credits they were read from (`no, text`, one row a record).

    A generation goes to the name that has it under any convention of how one cell holds several names.
    """
    telling = cells.filter(pl.col("text").str.contains(_GENERATION))
    read = [contributors_frame(telling, "no", "text", convention) for convention in _CONVENTIONS]
    suffixes = pl.concat(read).filter(pl.col("suffix") != "").select(*_SAME_NAME, "suffix")
    suffixes = suffixes.unique(_SAME_NAME, keep="first", maintain_order=True).with_columns(
        pl.col(column).cast(names.schema[column]) for column in ("no", "position")
    )
    suffixed = names.join(suffixes, on=_SAME_NAME, how="left", maintain_order="left")
    return script_keys(suffixed, cells)
