"""The three flows on a real server: the plain result, with counts for Prefect and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from prefect import get_client
from prefect.artifacts import Artifact
from prefect.client.schemas.filters import FlowFilter, FlowFilterName

import flows.nightly
import flows.reconcile
import flows.reference
from stocktake import pipeline
from stocktake.errors import BadInput, DataQualityStop
from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.warehouse.manifest import read_json

Send = Callable[[int], Path]
pytestmark = pytest.mark.usefixtures("server")


def stored() -> str:
    """All that the server keeps: flow runs with parameters, task runs, logs and artifacts."""
    with get_client(sync_client=True) as client:
        kept = [
            *client.read_flow_runs(),
            *client.read_task_runs(),
            *client.read_logs(),
            *client.read_artifacts(),
        ]
    return "\n".join(item.model_dump_json() for item in kept)


def last_run(flow_name: str) -> tuple[str, list[str]]:
    """State of the latest run of a flow, and the titles of its steps in order."""
    with get_client(sync_client=True) as client:
        by_name = FlowFilter(name=FlowFilterName(any_=[flow_name]))
        runs = sorted(client.read_flow_runs(flow_filter=by_name), key=lambda run: run.created)
        tasks = [task for task in client.read_task_runs(flow_filter=by_name) if task.flow_run_id == runs[-1].id]
    tasks.sort(key=lambda task: task.start_time)
    return runs[-1].state_name, [task.name for task in tasks]


def result_files(out: Path) -> dict[str, bytes]:
    """Tables, CSV and HTML of the published run, by name."""
    run = (out / "latest").resolve()
    paths = sorted(p for p in run.rglob("*") if p.suffix in {".parquet", ".csv", ".html"})
    return {p.relative_to(run).as_posix(): p.read_bytes() for p in paths}


def test_the_reference_flow_builds_the_same_store_as_the_plain_call(
    tmp_path: Path, dump: Path, reference: Path
) -> None:
    flows.reference.build_reference(ReferenceJob((dump,), tmp_path / "ref", snapshot_date="2025-01-01"))
    assert read_json(tmp_path / "ref" / "manifest.json")["files"] == read_json(reference / "manifest.json")["files"]
    assert last_run("stocktake-reference") == ("Completed", ["prepare reference"])
    assert "records" in str(Artifact.get("stocktake-reference-counts").data)


def test_plain_and_prefect_runs_give_the_same_bytes(job: ReconcileJob) -> None:
    plain = pipeline.reconcile(replace(job, out=job.out / "plain"))
    prefect = flows.reconcile.reconcile(replace(job, out=job.out / "prefect"))
    assert (prefect.run_id, prefect.counts) == (plain.run_id, plain.counts)
    files = result_files(job.out / "plain")
    assert any(name.endswith(".html") for name in files)
    assert any(name.endswith(".csv") for name in files)
    assert files == result_files(job.out / "prefect")
    state, steps = last_run("stocktake-reconcile")
    assert state == "Completed"
    assert steps == [
        "identify inputs",
        "read catalogue",
        "find candidates",
        "weigh evidence",
        "audit matching",
        "build tables",
        "write reports",
        "publish",
    ]


def test_the_counts_of_a_run_are_left_as_artifacts(job: ReconcileJob) -> None:
    published = flows.reconcile.reconcile(job)
    rows = json.loads(Artifact.get("stocktake-counts").data)
    assert {row["what"].replace(" ", "_"): row["count"] for row in rows} == published.counts
    assert published.run_id in Artifact.get("stocktake-summary").data


def test_three_nights_under_prefect(job: ReconcileJob, send: Send) -> None:
    send(9)
    assert flows.nightly.nightly(job).changed
    assert not flows.nightly.nightly(job).changed
    assert "No input has changed" in Artifact.get("stocktake-summary").data
    send(10)
    third = flows.nightly.nightly(job)
    assert (third.changed, third.exit_code) == (True, 10)
    assert last_run("stocktake-nightly")[1][-2:] == ["compare with the published run", "publish"]
    assert read_json(job.out / "status.json")["state"] == "changed"


def test_a_stopped_night_is_a_failed_run_and_the_same_error(job: ReconcileJob, send: Send) -> None:
    flows.nightly.nightly(job)
    send(4)
    with pytest.raises(DataQualityStop, match="4 titles, the published run 10"):
        flows.nightly.nightly(job)
    assert last_run("stocktake-nightly")[0] == "Failed"
    assert flows.nightly.nightly(job, accept_changes=True).changed


def test_a_bad_input_comes_out_of_the_flow_as_itself(job: ReconcileJob) -> None:
    with pytest.raises(BadInput) as met:
        flows.reconcile.reconcile(replace(job, catalogues=(job.out / "missing.csv",)))
    assert met.value.exit_code == 3


def test_prefect_keeps_no_personal_data(job: ReconcileJob, personal: tuple[str, ...]) -> None:
    flows.reconcile.reconcile(job)
    kept = stored()
    assert "stocktake-counts" in kept
    assert [word for word in personal if word in kept] == []
