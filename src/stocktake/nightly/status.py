"""`OUT/status.json`: how the last night went, for a monitor to read.

It is written on every outcome, also when nothing changed, by one rename. A night that did not run at all
leaves an old `finished`; a monitor that expects a run a day raises an alarm when it is older than, say, 26
hours.
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from stocktake.publication import STATUS
from stocktake.warehouse.manifest import write_json


class State(StrEnum):
    """How a night ended."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Status:
    """One night. `run_id` is what is published now, `previous_run_id` what was published before it.

    `counts` are those of the published run, `changes` the delta rows of this night. `message` says in plain
    words why a night stopped or failed; it is empty otherwise. Times are UTC.
    """

    state: State
    run_id: str | None
    previous_run_id: str | None
    counts: dict[str, int]
    changes: dict[str, int]
    message: str
    started: str
    finished: str
    exit_code: int


def write_status(out: Path, status: Status) -> None:
    """Replace the file in one rename, so that a reader never meets half of it."""
    aside = out / f".{STATUS}-{os.getpid()}"
    write_json(aside, asdict(status))
    aside.replace(out / STATUS)


def utc_text(moment: datetime) -> str:
    """`2026-11-03T02:00:00Z`, to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
