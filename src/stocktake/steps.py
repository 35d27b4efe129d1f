"""The steps of a run. Each gets the job and the place, works on files below it, and adds to the run's counts."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from stocktake import __version__, catalogue
from stocktake.catalogue.findings import FINDINGS_FILE, write_findings
from stocktake.changes.deltas import compute_deltas
from stocktake.errors import BadInput, DataQualityStop
from stocktake.jobs import ReconcileJob
from stocktake.matching.candidates import CandidateCounts, find_pairs
from stocktake.matching.decided import add_decisions
from stocktake.matching.editions.shown import add_edition_probabilities
from stocktake.matching.identity import identify_authors
from stocktake.matching.judging import judge_pairs, weigh_pairs
from stocktake.matching.links import link_editions
from stocktake.matching.members import look_up_members
from stocktake.matching.self_audit import AuditCounts, audit
from stocktake.matching.sources import add_sources
from stocktake.publication import BuildPlace, RunIdentity
from stocktake.reference.store import ReferenceStore, open_store
from stocktake.reports.provenance import Provenance, SourceFile
from stocktake.settings import WORDING_AS_OF
from stocktake.warehouse.checks import run_checks, stop_on_failure
from stocktake.warehouse.connection import add_parquet_source, add_rows, connect
from stocktake.warehouse.export import write_database, write_tables
from stocktake.warehouse.manifest import code_digest, read_json, sha256_file, write_json
from stocktake.warehouse.models import build, sql_folder

MARTS = (
    "titles",
    "contributors",
    "authors",
    "author_merges",
    "author_doubts",
    "identifiers",
    "rejected_rows",
    "findings",
    "matches",
    "matched_records",
    "near_misses",
    "explanations",
    "evidence_words",
    "title_stages",
    "works_cut",
    "title_exposure",
    "author_exposure",
    "imprint_exposure",
    "members",
    "member_names",
    "member_candidates",
    "self_audit",
    "self_audit_titles",
    "blocking_costs",
    "blocking_keys",
    "blocking_losses",
    "field_weights",
    "run_parameters",
    "runs",
    "columns_read",
    "source_files",
)


def identify_inputs(job: ReconcileJob) -> RunIdentity:
    """Checksum everything that decides the result. The previous run counts too: deltas are part of the result."""
    store = open_store(job.reference)
    files = [*job.catalogues, *(p for p in (job.profile, job.decisions) if p is not None)]
    inputs = [_input(path) for path in files]
    if job.aliases is not None:
        inputs.append(("aliases", *_input(job.aliases)[1:]))
    if job.rules_file is not None:
        inputs.append(("rules", *_input(job.rules_file)[1:]))
    inputs.append(("reference", _reference_checksum(store), 0))
    code = program_digest()
    previous = read_json(job.previous / "manifest.json")["run_id"] if job.previous else None
    key_parts = {"inputs": inputs, "rules": job.rules_in_force().as_row(), "code": code}
    run_key = hashlib.sha256(json.dumps(key_parts, sort_keys=True).encode()).hexdigest()
    run_id = run_key[:12] if previous is None else f"{run_key[:12]}-after-{previous[:12]}"
    return RunIdentity(run_id, run_key, previous, tuple(inputs), code)


def program_digest() -> str:
    """Checksum of the program's own sources and SQL."""
    return code_digest(Path(__file__).parent, sql_folder())


def read_catalogue(job: ReconcileJob, place: BuildPlace) -> dict[str, int]:
    """Read the user's files into canonical Parquet tables below `work/catalogue`."""
    profile = catalogue.load_profile(job.profile) if job.profile else None
    parts = catalogue.read_parts(list(job.catalogues), profile)
    return add_counts(place, catalogue.write_parts(parts, place.work / "catalogue"))


def find_candidates(job: ReconcileJob, place: BuildPlace) -> CandidateCounts:
    """Propose pairs: identifiers, exact title and name, shared blocking keys."""
    store = open_store(job.reference)
    with connect(place.work, job.machine) as con:
        add_sources(con, place.work / "catalogue", store.path, job.rules_in_force(), job.aliases)
        decided = add_decisions(con, job.decisions)
        counts = find_pairs(con)
    add_counts(place, asdict(counts) | asdict(decided))
    return counts


