"""Jobs survive the way through Prefect, and hold nothing but paths and settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.parameters import reconcile_job, reconcile_parameters, reference_job, reference_parameters
from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.settings import Machine, Rules

ROOT = Path("/data")


@pytest.mark.parametrize(
    "job",
    [
        ReconcileJob((ROOT / "a.csv",), ROOT / "reference", ROOT / "out"),
        ReconcileJob(
            (ROOT / "a.csv", ROOT / "b.xlsx"),
            ROOT / "reference",
            ROOT / "out",
            profile=ROOT / "p.toml",
            decisions=ROOT / "d.csv",
            aliases=ROOT / "a.csv",
            rules_file=ROOT / "r.toml",
            previous=ROOT / "out" / "runs" / "abc",
            rules=Rules(probable_at=0.97, max_candidates=7),
            machine=Machine(threads=3, memory_gib=1.5),
        ),
    ],
)
def test_a_reconcile_job_comes_back_as_it_was(job: ReconcileJob) -> None:
    assert reconcile_job(json.loads(json.dumps(reconcile_parameters(job)))) == job


@pytest.mark.parametrize(
    "job",
    [
        ReferenceJob((ROOT / "dump.sql",), ROOT / "reference"),
        ReferenceJob((ROOT / "a.csv",), ROOT / "r", "delimited", ROOT / "mapping.toml", "2025-01-01"),
    ],
)
def test_a_reference_job_comes_back_as_it_was(job: ReferenceJob) -> None:
    assert reference_job(json.loads(json.dumps(reference_parameters(job)))) == job


def test_paths_are_made_absolute_for_another_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    parameters = reconcile_parameters(ReconcileJob((Path("a.csv"),), Path("ref"), Path("out")))
    assert parameters["catalogues"] == [str(tmp_path / "a.csv")]
    assert parameters["out"] == str(tmp_path / "out")
