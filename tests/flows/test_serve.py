"""The nightly check as a real deployment: registered, triggered through the API, carried out, stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from prefect import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import DeploymentResponse
from prefect.exceptions import ObjectNotFound

from flows.nightly import read_schedule
from flows.parameters import reconcile_parameters
from stocktake.errors import UsageProblem
from stocktake.jobs import ReconcileJob

T = TypeVar("T")

SERVE = """
import json, sys
from flows.nightly import serve
from flows.parameters import reconcile_job
serve(reconcile_job(json.loads(sys.argv[1])), sys.argv[2])
"""


def wait_for(what: str, look: Callable[[], T | None], seconds: float = 180) -> T:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if (found := look()) is not None:
            return found
        time.sleep(0.5)
    pytest.fail(f"{what} did not happen within {seconds} s")


def deployment() -> DeploymentResponse | None:
    with get_client(sync_client=True) as client:
        try:
            return client.read_deployment_by_name("stocktake-nightly/stocktake-nightly")
        except ObjectNotFound:
            return None


def first_night(served: DeploymentResponse) -> datetime | None:
    """The start of the first night that the server's scheduler has put down, in this machine's time."""
    with get_client(sync_client=True) as client:
        until = datetime.now(UTC) + timedelta(days=2)
        runs = client.get_scheduled_flow_runs_for_deployments([served.id], until)
    starts = [run.expected_start_time for run in runs if run.auto_scheduled]
    return min(starts).astimezone() if starts else None


def final_state(run: FlowRun) -> str | None:
    with get_client(sync_client=True) as client:
        state = client.read_flow_run(run.id).state
    return state.name if state and state.is_final() else None


def test_a_served_night_runs_when_it_is_called_and_knows_its_schedule(
    server: str, job: ReconcileJob, tmp_path: Path, connections: Path
) -> None:
    arguments = [json.dumps(reconcile_parameters(job)), "30 2 * * *"]
    with (tmp_path / "serve.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-c", SERVE, *arguments], cwd=tmp_path, stdout=log, stderr=log)
    try:
        served = wait_for("the deployment", deployment)
        assert [schedule.schedule.cron for schedule in served.schedules] == ["30 2 * * *"]
        assert served.parameters == reconcile_parameters(job)
        with get_client(sync_client=True) as client:
            run = client.create_flow_run_from_deployment(served.id)
        assert wait_for("the schedule", lambda: first_night(served), 60).strftime("%H:%M") == "02:30"
        assert wait_for("the night", lambda: final_state(run)) == "Completed"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    status = json.loads((job.out / "status.json").read_text())
    assert (status["state"], status["exit_code"]) == ("changed", 10)
    assert os.environ["PREFECT_API_URL"] == server
    assert set(connections.read_text().split()) == {"127.0.0.1"}


@pytest.mark.parametrize("cron", ["whenever", "61 2 * * *", "0 2 * *"])
def test_a_cron_line_that_cannot_be_read_is_a_usage_problem(cron: str) -> None:
    with pytest.raises(UsageProblem, match="is not a cron line"):
        read_schedule(cron)
