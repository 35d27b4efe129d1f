"""Members without works: which records bear their names. Candidates for them to confirm, never matches.

A name is looked up in the names of the reference with the same family name: one scan counts them, those whose given
names may agree are judged by the rules of matching, and only names that agree are looked up in the records.
"""

from __future__ import annotations

import duckdb
import polars as pl

from stocktake.matching.name_pairs import NAME, described_names, judge_pairs_of_names
from stocktake.text.names import names_frame
from stocktake.text.nicknames import BETWEEN, nickname_pairs, variant_pairs
from stocktake.warehouse.connection import add_rows
from stocktake.warehouse.models import build

AGREEING = ("same", "same_without_middle", "initials_agree", "nickname", "given_translated")
_PEN_NAMES = ("member_id", "name", "family_key", "given_key")
_CHUNK = 2_000_000


def look_up_members(con: duckdb.DuckDBPyConnection) -> int:
    """Add the tables from which the members' marts are built: `member_pen_names`, `given_name_forms` and
    `member_names_judged` (name_no, held_no, outcome: one of AGREEING). Gives the number of agreeing pairs of names.

    Needs `catalogue_members`, `aliases_given` and the reference; without members nothing of the reference is read.
    """
    add_rows(con, "member_pen_names", pen_names(con.sql("select member_id, pen_names from catalogue_members").pl()))
    add_rows(con, "given_name_forms", given_name_forms())
    build(con, ["int_member_names__paired"])
    con.execute("create or replace table member_names_judged (name_no uinteger, held_no uinteger, outcome varchar)")
    for first in range(0, _count(con), _CHUNK):
        judged = _judged(con.sql(_PAIRS, params=[_CHUNK, first]).pl())
        add_rows(con, "member_names_judged_now", judged)
        con.execute("insert into member_names_judged select * from member_names_judged_now")
        con.execute("drop table member_names_judged_now")
    return int(con.execute("select count(*) from member_names_judged").fetchall()[0][0])


_PAIRS = """
    select
        pairs.name_no,
        pairs.held_no,
        listed.family_key,
        listed.given_key as given_listed,
        held.given_key as given_held
    from int_member_names__paired as pairs
    inner join int_member_names__distinct as listed on pairs.name_no = listed.name_no
    inner join int_member_names__held as held on pairs.held_no = held.held_no
    order by pairs.name_no, pairs.held_no
    limit ? offset ?
"""


def _count(con: duckdb.DuckDBPyConnection) -> int:
    return int(con.execute("select count(*) from int_member_names__paired").fetchall()[0][0])


def _judged(pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs whose names agree. One name that is all family name ("Voltaire") agrees with itself."""
    sides = {side: _as_names(pairs, side) for side in ("listed", "held")}
    names = pl.concat(sides.values()).unique(maintain_order=True)
    numbers = names.with_row_index("at")
    at = [s.join(numbers, on=NAME, nulls_equal=True, how="left", maintain_order="left")["at"] for s in sides.values()]
    outcomes = judge_pairs_of_names(described_names(names), *at)
    is_whole = (pl.col("given_listed") == "") & (pl.col("given_held") == "")
    outcome = pl.when(is_whole).then(pl.lit("same")).otherwise(pl.lit(outcomes))
    judged = pairs.select("name_no", "held_no", outcome.alias("outcome"))
    return judged.filter(pl.col("outcome").is_in(AGREEING))


def _as_names(pairs: pl.DataFrame, side: str) -> pl.DataFrame:
    return pairs.select(
        "family_key",
        pl.col(f"given_{side}").alias("given_key"),
        pl.lit("").alias("suffix"),
        pl.lit(None, pl.String).alias("script_key"),
    )


def pen_names(members: pl.DataFrame) -> pl.DataFrame:
    """One row a pen name: member_id, name and its keys; those that name nobody are left out."""
    listed = members.drop_nulls("pen_names").select("member_id", pl.col("pen_names").str.split(" ; ").alias("name"))
    names = listed.explode("name")
    keyed = names_frame(names["name"].unique(maintain_order=True)).rename({"name_as_credited": "name"})
    return names.join(keyed, on="name", maintain_order="left").select(_PEN_NAMES)


def given_name_forms() -> pl.DataFrame:
    """first_name and form, both ways: nicknames, and given names in other languages."""
    pairs = pl.concat([nickname_pairs(), variant_pairs()]).unique().sort()
    parts = pairs.str.splitn(BETWEEN, 2).struct.rename_fields(["first_name", "form"])
    return parts.struct.unnest()
