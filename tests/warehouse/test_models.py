"""SQL models: order, comments, and errors."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from stocktake.warehouse.models import (
    BrokenModel,
    add_comments,
    build,
    build_order,
    load_models,
    parse_model,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for layer in ("staging", "intermediate", "marts", "checks"):
        (tmp_path / layer).mkdir()
    return tmp_path


def test_a_model_is_built_after_what_it_reads(folder: Path) -> None:
    (folder / "marts" / "a_mart.sql").write_text("-- One row.\nselect n + 1 as n from z_stage\n")
    (folder / "staging" / "z_stage.sql").write_text("-- One row.\nselect 1 as n\n")
    con = duckdb.connect()
    assert build(con, ["a_mart"], load_models(folder)) == ["z_stage", "a_mart"]
    assert con.execute("select n from a_mart").fetchall() == [(2,)]


def test_what_exists_is_not_built_again(folder: Path) -> None:
    (folder / "staging" / "one.sql").write_text("-- One row.\nselect 1 as n\n")
    con = duckdb.connect()
    build(con, ["one"], load_models(folder))
    assert build(con, ["one"], load_models(folder)) == []


def test_a_circle_of_models_is_named(folder: Path) -> None:
    (folder / "staging" / "a.sql").write_text("select * from b\n")
    (folder / "staging" / "b.sql").write_text("select * from a\n")
    with pytest.raises(BrokenModel, match="circle"):
        build_order(duckdb.connect(), load_models(folder), ["a"])


def test_a_broken_select_names_its_file(folder: Path) -> None:
    (folder / "staging" / "bad.sql").write_text("select 1 + 'x'::date as n\n")
    with pytest.raises(BrokenModel, match=r"staging/bad\.sql"):
        build(duckdb.connect(), ["bad"], load_models(folder))


def test_header_comments_become_comments_in_the_database(folder: Path) -> None:
    path = folder / "marts" / "things.sql"
    path.write_text("-- One row a thing.\n-- n: how many\nselect 1 as n\n")
    con = duckdb.connect()
    model = parse_model(path)
    build(con, ["things"], {"things": model})
    add_comments(con, model)
    assert con.execute("select comment from duckdb_tables() where table_name = 'things'").fetchall() == [
        ("One row a thing.",)
    ]
    assert con.execute("select comment from duckdb_columns() where table_name = 'things'").fetchall() == [("how many",)]


def test_every_model_states_its_grain_and_ends_in_a_plain_select() -> None:
    for model in load_models().values():
        assert model.grain.endswith("."), model.table
        if model.layer != "checks":
            last = model.sql.strip().splitlines()[-1]
            assert last.startswith("select * from "), model.table


def test_every_mart_has_a_total_order() -> None:
    for model in load_models().values():
        if model.layer == "marts" and model.table not in ("run_parameters", "runs"):
            assert "order by" in model.sql, model.table
