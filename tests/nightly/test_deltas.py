"""What changed between two runs, and why."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stocktake.changes.deltas import COLUMNS, ChangedInputs, compute_deltas, count_changes, deltas, no_deltas
from stocktake.publication import RunIdentity

RunOf = Callable[..., Path]
EMMA = {"title_id": "e1", "title": "Emma", "isbns": ["9780141439587"]}
POEMS = {"title_id": "p1", "title": "Poems", "contributors_raw": "Yeats, W. B."}
CATALOGUE = ChangedInputs(catalogue=True)


def match(title_id: str, record_id: str, verdict: str = "CONFIRMED", decision: str | None = None) -> dict[str, Any]:
    return {"title_id": title_id, "record_id": record_id, "verdict": verdict, "reviewer_decision": decision}


def test_the_first_run_has_an_empty_table_with_the_right_columns(run_of: RunOf) -> None:
    identity = RunIdentity("r", "k", None, (), "code")
    table = compute_deltas(None, run_of([EMMA]), identity)
    assert table.is_empty()
    assert tuple(table.columns) == COLUMNS
    assert table.schema == no_deltas().schema


def test_same_matches_give_no_rows(run_of: RunOf) -> None:
    before, after = (run_of([EMMA], [match("e1", "updated:1")]) for _ in range(2))
    assert deltas(before, after, ChangedInputs(rules=True)).is_empty()


def test_a_resent_file_with_new_title_ids_gives_no_rows(run_of: RunOf) -> None:
    before = run_of([EMMA], [match("e1", "updated:1")])
    after = run_of([{**EMMA, "title_id": "e2"}], [match("e2", "updated:1")])
    assert deltas(before, after, CATALOGUE).is_empty()


def test_a_new_title_brings_its_records(run_of: RunOf) -> None:
    before = run_of([EMMA], [match("e1", "updated:1")])
    after = run_of([EMMA, POEMS], [match("e1", "updated:1"), match("p1", "updated:2", "PROBABLE")])
    assert deltas(before, after, CATALOGUE).rows() == [
        ("p1", "updated:2", "ADDED", None, "PROBABLE", "catalogue_added")
    ]


def test_a_deleted_title_takes_its_records_away_under_its_earlier_id(run_of: RunOf) -> None:
    before = run_of([EMMA, POEMS], [match("e1", "updated:1"), match("p1", "updated:2")])
    after = run_of([{**EMMA, "title_id": "e2"}], [match("e2", "updated:1")])
    assert deltas(before, after, CATALOGUE).rows() == [
        ("p1", "updated:2", "REMOVED", "CONFIRMED", None, "catalogue_removed")
    ]


def test_an_edited_title_is_named_as_the_cause(run_of: RunOf) -> None:
    before = run_of([EMMA], [match("e1", "updated:1", "CHECK"), match("e1", "updated:3", "CHECK")])
    after = run_of([{**EMMA, "title_id": "e2", "year": "1815"}], [match("e2", "updated:1"), match("e2", "updated:2")])
    assert deltas(before, after, CATALOGUE).rows() == [
        ("e2", "updated:1", "CHANGED", "CHECK", "CONFIRMED", "catalogue_changed"),
        ("e2", "updated:2", "ADDED", None, "CONFIRMED", "catalogue_changed"),
        ("e2", "updated:3", "REMOVED", "CHECK", None, "catalogue_changed"),
    ]


@pytest.mark.parametrize(
    ("inputs", "cause"),
    [
        (ChangedInputs(reference=True), "dump_changed"),
        (ChangedInputs(reference=True, rules=True), "dump_changed"),
        (ChangedInputs(catalogue=True, reference=True), "dump_changed"),
        (ChangedInputs(decisions=True, rules=True), "decision_changed"),
        (ChangedInputs(rules=True), "rules_changed"),
        (ChangedInputs(catalogue=True, rules=True), "rules_changed"),
        (ChangedInputs(catalogue=True), "catalogue_changed"),
    ],
)
def test_a_title_that_stayed_as_it_was_moved_by_something_else(
    run_of: RunOf, inputs: ChangedInputs, cause: str
) -> None:
    before = run_of([EMMA], [])
    after = run_of([EMMA], [match("e1", "updated:1")])
    assert deltas(before, after, inputs)["cause"].to_list() == [cause]


def test_a_reviewers_decision_is_the_cause_even_on_the_day_of_a_new_dump(run_of: RunOf) -> None:
    before = run_of([EMMA], [match("e1", "updated:1", "CHECK"), match("e1", "updated:2", "CHECK")])
    after = run_of([EMMA], [match("e1", "updated:1", "CONFIRMED", "mine"), match("e1", "updated:2", "PROBABLE")])
    found = deltas(before, after, ChangedInputs(reference=True, decisions=True))
    assert found["cause"].to_list() == ["decision_changed", "dump_changed"]


def test_a_new_title_is_not_blamed_on_a_catalogue_that_is_the_same(run_of: RunOf) -> None:
    before = run_of([EMMA], [])
    after = run_of([EMMA, POEMS], [match("p1", "updated:2")])
    assert deltas(before, after, ChangedInputs(rules=True))["cause"].to_list() == ["rules_changed"]


@pytest.mark.parametrize("verdict", ["NOT FOUND", "NOT CHECKABLE"])
def test_a_verdict_that_does_not_count_is_no_match(run_of: RunOf, verdict: str) -> None:
    before = run_of([EMMA], [match("e1", "updated:1", verdict)])
    after = run_of([EMMA], [])
    assert deltas(before, after, ChangedInputs(reference=True)).is_empty()


def test_rows_are_ordered_and_the_order_of_the_tables_does_not_matter(run_of: RunOf) -> None:
    titles = [{"title_id": f"t{n:02}", "title": f"Title {n}"} for n in range(20)]
    matches = [match(t["title_id"], f"updated:{n}") for n in range(3) for t in titles]
    shuffled = random.Random(2025).sample(matches, len(matches))
    before = run_of(titles, [])
    first, second = (deltas(before, run_of(titles, m), CATALOGUE) for m in (matches, shuffled))
    assert first.equals(second)
    assert first.equals(first.sort("title_id", "record_id"))
    assert first.select("title_id", "record_id").is_unique().all()


def test_changes_are_counted_by_kind(run_of: RunOf) -> None:
    before = run_of([EMMA], [match("e1", "updated:1", "CHECK")])
    after = run_of([EMMA], [match("e1", "updated:1"), match("e1", "updated:2")])
    assert count_changes(deltas(before, after, CATALOGUE)) == {"ADDED": 1, "REMOVED": 0, "CHANGED": 1}
    assert count_changes(no_deltas()) == {"ADDED": 0, "REMOVED": 0, "CHANGED": 0}


def test_a_table_of_an_older_program_may_lack_a_column(run_of: RunOf) -> None:
    before, after = run_of([EMMA], [match("e1", "u:1")]), run_of([EMMA], [match("e1", "u:1")])
    older = pl.read_parquet(before / "titles.parquet").drop("contribution_type", "volume_key")
    older.write_parquet(before / "titles.parquet")
    assert deltas(before, after, ChangedInputs(rules=True)).is_empty()
