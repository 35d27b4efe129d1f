"""Decisions hold across re-sent catalogues and new dumps, and what they no longer name is counted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.pipeline import build_reference, reconcile
from stocktake.publication import PublishedRun
from stocktake.review.export import export
from stocktake.review.pair import Pair
from stocktake.review.taking import take_back
from tests.conftest import CATALOGUE, REFERENCE, Small

from .conftest import fill, noon

NO = {"6": {"decision": "no_match", "reviewer": "Ann"}}


@pytest.fixture
def decisions(pairs: list[Pair], tmp_path: Path) -> Path:
    """Record 6, whose ISBN contradicts, is refused; taken from a workbook, without the run."""
    take_back(fill(export(pairs, tmp_path / "review.xlsx"), NO), tmp_path / "decisions.csv", noon)
    return tmp_path / "decisions.csv"


def counts(run: PublishedRun) -> dict[str, int]:
    told = json.loads((run.path / "manifest.json").read_text())["counts"]
    ends = ("", "_applied", "_by_durable_key", "_lost")
    return {end: told[f"n_decisions{end}"] for end in ends}


def verdict(run: PublishedRun, row_id: str) -> str:
    tables = run.path / "tables"
    both = pl.read_parquet(tables / "titles.parquet").join(
        pl.read_parquet(tables / "title_exposure.parquet"), on="title_id"
    )
    return str(both.filter(pl.col("row_id") == row_id)["verdict"].item())


def resent(small: Small, catalogue: str, name: str = "december.csv") -> ReconcileJob:
    path = small.folder / name
    path.write_text(catalogue, "utf-8")
    return replace(small.job(), catalogues=(path,))


def test_in_the_same_file_the_ids_suffice(small: Small, decisions: Path) -> None:
    run = reconcile(replace(small.job(), decisions=decisions))
    assert counts(run) == {"": 1, "_applied": 1, "_by_durable_key": 0, "_lost": 0}
    assert verdict(run, "w3") == "NOT FOUND"


def test_a_resent_file_with_other_lines_and_row_numbers_keeps_its_decisions(small: Small, decisions: Path) -> None:
    head, *rows = CATALOGUE.splitlines()
    turned = "\n".join([head, *reversed(rows)]).replace("w3,", "x33,").replace("9780471958697", "978-0-471-95869-7")
    job = resent(small, turned)
    assert verdict(reconcile(job), "x33") == "CHECK"
    run = reconcile(replace(job, decisions=decisions))
    assert counts(run) == {"": 1, "_applied": 1, "_by_durable_key": 1, "_lost": 0}
    assert verdict(run, "x33") == "NOT FOUND"


def test_an_edited_title_is_asked_again_and_the_decision_is_counted_as_lost(small: Small, decisions: Path) -> None:
    job = resent(small, CATALOGUE.replace("Different Book", "Manual"))
    run = reconcile(replace(job, decisions=decisions))
    assert counts(run) == {"": 1, "_applied": 0, "_by_durable_key": 0, "_lost": 1}
    assert verdict(run, "w3") != "NOT FOUND"


def store(small: Small, reference: str) -> Path:
    source, into = small.folder / "records.csv", small.folder / "store"
    source.write_text(reference, "utf-8")
    build_reference(ReferenceJob((source,), into, snapshot_date="2025-06-01"))
    return into


def test_a_new_dump_with_other_record_ids_keeps_them_by_the_file(small: Small, decisions: Path) -> None:
    renumbered = "\n".join(f"9{line}" if line[:1].isdigit() else line for line in REFERENCE.splitlines())
    job = replace(small.job(), reference=store(small, renumbered))
    run = reconcile(replace(job, decisions=decisions))
    assert counts(run) == {"": 1, "_applied": 1, "_by_durable_key": 1, "_lost": 0}
    assert verdict(run, "w3") == "NOT FOUND"


def test_a_record_id_that_now_names_another_file_is_another_record(small: Small, decisions: Path) -> None:
    job = replace(small.job(), reference=store(small, REFERENCE.replace("f" * 32, "9" * 32)))
    run = reconcile(replace(job, decisions=decisions))
    assert counts(run)["_lost"] == 1
    assert verdict(run, "w3") == "CHECK"


def test_without_decisions_the_counts_are_nought(published: PublishedRun) -> None:
    assert counts(published) == dict.fromkeys(("", "_applied", "_by_durable_key", "_lost"), 0)


def test_decisions_of_a_run_that_no_longer_exists_still_override(small: Small, decisions: Path) -> None:
    text = decisions.read_text()
    with_other_ids = pl.read_csv(decisions, infer_schema=False).with_columns(
        title_id=pl.lit("gone-3"), run_id=pl.lit("0123456789ab")
    )
    with_other_ids.write_csv(decisions)
    assert decisions.read_text() != text
    run = reconcile(replace(small.job(), decisions=decisions))
    assert verdict(run, "w3") == "NOT FOUND"


def test_two_reviewers_who_disagree_send_the_pair_to_check_even_where_it_was_settled(
    small: Small, pairs: list[Pair], tmp_path: Path
) -> None:
    path, sheet = tmp_path / "d.csv", tmp_path / "review.xlsx"
    said = {"2": {"decision": "match", "reviewer": "Ann"}, "10": {"decision": "match", "reviewer": "Ann"}}
    take_back(fill(export(pairs, sheet), said), path, noon)
    other = {"2": {"decision": "no_match", "reviewer": "Ben"}}
    take_back(fill(export(pairs, tmp_path / "second.xlsx"), other), path, noon)
    run = reconcile(replace(small.job(), decisions=path))
    row = pl.read_parquet(run.path / "tables" / "matches.parquet").filter(pl.col("record_id") == "2")
    columns = ("verdict", "reason", "reviewer_decision")
    assert row.select(columns).row(0) == ("CHECK", "reviewers_disagree", "disagree")
