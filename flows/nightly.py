"""`stocktake nightly run|serve`: the nightly check as a Prefect flow, once or on a schedule.

`serve` registers the deployment `stocktake-nightly/stocktake-nightly` with a Prefect server and carries out
its runs until it is stopped. With PREFECT_API_URL set (or a profile that names a server) it is that server;
otherwise one is started here and stopped at the end.
"""

from __future__ import annotations

import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

from babel.localtime import LOCALTZ
from prefect import flow
from prefect.schedules import Cron, Schedule
from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings
from prefect.types.entrypoint import EntrypointType

from flows.artifacts import run_name, show_counts
from flows.parameters import ReconcileParameters, reconcile_job, reconcile_parameters
from flows.prefect_steps import prefect_step
from flows.server import loopback_server
from stocktake import nightly as plain
from stocktake.errors import UsageProblem
from stocktake.jobs import ReconcileJob
from stocktake.nightly import NightlyResult

DEPLOYMENT = "stocktake-nightly"
AT_TWO = "0 2 * * *"


def nightly(job: ReconcileJob, *, accept_changes: bool = False) -> NightlyResult:
    """Run the flow for a job once. Raises what the plain check raises."""
    return nightly_flow(**reconcile_parameters(job), accept_changes=accept_changes)


def serve(job: ReconcileJob, cron: str = AT_TWO) -> None:
    """Run the check on a schedule (local time) until stopped by Ctrl-C or SIGTERM.

    A cron line that cannot be read is a usage problem. One night runs at a time.
    """
    schedule = read_schedule(cron)
    signal.signal(signal.SIGTERM, _leave)
    with ExitStack() as doors:
        if not PREFECT_API_URL.value():
            url = doors.enter_context(loopback_server(Path(PREFECT_HOME.value())))
            doors.enter_context(temporary_settings({PREFECT_API_URL: url}))
        nightly_flow.serve(
            name=DEPLOYMENT,
            schedule=schedule,
            parameters=dict(reconcile_parameters(job)),
            limit=1,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )


def _leave(number: int, _frame: object) -> NoReturn:
    """Leave through every open door, so that a server that is still starting is stopped as well."""
    sys.exit(128 + number)


def read_schedule(cron: str) -> Schedule:
    """A cron line in the time zone of this machine (UTC if that has no name)."""
    zone = getattr(LOCALTZ, "key", None) or getattr(LOCALTZ, "zone", None) or "UTC"
    try:
        return Cron(cron, timezone=zone)
    except ValueError as problem:
        raise UsageProblem(f"--cron '{cron}' is not a cron line. Write for instance \"{AT_TWO}\".") from problem


@flow(name="stocktake-nightly", flow_run_name=lambda: run_name("nightly"), persist_result=False)
def nightly_flow(
    catalogues: list[str],
    reference: str,
    out: str,
    profile: str = "",
    decisions: str = "",
    previous: str = "",
    rules: str = "{}",
    machine: str = "{}",
    aliases: str = "",
    rules_file: str = "",
    accept_changes: bool = False,
) -> NightlyResult:
    """Run when an input changed, compare with what is published, publish or stop."""
    parameters: ReconcileParameters = {
        "catalogues": catalogues,
        "reference": reference,
        "out": out,
        "profile": profile,
        "decisions": decisions,
        "aliases": aliases,
        "rules_file": rules_file,
        "previous": previous,
        "rules": rules,
        "machine": machine,
    }
    result = plain.nightly(reconcile_job(parameters), prefect_step, accept_changes=accept_changes)
    _show(result)
    return result


def _show(result: NightlyResult) -> None:
    changes = {
        "pairs_added": result.n_added,
        "pairs_removed": result.n_removed,
        "pairs_changed": result.n_changed,
    }
    said = "Another run is published now." if result.changed else "No input has changed; nothing was done."
    show_counts("stocktake", f"Run {result.published.run_id}", changes | result.published.counts, said)
