"""SQL models: one select a file, file stem = table, built in the order that the selects themselves imply.

A model's leading comment states its grain; lines of the form `-- column: text` describe columns and become
`comment on` statements. `-- materialised: view` keeps a model unmaterialised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from stocktake.errors import StocktakeError
from stocktake.warehouse.connection import literal, name

LAYERS = ("staging", "intermediate", "marts", "checks")
_COLUMN_COMMENT = re.compile(r"^(\w+): (.+)$")


class BrokenModel(StocktakeError):
    """A SQL model cannot be ordered or run: a fault of the program, not of the input."""


@dataclass(frozen=True, slots=True)
class Model:
    """One SQL file. `comments` maps a column to its description."""

    table: str
    layer: str
    sql: str
    grain: str
    comments: dict[str, str]
    is_view: bool


def sql_folder() -> Path:
    """Where the SQL lives: inside the installed package, else at the top of the checkout."""
    packaged = Path(__file__).parents[1] / "sql"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "sql"


def parse_model(path: Path) -> Model:
    """Read one file. The comment block before the first statement is its documentation."""
    text = path.read_text("utf-8")
    header = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        header.append(line[2:].strip())
    comments = {m[1]: m[2] for line in header if (m := _COLUMN_COMMENT.match(line)) and m[1] != "materialised"}
    grain = " ".join(line for line in header if not _COLUMN_COMMENT.match(line))
    return Model(path.stem, path.parent.name, text, grain, comments, "materialised: view" in header)


@cache
def load_models(folder: Path | None = None) -> dict[str, Model]:
    """All models by table name."""
    root = folder or sql_folder()
    paths = [p for layer in LAYERS for p in sorted((root / layer).glob("*.sql"))]
    return {p.stem: parse_model(p) for p in paths}


def build_order(con: duckdb.DuckDBPyConnection, models: dict[str, Model], targets: Iterable[str]) -> list[str]:
    """The targets and all models they need, each after what it reads; ties by name."""
    needs: dict[str, set[str]] = {}
    todo = list(targets)
    while todo:
        table = todo.pop()
        if table not in needs:
            needs[table] = {t for t in tables_read(con, models[table].sql) if t in models and t != table}
            todo.extend(needs[table])
    try:
        return list(TopologicalSorter({t: sorted(needs[t]) for t in sorted(needs)}).static_order())
    except CycleError as cycle:
        raise BrokenModel(f"The SQL models form a circle: {cycle.args[1]}.") from cycle


_READ: dict[str, frozenset[str]] = {}


def tables_read(con: duckdb.DuckDBPyConnection, sql: str) -> frozenset[str]:
    """The tables that a select names. Only the text says so, hence each is parsed once."""
    if sql not in _READ:
        _READ[sql] = frozenset(con.get_table_names(sql))
    return _READ[sql]


def existing_tables(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Tables and views that this database holds already; attached ones do not count."""
    return tables_of(con, con.execute("select current_database()").fetchall()[0][0])


def tables_of(con: duckdb.DuckDBPyConnection, database: str) -> set[str]:
    """Tables and views of a database, or of one that is attached."""
    query = "select table_name from information_schema.tables where table_catalog = ?"
    return {row[0] for row in con.execute(query, [database]).fetchall()}


def adopt(
    con: duckdb.DuckDBPyConnection,
    database: str,
    own: Iterable[str],
    kept: Iterable[str] = (),
    models: dict[str, Model] | None = None,
) -> list[str]:
    """Make views of an attached database's tables, but for those of `own` and all models that follow from them.

    `build` then makes anew, in this database, what follows from its own tables. `kept` are adopted whatever they read.
    """
    models = models or load_models()
    reads = {table: tables_read(con, model.sql) for table, model in models.items() if table not in set(kept)}
    changed = set(own)
    while further := {table for table in reads if table not in changed and reads[table] & changed}:
        changed |= further
    adopted = sorted(tables_of(con, database) - changed)
    for table in adopted:
        con.execute(f"create view {name(table)} as select * from {name(database)}.main.{name(table)}")
    return adopted


def drop_what_reads(con: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> list[str]:
    """Drop the built models that read any of these tables, directly or through others, so that `build` makes them anew;
    give their names.
    """
    models = load_models()
    reads = {table: tables_read(con, model.sql) for table, model in models.items()}
    changed = set(tables)
    while further := {table for table in reads if table not in changed and reads[table] & changed}:
        changed |= further
    dropped = sorted((changed - set(tables)) & existing_tables(con))
    for table in dropped:
        con.execute(f"drop {'view' if models[table].is_view else 'table'} {name(table)}")
    return dropped


def build(con: duckdb.DuckDBPyConnection, targets: Iterable[str], models: dict[str, Model] | None = None) -> list[str]:
    """Create the targets and what they need, unless they exist; return the names built, in order."""
    models = models or load_models()
    present = existing_tables(con)
    absent = {table: model for table, model in models.items() if table not in present}
    built = build_order(con, absent, [t for t in targets if t not in present])
    for table in built:
        create(con, models[table])
    return built


def create(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Run one select into a table (or a view)."""
    kind = "view" if model.is_view else "table"
    try:
        con.execute(f"create {kind} {name(model.table)} as {model.sql}")
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as problem:
        raise BrokenModel(f"Model {model.layer}/{model.table}.sql failed: {problem}") from problem


def add_comments(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Write the grain and the column descriptions into the database."""
    table = name(model.table)
    columns = (f"comment on column {table}.{name(c)} is {literal(text)}" for c, text in model.comments.items())
    statements = ["begin", f"comment on table {table} is {literal(model.grain)}", *columns, "commit"]
    con.execute("; ".join(statements))
