"""The order of the steps, once. Run plainly here, or handed to Prefect by `flows/` through `run`.

A step gets paths and small settings and gives a small dataclass of counts; frames never pass between steps.
A run is built aside in `OUT/runs/.building-<run_id>`, checked, and published by one rename and one link swap.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from stocktake import publication, steps
from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.publication import PublishedRun
from stocktake.reference.chunks import Progress
from stocktake.reference.store import StoreSummary
from stocktake.reference.store import build as build_store
from stocktake.reports.reference_page import write_reference_page

T = TypeVar("T")


class StepRunner(Protocol):
    """How a step is carried out. `title` is what a person reads; it never holds personal data."""

    def __call__(self, title: str, step: Callable[..., T], /, *args: object) -> T: ...


def plainly(title: str, step: Callable[..., T], /, *args: object) -> T:
    """Just call it."""
    return step(*args)


def build_reference(job: ReferenceJob, run: StepRunner = plainly, progress: Progress | None = None) -> StoreSummary:
    """Prepare a reference store (idempotent; a build that was killed goes on)."""
    return run("prepare reference", _build_store, job, progress)


def reconcile(job: ReconcileJob, run: StepRunner = plainly) -> PublishedRun:
    """Compare catalogues with a prepared reference and publish the result under `job.out`.

    The same inputs, rules and code give the same run id; a run that is published already is left as it is.
    """
    identity = run("identify inputs", steps.identify_inputs, job)
    with publication.building(job.out, identity) as place:
        if place.published is not None:
            return place.published
        run("read catalogue", steps.read_catalogue, job, place)
        run("find candidates", steps.find_candidates, job, place)
        run("weigh evidence", steps.weigh_evidence, job, place)
        run("audit matching", steps.audit_matching, job, place)
        run("build tables", steps.build_tables, job, place)
        run("write reports", steps.write_run_reports, job, place)
        return run("publish", publication.publish, place)


def _build_store(job: ReferenceJob, progress: Progress | None) -> StoreSummary:
    summary = build_store(
        list(job.sources),
        job.into,
        kind=job.kind,
        mapping=job.mapping,
        repair=job.repair,
        snapshot_date=job.snapshot_date,
        progress=progress,
    )
    write_reference_page(job.into)
    return summary


__all__ = ["ReconcileJob", "ReferenceJob", "StepRunner", "build_reference", "plainly", "reconcile"]
