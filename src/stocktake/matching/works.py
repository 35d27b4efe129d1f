"""Works: listed titles, and matched records, that are editions of one work; groups that grow too big are cut."""

from __future__ import annotations

import duckdb

from stocktake.matching.components import bounded_components, components
from stocktake.warehouse.connection import add_rows
from stocktake.warehouse.models import build


def group_titles(con: duckdb.DuckDBPyConnection) -> None:
    """Make `title_components` (row_no, component, is_cut) and, from it, `int_titles__grouped`.

    Only titles without a trusted work id are joined here: by exact keys (firm) and sound ISBNs. What exact keys lead
    to a work id is settled in SQL. Needs judged pairs' tables (`int_records__proposed`).
    """
    build(con, ["int_title_links__united"])
    links = con.sql(
        "select title_no as row_no, link_key, starts_with(link_key, 'k|') as is_firm from int_title_links__united "
        "where work_id is null order by all"
    ).pl()
    add_rows(con, "title_components", bounded_components(links, most_linked(con)))
    build(con, ["int_titles__grouped"])


def group_records(con: duckdb.DuckDBPyConnection) -> None:
    """Make `record_components` (works of the reference, among the matched records) and `edition_components`."""
    build(con, ["int_record_links__united"])
    links = con.sql("select record_no as row_no, link_key, is_firm from int_record_links__united order by all").pl()
    add_rows(con, "record_components", bounded_components(links, most_linked(con)))
    build(con, ["int_edition_links__united"])
    shared = con.sql("select record_no as row_no, link_key from int_edition_links__united order by all").pl()
    add_rows(con, "edition_components", components(shared))


def most_linked(con: duckdb.DuckDBPyConnection) -> int:
    """The bound of the run's rules."""
    build(con, ["run_parameters"])
    return int(con.execute("select most_linked from run_parameters").fetchall()[0][0])
