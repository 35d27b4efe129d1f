"""The words of the SQL are the words of the model."""

from __future__ import annotations

import duckdb
import polars as pl

from stocktake.model import Method, Relation, Verdict
from stocktake.publication import PublishedRun
from stocktake.warehouse.models import load_models


def test_every_reason_leads_to_a_verdict_of_the_model_or_to_none() -> None:
    reasons = duckdb.connect().execute(load_models()["stg_rules__reasons"].sql).fetchall()
    assert {verdict for _, verdict, _ in reasons} <= {*Verdict, None}


def test_methods_relations_and_verdicts_of_a_run_are_those_of_the_model(published: PublishedRun) -> None:
    matches = pl.read_parquet(published.path / "tables" / "matches.parquet")
    exposure = pl.read_parquet(published.path / "tables" / "title_exposure.parquet")
    assert set(matches["method"]) <= set(Method)
    assert set(matches["relation"]) <= set(Relation)
    assert set(exposure["verdict"]) == set(Verdict)
