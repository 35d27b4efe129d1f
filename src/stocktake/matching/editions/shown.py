"""How likely each shown pair is of one edition: the edition model read at the pairs that reports will show."""

from __future__ import annotations

import duckdb
import polars as pl

from stocktake.matching.editions.curves import shipped_model
from stocktake.matching.editions.measures import measure_editions
from stocktake.matching.editions.texts import names_as_text
from stocktake.warehouse.models import build

PAIRS_PER_CHUNK = 100_000
COLUMNS = "title_no uinteger, record_no uinteger, edition_probability double"
_DESCRIBED = """
    select
        sides.*,
        titles.edition as edition_text_left,
        records.edition as edition_text_right,
        titles.pages as pages_text_left,
        records.pages as pages_text_right
    from int_pairs__judged as pairs
    inner join int_pairs__described as sides
        on pairs.title_no = sides.title_no and pairs.record_no = sides.record_no
    inner join int_titles__numbered as titles on pairs.title_no = titles.title_no
    inner join int_records__matched as records on pairs.record_no = records.record_no
    order by sides.title_no, sides.record_no
    limit ? offset ?
"""
_NAMES = {
    "left": 'select title_no as no, "position", family_key, given_key from int_title_names__numbered '
    "where alias_kind is null and title_no in (select no from wanted) order by all",
    "right": 'select record_no as no, "position", family_key, given_key from int_record_names__proposed '
    "where record_no in (select no from wanted) order by all",
}


def add_edition_probabilities(con: duckdb.DuckDBPyConnection) -> None:
    """Make `pairs_editions` (title_no, record_no, edition_probability), one row a pair of `int_pairs__judged`."""
    build(con, ["int_records__matched"])
    con.execute(f"create or replace table pairs_editions ({COLUMNS})")
    offset = 0
    while (pairs := _described(con, offset)).height:
        weighed = shipped_model().weigh(measure_editions(pairs))
        rows = pairs.select("title_no", "record_no").hstack(weighed.select("edition_probability"))
        con.register("editions_weighed", rows.to_arrow())
        con.execute("insert into pairs_editions select * from editions_weighed")
        con.unregister("editions_weighed")
        offset += PAIRS_PER_CHUNK


def _described(con: duckdb.DuckDBPyConnection, offset: int) -> pl.DataFrame:
    pairs: pl.DataFrame = con.sql(_DESCRIBED, params=[PAIRS_PER_CHUNK, offset]).pl()
    for side, number in (("left", "title_no"), ("right", "record_no")):
        con.register("wanted", pairs.select(pl.col(number).alias("no")).unique().to_arrow())
        names = names_as_text(con.sql(_NAMES[side]).pl())
        con.unregister("wanted")
        named = names.rename({"no": number, **{name: f"{name}_{side}" for name in ("authors_text", "first_author")}})
        pairs = pairs.join(named, on=number, how="left", maintain_order="left")
    return pairs
