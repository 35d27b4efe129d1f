"""Jobs as flow parameters and back. Prefect stores parameters: they are paths and settings, never data."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TypedDict

from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.settings import Machine, Rules


class ReferenceParameters(TypedDict):
    """Parameters of the reference flow; an empty text stands for "not given"."""

    sources: list[str]
    into: str
    kind: str
    mapping: str
    repair: str
    snapshot_date: str


class ReconcileParameters(TypedDict):
    """Parameters of the reconcile and nightly flows. `rules` and `machine` are JSON; "{}" is the defaults."""

    catalogues: list[str]
    reference: str
    out: str
    profile: str
    decisions: str
    aliases: str
    rules_file: str
    previous: str
    rules: str
    machine: str


def reference_parameters(job: ReferenceJob) -> ReferenceParameters:
    """A job as text. Paths become absolute: a served flow runs in another process."""
    return {
        "sources": [_text(path) for path in job.sources],
        "into": _text(job.into),
        "kind": job.kind,
        "mapping": _text(job.mapping),
        "repair": job.repair or "",
        "snapshot_date": job.snapshot_date or "",
    }


def reference_job(parameters: ReferenceParameters) -> ReferenceJob:
    """The job that was meant."""
    return ReferenceJob(
        sources=tuple(Path(source) for source in parameters["sources"]),
        into=Path(parameters["into"]),
        kind=parameters["kind"],
        mapping=_path(parameters["mapping"]),
        repair=parameters["repair"] or None,
        snapshot_date=parameters["snapshot_date"] or None,
    )


def reconcile_parameters(job: ReconcileJob) -> ReconcileParameters:
    """A job as text. Paths become absolute: a served flow runs in another process."""
    return {
        "catalogues": [_text(path) for path in job.catalogues],
        "reference": _text(job.reference),
        "out": _text(job.out),
        "profile": _text(job.profile),
        "decisions": _text(job.decisions),
        "aliases": _text(job.aliases),
        "rules_file": _text(job.rules_file),
        "previous": _text(job.previous),
        "rules": json.dumps(asdict(job.rules)),
        "machine": json.dumps(asdict(job.machine)),
    }


def reconcile_job(parameters: ReconcileParameters) -> ReconcileJob:
    """The job that was meant."""
    return ReconcileJob(
        catalogues=tuple(Path(catalogue) for catalogue in parameters["catalogues"]),
        reference=Path(parameters["reference"]),
        out=Path(parameters["out"]),
        profile=_path(parameters["profile"]),
        decisions=_path(parameters["decisions"]),
        aliases=_path(parameters["aliases"]),
        rules_file=_path(parameters["rules_file"]),
        previous=_path(parameters["previous"]),
        rules=Rules(**json.loads(parameters["rules"])),
        machine=Machine(**json.loads(parameters["machine"])),
    )


def _text(path: Path | None) -> str:
    return str(path.absolute()) if path else ""


def _path(text: str) -> Path | None:
    return Path(text) if text else None
