"""Author identity as part of a run: from the tables of the working database to those that the marts read."""

from __future__ import annotations

import duckdb
import polars as pl

from stocktake.matching.identity.identify import identify
from stocktake.matching.identity.support import Rarity
from stocktake.warehouse.connection import add_rows
from stocktake.warehouse.models import build


def identify_authors(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Make `authors_identified` (one row a credit), `authors_joined`, `authors_in_doubt` and `likenesses_left_out` from
    `int_credits__numbered`; give counts. Needs the works of the listed titles (`title_components`).
    """
    build(con, ["int_credits__numbered", "run_parameters"])
    credited = con.sql("select * from int_credits__numbered order by all").pl()
    found = identify(credited, con.sql("select * from aliases_given order by all").pl(), _rarity(con))
    add_rows(con, "authors_identified", found.credits)
    add_rows(con, "authors_joined", found.joins)
    add_rows(con, "authors_in_doubt", found.doubts)
    add_rows(con, "likenesses_left_out", found.crowded)
    return {"names_joined": found.joins.height, "author_doubts": found.doubts.height}


def _rarity(con: duckdb.DuckDBPyConnection) -> Rarity:
    n_records, bits = con.execute(
        "select (select count(*) from reference_records), (select max(telling_name_bits) from run_parameters)"
    ).fetchall()[0]
    families: pl.DataFrame = con.sql(
        "select family_key, n_records from family_frequencies "
        "where family_key in (select family_key from int_credits__numbered)"
    ).pl()
    return Rarity(int(n_records), families, float(bits))
