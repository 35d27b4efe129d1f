"""Given literal rows, what does one model give? Missing columns are null, missing tables are empty.

The columns and types of every table come from running the whole program once on nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import duckdb
import polars as pl

from stocktake.catalogue.findings import FINDINGS
from stocktake.catalogue.tables import SCHEMAS
from stocktake.matching.aliases import TABLE as ALIAS_COLUMNS
from stocktake.matching.candidates import find_pairs
from stocktake.matching.decisions import COLUMNS as DECISION_COLUMNS
from stocktake.matching.editions.shown import add_edition_probabilities
from stocktake.matching.identity import identify_authors
from stocktake.matching.judging import judge_pairs, weigh_pairs
from stocktake.matching.links import link_editions
from stocktake.matching.members import look_up_members
from stocktake.matching.self_audit import slices
from stocktake.matching.true_keys import add_true_keys
from stocktake.settings import Rules
from stocktake.steps import MARTS
from stocktake.text.comparable import with_comparable_columns
from stocktake.warehouse.connection import add_rows, name
from stocktake.warehouse.models import build, create, existing_tables, load_models

Row = Mapping[str, Any]


def words(text: str) -> list[str]:
    return text.split()


RECORD_TEXTS = words(
    "record_id source source_table md5 title authors series volume edition publisher year language pages "
    "extension identifier_raw doi issn journal issue first_page time_added time_modified visible "
    "topic record_type generic"
)
NAME_TEXTS = words("role family_key given_key")
IDENTITY = words("run_id run_key previous_run_id snapshot_date reference_sha256 catalogue_sha256 code_digest version")


def texts(columns: Iterable[str]) -> dict[str, pl.DataType]:
    return dict.fromkeys(columns, pl.String())


@cache
def empty_sources() -> dict[str, pl.DataFrame]:
    """Every table that the program hands to the SQL, without rows."""
    number: dict[str, pl.DataType] = {"record_no": pl.UInt32()}
    records = number | texts(RECORD_TEXTS) | {"filesize": pl.Int64(), "flags": pl.List(pl.String())}
    schemas: dict[str, Any] = {
        "reference_identifiers": number | texts(["scheme", "value_raw", "value", "repair"]),
        "reference_contributors": number | {"position": pl.Int32()} | texts(NAME_TEXTS),
        "reference_keys": {"key": pl.UInt64()} | number,
        "token_frequencies": {"token": pl.String(), "n_records": pl.UInt32()},
        "family_frequencies": {"family_key": pl.String(), "n_records": pl.UInt32()},
        "title_frequencies": {"main_key": pl.String(), "n_records": pl.UInt32(), "n_families": pl.UInt32()},
        "decisions_given": texts(DECISION_COLUMNS),
        "aliases_given": texts(ALIAS_COLUMNS),
        "run_identity": texts(IDENTITY),
        "deltas_computed": texts(["title_id", "record_id", "change", "verdict_before", "verdict_after", "cause"]),
        "catalogue_findings": FINDINGS,
        **{f"catalogue_{table}": schema for table, schema in SCHEMAS.items()},
    }
    frames = {table: pl.DataFrame(schema=schema) for table, schema in schemas.items()}
    frames["catalogue_titles"] = with_comparable_columns(frames["catalogue_titles"])
    return frames | {"reference_records": with_comparable_columns(pl.DataFrame(schema=records))}


@cache
def columns_of_all_tables() -> dict[str, dict[str, str]]:
    """Column types of every source and every model, as the program itself makes them."""
    con = duckdb.connect()
    for table, frame in empty_sources().items():
        add_rows(con, table, frame)
    add_rows(con, "rules_given", pl.DataFrame([Rules().as_row()]))
    find_pairs(con)
    weigh_pairs(con)
    judge_pairs(con)
    link_editions(con)
    add_edition_probabilities(con)
    identify_authors(con)
    look_up_members(con)
    add_audit(con)
    build(con, [*MARTS, "deltas"])
    return {table: columns_of(con, table) for table in existing_tables(con)}


def add_audit(con: duckdb.DuckDBPyConnection) -> None:
    """The tables of the self-audit as the program makes them, here beside the run's own."""
    con.execute("create table audit_pairs_weighed as select * from pairs_weighed")
    build(con, ["int_audit_pairs__united"])
    add_true_keys(con)
    build(con, ["int_audit_titles__judged", "int_audit_truths__placed"])
    con.execute("create table audit_titles as select * from int_audit_titles__judged")
    con.execute("create table audit_truths as select * from int_audit_truths__placed")
    build(con, ["self_audit_titles"])
    add_rows(con, "audit_slices", slices(con.sql("select * from self_audit_titles").pl()))


def columns_of(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    return {row[0]: row[1] for row in con.execute(f"describe {name(table)}").fetchall()}


def add_table(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """A table with its true columns and these rows; a column it does not have is an error."""
    columns = columns_of_all_tables()[table]
    con.execute(f"create table {name(table)} ({', '.join(f'{name(c)} {k}' for c, k in columns.items())})")
    for row in rows:
        unknown = row.keys() - columns.keys()
        assert not unknown, f"{table} has no {unknown}"
        places = ", ".join("?" * len(row))
        names = ", ".join(map(name, row))
        con.execute(f"insert into {name(table)} ({names}) values ({places})", list(row.values()))


@cache
def inputs_of(model: str) -> set[str]:
    return set(duckdb.connect().get_table_names(load_models()[model].sql)) - {model}


def warehouse(
    model: str,
    tables: Mapping[str, Sequence[Row]],
    through: Sequence[str] = (),
    **rules: float,
) -> duckdb.DuckDBPyConnection:
    """A database with the model built on these tables; the models in `through` are built, not given."""
    con = duckdb.connect()
    add_rows(con, "rules_given", pl.DataFrame([Rules(**rules).as_row()]))  # type: ignore[arg-type]
    built = dict.fromkeys(("run_parameters", "stg_rules__reasons", *through, model))
    needed = set().union(*(inputs_of(each) for each in built)) - built.keys() - {"rules_given"}
    unread = tables.keys() - needed
    assert not unread, f"{model} does not read {unread}"
    for table in sorted(needed):
        add_table(con, table, tables.get(table, ()))
    for each in built:
        create(con, load_models()[each])
    return con


def select(con: duckdb.DuckDBPyConnection, model: str, *columns: str) -> list[tuple[Any, ...]]:
    """These columns of a table, in their own order."""
    chosen = ", ".join(map(name, columns))
    return con.execute(f"select {chosen} from {name(model)} order by all").fetchall()


def rows(
    model: str,
    *columns: str,
    through: Sequence[str] = (),
    rules: Mapping[str, float] | None = None,
    **tables: Sequence[Row],
) -> list[tuple[Any, ...]]:
    """What the model gives on these tables: the named columns, sorted."""
    return select(warehouse(model, tables, through, **(rules or {})), model, *columns)