def weigh_evidence(job: ReconcileJob, place: BuildPlace) -> dict[str, int]:
    """Weigh every proposed pair and give it a verdict."""
    with connect(place.work, job.machine) as con:
        n_weighed = weigh_pairs(con)
        judge_pairs(con)
        n_linked = link_editions(con)
    return add_counts(place, {"pairs_weighed": n_weighed, "pairs_linked": n_linked})


def audit_matching(job: ReconcileJob, place: BuildPlace) -> AuditCounts:
    """Hide the identifiers of a sample of matches and judge it once more: what title and author alone would find."""
    counts = audit(place.work, job.machine)
    add_counts(place, asdict(counts))
    return counts


def build_tables(job: ReconcileJob, place: BuildPlace) -> dict[str, int]:
    """Build and check the marts; write them as Parquet and as a DuckDB file of their own."""
    store = open_store(job.reference)
    with connect(place.work, job.machine) as con:
        add_rows(con, "run_identity", pl.DataFrame([_identity_row(place.identity, store)]))
        findings = write_findings(place.work / "catalogue")
        add_parquet_source(con, "catalogue_findings", findings)
        add_edition_probabilities(con)
        identify_authors(con)
        look_up_members(con)
        build(con, MARTS)
        stop_on_failure(run_checks(con))
        counts = write_tables(con, MARTS, place.result / "tables")
        add_rows(con, "deltas_computed", compute_deltas(job.previous, place.result / "tables", place.identity))
        build(con, ["deltas"])
        counts |= write_tables(con, ["deltas"], place.result / "tables")
    write_database(place.result / "stocktake.duckdb", place.result / "tables")
    return add_counts(place, counts)


def write_run_reports(job: ReconcileJob, place: BuildPlace) -> dict[str, int]:
    """Write the reports of the run from its marts."""
    from stocktake.reports import write_reports
    from stocktake.reports.quality_report import quality_files

    tables, provenance = place.work / "catalogue", _provenance(job, place)
    summary = write_reports(place.result / "tables", place.result / "reports", provenance)
    quality_files(tables, tables / FINDINGS_FILE, place.result / "reports", provenance)
    if summary.differing_codes:
        raise DataQualityStop(
            f"Nothing was published: {len(summary.differing_codes)} author reports count other works or files than "
            f"the table author_exposure, the first being {summary.differing_codes[0]}. Please report this."
        )
    return add_counts(place, {"author_reports": summary.n_authors})


def _provenance(job: ReconcileJob, place: BuildPlace) -> Provenance:
    store = open_store(job.reference)
    sources = read_json(store.path / "manifest.json")["sources"]
    return Provenance(
        run_id=place.identity.run_id,
        snapshot_date=date.fromisoformat(store.snapshot_date) if store.snapshot_date else None,
        reference_sources=tuple(SourceFile(s["name"], s["sha256"]) for s in sources),
        catalogue_files=tuple(SourceFile(n, s) for n, s, _ in place.identity.inputs if n != "reference"),
        rules_version=job.rules_in_force().rules_version,
        version=__version__,
        as_of=WORDING_AS_OF,
    )


def add_counts(place: BuildPlace, counts: dict[str, Any]) -> dict[str, int]:
    """Add to the run's counts, which end in its manifest."""
    path = place.work / "counts.json"
    known: dict[str, int] = read_json(path) if path.exists() else {}
    write_json(path, known | counts)
    return counts


def _input(path: Path) -> tuple[str, str, int]:
    if not path.is_file():
        raise BadInput(path, "there is no such file.", "Check the path.")
    return (path.name, sha256_file(path), path.stat().st_size)


def _reference_checksum(store: ReferenceStore) -> str:
    files = read_json(store.path / "manifest.json")["files"]
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()


def _identity_row(identity: RunIdentity, store: ReferenceStore) -> dict[str, str | None]:
    catalogue_sums = "".join(sha for name, sha, _ in identity.inputs if name != "reference")
    return {
        "run_id": identity.run_id,
        "run_key": identity.run_key,
        "previous_run_id": identity.previous_run_id,
        "snapshot_date": store.snapshot_date,
        "reference_sha256": _reference_checksum(store),
        "catalogue_sha256": hashlib.sha256(catalogue_sums.encode()).hexdigest(),
        "code_digest": identity.code_digest,
        "version": __version__,
    }
