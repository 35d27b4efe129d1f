"""The nightly check: run when an input changed, compare with what is published, publish or stop.

A night's run key is a checksum over catalogue, reference, rules, decisions and program. If it is that of
the published run, nothing is done. Otherwise the run is built aside, its deltas are counted from the
published one, the circuit breakers look at it, and only then is it published: a night that stops or fails
leaves yesterday's result in place.

"Changed" means that another run is published now. Its deltas may still all be zero, as after a new program
version that finds the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from stocktake import publication, steps
from stocktake.changes.deltas import Change, count_changes
from stocktake.errors import DataQualityStop, StocktakeError
from stocktake.jobs import ReconcileJob
from stocktake.nightly.breakers import Limits, stop_if_tripped
from stocktake.nightly.status import State, Status, utc_text, write_status
from stocktake.pipeline import StepRunner, plainly, reconcile
from stocktake.publication import BuildPlace, PublishedRun
from stocktake.warehouse.manifest import read_json

NO_CHANGE = 0
DONE_WITH_CHANGES = 10
STOPPED = DataQualityStop.exit_code
INTERNAL_ERROR = StocktakeError.exit_code

T = TypeVar("T")
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class NightlyResult:
    """A night that went well. `n_…` count the rows of the table `deltas`."""

    changed: bool
    published: PublishedRun
    n_added: int = 0
    n_removed: int = 0
    n_changed: int = 0

    @property
    def exit_code(self) -> int:
        return DONE_WITH_CHANGES if self.changed else NO_CHANGE


@dataclass(frozen=True, slots=True)
class Guarded:
    """A step runner that lets the breakers look at a finished run right before it is published."""

    run: StepRunner
    before: Path
    limits: Limits

    def __call__(self, title: str, step: Callable[..., T], /, *args: object) -> T:
        if step is publication.publish:
            place = args[0]
            assert isinstance(place, BuildPlace)  # noqa: S101  (what `publish` takes)
            tables = self.before / "tables", place.result / "tables"
            self.run("compare with the published run", stop_if_tripped, *tables, self.limits)
        return self.run(title, step, *args)


def utc_now() -> datetime:
    """The clock of real nights."""
    return datetime.now(UTC)


def nightly(
    job: ReconcileJob,
    run: StepRunner = plainly,
    *,
    clock: Clock = utc_now,
    limits: Limits | None = None,
    accept_changes: bool = False,
) -> NightlyResult:
    """Check once and write `OUT/status.json`, whatever happens.

    `accept_changes` publishes in spite of the breakers: a person has looked. The first run has none to
    compare with. Raises what the steps raise; DataQualityStop when a breaker trips.
    """
    started = clock()
    publication.writable(job.out)
    before = publication.latest(job.out)
    try:
        chosen = None if accept_changes else limits or Limits()
        result = _check(job, run, before, chosen)
    except BaseException as problem:
        _note_bad_end(job.out, problem, _ended_badly(problem, before, started, clock()))
        raise
    write_status(job.out, _ended_well(result, before, started, clock()))
    return result


def _check(job: ReconcileJob, run: StepRunner, before: Path | None, limits: Limits | None) -> NightlyResult:
    if before is None:
        return NightlyResult(True, reconcile(replace(job, previous=None), run))
    job = replace(job, previous=before)
    manifest = read_json(before / publication.MANIFEST)
    is_same = run("compare inputs", steps.identify_inputs, job).run_key == manifest["run_key"]
    damage = run("verify the published run", publication.verify, before)
    if is_same:
        return _unchanged(before, manifest) if not damage else _made_again(job, run, manifest)
    if damage:
        raise _nothing_to_compare_with(before, damage)
    published = reconcile(job, Guarded(run, before, limits) if limits else run)
    changes = count_changes(pl.read_parquet(published.path / "tables" / "deltas.parquet"))
    return NightlyResult(True, published, changes[Change.ADDED], changes[Change.REMOVED], changes[Change.CHANGED])


def _unchanged(before: Path, manifest: dict[str, Any]) -> NightlyResult:
    return NightlyResult(False, PublishedRun(before.name, before, manifest["counts"], was_there=True))


def _made_again(job: ReconcileJob, run: StepRunner, manifest: dict[str, Any]) -> NightlyResult:
    """The published run was damaged on disk: the same inputs give the same run, so nothing has changed."""
    earlier = job.out / "runs" / str(manifest["previous_run_id"])
    previous = earlier if (earlier / publication.MANIFEST).is_file() else None
    return NightlyResult(False, reconcile(replace(job, previous=previous), run))


def _nothing_to_compare_with(before: Path, damage: list[str]) -> DataQualityStop:
    return DataQualityStop(
        f"Nothing was published: the inputs have changed, and the published run {before} is damaged "
        f"({damage[0]}), so there is nothing sound to compare with. Publish a sound run with "
        "stocktake reconcile and look at it; the next night goes on from there."
    )


def _ended_well(result: NightlyResult, before: Path | None, started: datetime, finished: datetime) -> Status:
    return Status(
        state=State.CHANGED if result.changed else State.UNCHANGED,
        run_id=result.published.run_id,
        previous_run_id=before.name if before else None,
        counts=result.published.counts,
        changes={"added": result.n_added, "removed": result.n_removed, "changed": result.n_changed},
        message="",
        started=utc_text(started),
        finished=utc_text(finished),
        exit_code=result.exit_code,
    )


def _ended_badly(problem: BaseException, before: Path | None, started: datetime, finished: datetime) -> Status:
    """What was published before is published still."""
    known = isinstance(problem, StocktakeError)
    return Status(
        state=State.STOPPED if isinstance(problem, DataQualityStop) else State.FAILED,
        run_id=before.name if before else None,
        previous_run_id=before.name if before else None,
        counts=_counts(before),
        changes={"added": 0, "removed": 0, "changed": 0},
        message=str(problem) if known else type(problem).__name__,
        started=utc_text(started),
        finished=utc_text(finished),
        exit_code=problem.exit_code if isinstance(problem, StocktakeError) else INTERNAL_ERROR,
    )


def _note_bad_end(out: Path, problem: BaseException, status: Status) -> None:
    """Write the status; if even that fails (a full disk), the first problem is still the one to tell."""
    try:
        write_status(out, status)
    except OSError as unwritten:
        problem.add_note(f"The status file in {out} could not be written either: {unwritten}")


def _counts(run: Path | None) -> dict[str, Any]:
    return dict(read_json(run / publication.MANIFEST)["counts"]) if run else {}
