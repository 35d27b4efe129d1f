"""Where a run is built and how it becomes the published one: aside, checked, renamed, linked.

Layout: `OUT/runs/<run_id>/` finished runs, `OUT/runs/.building-<run_id>/` the one being made, `OUT/latest` a link
to the published run, `OUT/.lock` held by whoever builds. A killed build leaves only a `.building-…` folder, which
the next build removes.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stocktake.errors import StocktakeError, UsageProblem
from stocktake.warehouse.manifest import describe_files, differences, read_json, write_json

MANIFEST = "manifest.json"
STATUS = "status.json"


@dataclass(frozen=True, slots=True)
class RunIdentity:
    """What makes a run this run. `run_key` is a checksum over inputs, rules, decisions and code."""

    run_id: str
    run_key: str
    previous_run_id: str | None
    inputs: tuple[tuple[str, str, int], ...]  # (name, sha256, bytes) of each input file
    code_digest: str


@dataclass(frozen=True, slots=True)
class PublishedRun:
    """A finished run. `counts` are the row counts of its manifest; `was_there` tells that nothing had to be done."""

    run_id: str
    path: Path
    counts: dict[str, int]
    was_there: bool = False


@dataclass(frozen=True, slots=True)
class BuildPlace:
    """Folders of a run being built: `work` is thrown away, `result` is published."""

    out: Path
    identity: RunIdentity
    work: Path
    result: Path
    started: float
    published: PublishedRun | None = None


@contextmanager
def building(out: Path, identity: RunIdentity) -> Iterator[BuildPlace]:
    """Own `out` for the time of a build; on failure the published run stays and the half-made one is removed."""
    runs = writable(out / "runs")
    with _lock(out):
        for leftover in runs.glob(".building-*"):
            shutil.rmtree(leftover)
        home = runs / f".building-{identity.run_id}"
        place = BuildPlace(out, identity, home / "work", home / "result", time.time(), _already(out, identity))
        if place.published is None:
            place.work.mkdir(parents=True)
            place.result.mkdir()
        try:
            yield place
        except Exception as problem:
            explained = _explained(out, problem)
            if explained is None:
                raise
            raise explained from problem
        finally:
            shutil.rmtree(home, ignore_errors=True)


def publish(place: BuildPlace) -> PublishedRun:
    """Write manifest and status, move the run to its name, and point `latest` at it: one rename each."""
    counts = read_json(place.work / "counts.json")
    finished = time.time()
    write_json(place.result / STATUS, {"state": "published", "run_id": place.identity.run_id, "exit_code": 0})
    manifest = {
        "run_id": place.identity.run_id,
        "run_key": place.identity.run_key,
        "previous_run_id": place.identity.previous_run_id,
        "code_digest": place.identity.code_digest,
        "started": _utc(place.started),
        "finished": _utc(finished),
        "seconds": round(finished - place.started, 1),
        "inputs": [{"name": n, "sha256": s, "bytes": b} for n, s, b in place.identity.inputs],
        "counts": counts,
        "files": describe_files(place.result, leave_out=(MANIFEST,)),
    }
    write_json(place.result / MANIFEST, manifest)
    final = place.out / "runs" / place.identity.run_id
    if final.exists():
        shutil.rmtree(final)
    place.result.rename(final)
    point_latest(place.out, final)
    return PublishedRun(place.identity.run_id, final, counts)


def point_latest(out: Path, run: Path) -> None:
    """Swap `OUT/latest` to `run` in one rename; it always points to a whole run."""
    link = out / ".latest-new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("runs") / run.name)
    link.replace(out / "latest")


def latest(out: Path) -> Path | None:
    """The published run of an output folder, or None when nothing was published yet."""
    link = out / "latest"
    return link.resolve() if (link / MANIFEST).is_file() else None


def verify(run: Path) -> list[str]:
    """What in a finished folder (run or reference) differs from its manifest; empty when nothing does."""
    manifest: dict[str, Any] = read_json(run / MANIFEST)
    return differences(run, manifest["files"])


def _already(out: Path, identity: RunIdentity) -> PublishedRun | None:
    """The same run, if it stands there whole. A damaged one is built again."""
    final = out / "runs" / identity.run_id
    if not (final / MANIFEST).is_file() or verify(final):
        return None
    manifest = read_json(final / MANIFEST)
    if manifest["run_key"] != identity.run_key:
        return None
    point_latest(out, final)
    return PublishedRun(identity.run_id, final, manifest["counts"], was_there=True)


def writable(folder: Path) -> Path:
    """Create `folder`; a folder that cannot be written is a usage problem that names it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as problem:
        raise (_explained(folder, problem) or problem) from problem
    return folder


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    with (out / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise UsageProblem(f"Another run is writing to {out}. Wait for it, or use another --out.") from busy
        yield


def _explained(folder: Path, problem: Exception) -> StocktakeError | None:
    """What a user can do about it, or None. DuckDB and Polars have errors of their own for a full disk."""
    if "No space left on device" in str(problem) or getattr(problem, "errno", None) == errno.ENOSPC:
        return UsageProblem(
            f"The disk that holds {folder} is full. Free some space and run again; nothing was published."
        )
    if not isinstance(problem, OSError):
        return None
    if problem.errno in (errno.EACCES, errno.EROFS, errno.EPERM, errno.ENOTDIR, errno.EEXIST):
        return UsageProblem(f"{folder} cannot be written ({problem.strerror}). Name another folder with --out.")
    return StocktakeError(f"{folder}: {problem}. Nothing was published.")


def _utc(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
