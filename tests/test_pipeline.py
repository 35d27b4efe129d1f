"""The main job from end to end on small real inputs."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import polars as pl
import pytest

from stocktake import publication
from stocktake.pipeline import reconcile
from stocktake.publication import PublishedRun
from stocktake.steps import MARTS
from stocktake.warehouse.models import load_models

from .conftest import Small


def table(run: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(run / "tables" / f"{name}.parquet")


def verdicts(run: Path) -> dict[str, str]:
    both = table(run, "titles").join(table(run, "title_exposure"), on="title_id")
    return dict(both.select("row_id", "verdict").rows())


def test_every_listed_title_gets_the_verdict_it_deserves(published: PublishedRun) -> None:
    assert verdicts(published.path) == {
        "w1": "CONFIRMED",  # ISBN-10 with dashes, title and author agree
        "w2": "PROBABLE",  # subtitle dropped, initial, family name misspelt
        "w3": "CHECK",  # the ISBN stands on another book
        "w4": "NOT FOUND",  # only volume 1 is there
        "w5": "CONFIRMED",  # DOI in capitals
        "w6": "PROBABLE",  # article in brackets at the end
        "w7": "NOT FOUND",
        "w8": "NOT CHECKABLE",  # generic title, no name, no identifier
    }


def test_a_summary_of_the_book_is_no_match(published: PublishedRun) -> None:
    assert "3" not in table(published.path, "matches")["record_id"].to_list()


def test_a_settled_title_collects_its_other_editions(published: PublishedRun) -> None:
    found = table(published.path, "matches").filter(pl.col("record_id").is_in(["1", "2"]))
    assert sorted(found.select("record_id", "verdict").rows()) == [
        ("1", "CONFIRMED"),
        ("2", "PROBABLE"),
    ]


def test_a_contradicted_identifier_is_named(published: PublishedRun) -> None:
    row = table(published.path, "matches").filter(pl.col("record_id") == "6").row(0, named=True)
    assert row["reason"] == "identifier_contradicted"
    assert {"hidden", "identifier_conflict"} <= set(row["flags"])


def test_a_placeholder_date_is_no_date(published: PublishedRun) -> None:
    exposure = table(published.path, "titles").join(table(published.path, "title_exposure"), on="title_id")
    assert exposure.filter(pl.col("row_id") == "w2")["earliest_record_date"].to_list() == [None]


def test_why_not_is_kept_for_a_title_without_a_match(published: PublishedRun) -> None:
    titles = table(published.path, "titles").filter(pl.col("row_id") == "w4")
    missed = table(published.path, "near_misses").join(titles.select("title_id"), on="title_id")
    assert missed.row(0, named=True)["reason"] == "other_volume_or_derivative"


def test_the_row_without_title_and_identifier_is_rejected_with_advice(published: PublishedRun) -> None:
    row = table(published.path, "rejected_rows").row(0, named=True)
    assert row["source_line"] == 10
    assert row["reason"]
    assert row["advice"]


def test_every_mart_and_column_has_a_comment_in_the_database(published: PublishedRun) -> None:
    with duckdb.connect(str(published.path / "stocktake.duckdb"), read_only=True) as con:
        bare = con.execute(
            "select table_name, column_name from duckdb_columns() where comment is null and not internal"
        ).fetchall()
        tables = {r[0] for r in con.execute("select table_name from duckdb_tables()").fetchall()}
    assert bare == []
    assert tables == {*MARTS, "deltas"}


def test_every_described_column_exists(published: PublishedRun) -> None:
    for name in MARTS:
        assert list(load_models()[name].comments) == table(published.path, name).columns, name


def test_same_inputs_give_the_same_bytes(small: Small) -> None:
    runs = [reconcile(small.job(out)).path for out in ("one", "two")]
    kinds = (".parquet", ".csv", ".html")
    one, two = ({p.relative_to(r): p.read_bytes() for p in r.rglob("*") if p.suffix in kinds} for r in runs)
    assert one.keys() == two.keys()
    assert [p for p in one if one[p] != two[p]] == []
    assert len(one) > 20


def test_a_repeated_run_is_left_as_it_is(small: Small) -> None:
    first = reconcile(small.job())
    before = (first.path / "manifest.json").stat().st_mtime_ns
    again = reconcile(small.job())
    assert again.was_there
    assert (again.path / "manifest.json").stat().st_mtime_ns == before


def test_a_damaged_run_is_built_again(small: Small) -> None:
    first = reconcile(small.job())
    (first.path / "tables" / "matches.parquet").write_bytes(b"")
    assert publication.verify(first.path) == ["tables/matches.parquet has changed"]
    assert not reconcile(small.job()).was_there
    assert publication.verify(first.path) == []


@pytest.mark.parametrize(
    "full",
    [
        OSError(28, "No space left on device"),
        duckdb.IOException("IO Error: Could not write file: No space left on device"),
    ],
)
def test_a_full_disk_is_named_and_leaves_the_published_run(small: Small, full: Exception) -> None:
    first = reconcile(small.job())
    small.catalogue.write_text(small.catalogue.read_text() + 'w9,Another Title,"Lee, Ann",,,,,,\n')

    def failing(title: str, step: object, /, *args: object) -> object:
        if title == "write reports":
            raise full
        return step(*args)  # type: ignore[operator]

    with pytest.raises(publication.UsageProblem, match="full"):
        reconcile(small.job(), failing)  # type: ignore[arg-type]
    assert publication.latest(small.folder / "out") == first.path.resolve()
    assert list((small.folder / "out" / "runs").glob(".building-*")) == []


def test_a_killed_run_leaves_the_last_one_and_a_rerun_completes(small: Small) -> None:
    first = reconcile(small.job())
    small.catalogue.write_text(small.catalogue.read_text() + 'w9,Another Title,"Lee, Ann",,,,,,\n')
    command = [
        *(sys.executable, "-m", "stocktake.cli", "reconcile", str(small.catalogue)),
        *("--reference", str(small.reference), "--out", str(small.folder / "out")),
    ]
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment())
    building = small.folder / "out" / "runs"
    deadline = time.monotonic() + 60
    while not list(building.rglob("work.duckdb")) and time.monotonic() < deadline:
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert list(building.glob(".building-*")), "the run was killed while it was being built"
    assert publication.verify(first.path) == []
    assert publication.latest(small.folder / "out") == first.path.resolve()
    second = reconcile(small.job())
    assert second.run_id != first.run_id
    assert list(building.glob(".building-*")) == []


def environment() -> dict[str, str]:
    root = Path(__file__).parents[1]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}


def test_two_runs_do_not_write_at_once(small: Small) -> None:
    out = small.folder / "out"
    out.mkdir()
    with (out / ".lock").open("w") as handle:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(publication.UsageProblem, match="Another run"):
            reconcile(small.job())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_folder_that_cannot_be_written_is_named(small: Small) -> None:
    out = small.folder / "out"
    out.mkdir(mode=0o500)
    with pytest.raises(publication.UsageProblem, match="cannot be written"):
        reconcile(small.job())


def test_an_output_path_that_is_a_file_is_named(small: Small) -> None:
    (small.folder / "out").write_text("in the way")
    with pytest.raises(publication.UsageProblem, match="cannot be written"):
        reconcile(small.job())


def test_the_manifest_accounts_for_inputs_outputs_and_rows(published: PublishedRun) -> None:
    manifest = json.loads((published.path / "manifest.json").read_text())
    assert [i["name"] for i in manifest["inputs"]] == ["backlist.csv", "reference"]
    counts = manifest["counts"]
    assert counts["rows_in"] == counts["rows_used"] + counts["rows_rejected"] + counts["rows_ignored"]
    assert counts["titles"] == 8
    listed = {f["path"] for f in manifest["files"]}
    on_disk = {p.relative_to(published.path).as_posix() for p in published.path.rglob("*") if p.is_file()}
    assert listed == on_disk - {"manifest.json"}


def test_a_reviewers_decision_overrides_the_score(small: Small) -> None:
    first = reconcile(small.job())
    pair = table(first.path, "matches").filter(pl.col("record_id") == "6").row(0, named=True)
    decisions = small.folder / "decisions.csv"
    decisions.write_text(
        "title_id,record_id,decision,reviewer,decided_at,why\n"
        f"{pair['title_id']},6,no_match,rev-1,2026-11-01,another book\n"
    )
    job = small.job()
    second = reconcile(type(job)(job.catalogues, job.reference, job.out, decisions=decisions))
    assert verdicts(second.path)["w3"] == "NOT FOUND"


def test_a_published_run_can_be_moved(published: PublishedRun, tmp_path: Path) -> None:
    shutil.copytree(published.path, tmp_path / "copy")
    assert publication.verify(tmp_path / "copy") == []
