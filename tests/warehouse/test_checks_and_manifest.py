"""Checks that must fail on bad rows, and manifests that must notice a changed file."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from stocktake.errors import DataQualityStop, UsageProblem
from stocktake.warehouse.checks import CheckResult, count_rows, run_checks, stop_on_failure
from stocktake.warehouse.manifest import describe_files, differences, read_json
from stocktake.warehouse.models import load_models

# One offending database for each check: without such a row a check could never fail.
OFFENDERS = {
    "matches__one_row_a_pair": (
        "create table matches as select * from (values ('t', 'r'), ('t', 'r')) as x(title_id, record_id)"
    ),
    "matches__known_titles_and_records": (
        "create table matches as select 't' as title_id, 'r' as record_id;"
        "create table titles as select 'other' as title_id; create table matched_records as select 'r' as record_id"
    ),
    "matches__confirmed_has_an_identifier": (
        "create table matches as "
        "select 'CONFIRMED' as verdict, 'title_author_fuzzy' as method, null as reviewer_decision"
    ),
    "matches__probability_is_one": "create table matches as select 1.5 as probability, 'r' as reason, 's' as sentence",
    "title_exposure__one_row_a_title": (
        "create table titles as select 't' as title_id;"
        "create table title_exposure as select * from (values ('t'), ('t')) as x(title_id)"
    ),
    "author_exposure__works_add_up": (
        "create table author_exposure as select 3 as n_works, 1 as n_works_confirmed, 1 as n_works_probable, "
        "0 as n_works_check, 0 as n_works_not_found, 0 as n_works_not_checkable"
    ),
    "authors__report_code_is_unique": "create table authors as select * from (values ('A'), ('A')) as x(report_code)",
    "source_files__rows_add_up": (
        "create table source_files as select 5 as rows_in, 3 as rows_used, 1 as rows_rejected, 0 as rows_ignored"
    ),
    "explanations__every_verdict_has_one": (
        "create table matches as select 't' as title_id, 'r' as record_id;"
        "create table title_exposure as select 't' as title_id, 1 as n_records, 0 as n_check;"
        "create table explanations as select 't' as title_id, 'r' as record_id, ' ' as sentence"
    ),
    "titles__used_rows_are_there": (
        "create table source_files as select 5 as rows_used; create table titles as select 't' as title_id;"
        "create table members as select 'm' as member_id"
    ),
    "member_candidates__no_person_is_swamped": (
        "create table member_candidates as select 'a' as author_id, 'r' as record_id from range(2)"
    ),
}


@pytest.mark.parametrize("name", sorted(m.table for m in load_models().values() if m.layer == "checks"))
def test_check_finds_its_offender(name: str) -> None:
    con = duckdb.connect()
    con.execute(OFFENDERS[name])
    assert count_rows(con, load_models()[name].sql) > 0


def test_a_failed_check_stops_publishing_and_is_named() -> None:
    with pytest.raises(DataQualityStop, match="rows_add_up"):
        stop_on_failure([CheckResult("source_files__rows_add_up", 2), CheckResult("fine", 0)])


def test_all_checks_run(tmp_path: Path) -> None:
    con = duckdb.connect()
    models = {k: m for k, m in load_models().items() if k == "authors__report_code_is_unique"}
    con.execute(OFFENDERS["authors__report_code_is_unique"])
    assert run_checks(con, models) == [CheckResult("authors__report_code_is_unique", 1)]


def test_a_changed_and_a_missing_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.txt").write_text("two")
    listed = describe_files(tmp_path)
    assert differences(tmp_path, listed) == []
    (tmp_path / "a.txt").write_text("eno")
    (tmp_path / "b.txt").unlink()
    assert differences(tmp_path, listed) == ["a.txt has changed", "b.txt is missing"]


def test_a_folder_without_a_manifest_is_a_usage_problem(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=r"manifest\.json"):
        read_json(tmp_path / "manifest.json")
