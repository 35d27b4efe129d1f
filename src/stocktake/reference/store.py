"""The prepared reference: built once per snapshot, read by any number of runs."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import stocktake.text
from stocktake.errors import BadInput, NoReference, UsageProblem
from stocktake.reference import index
from stocktake.reference.chunks import Progress, SelfCheck, SourceReport
from stocktake.reference.mapping import load_mapping
from stocktake.reference.parts import Parts, Written
from stocktake.reference.sources import KINDS, read_source, source_files
from stocktake.reference.staging import building, only_builder
from stocktake.warehouse.manifest import (
    code_digest,
    describe_files,
    differences,
    read_json,
    sha256_file,
    write_json,
)
from stocktake.warehouse.models import sql_folder

SCHEMA_VERSION = 1
MANIFEST = "manifest.json"
THREADS = 2
_DATED = re.compile(r"(?<!\d)(20\d{2}-\d{2}-\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class ReferenceStore:
    """A store that can be read: its folder, the folders of its tables (Parquet parts), and its date if
    known.
    """

    path: Path
    records: Path
    identifiers: Path
    contributors: Path
    keys: Path
    frequencies: Path
    rejected: Path
    snapshot_date: str | None


@dataclass(frozen=True, slots=True)
class StoreSummary:
    """What a store holds. `unchanged`: the build found it ready. `tables`: records by source table."""

    path: Path
    unchanged: bool
    snapshot_date: str | None
    n_records: int
    n_identifiers: int
    n_contributors: int
    n_rejected: int
    tables: dict[str, int]
    sources: tuple[str, ...]
    self_checks: tuple[SelfCheck, ...]

    @property
    def warnings(self) -> tuple[SelfCheck, ...]:
        """The self-checks that found something to look at."""
        return tuple(check for check in self.self_checks if not check.ok)

    def __str__(self) -> str:
        by_table = ", ".join(f"{name} {n:,}" for name, n in self.tables.items())
        lines = [
            f"{self.n_records:,} records ({by_table}); snapshot of {self.snapshot_date or 'unknown date'}",
            f"{self.n_identifiers:,} identifiers, {self.n_contributors:,} credits",
            f"{self.n_rejected:,} rows rejected",
            f"from {', '.join(self.sources)}",
            *(f"{'ok   ' if c.ok else 'CHECK'} {c.name}: {c.value} ({c.note})" for c in self.self_checks),
        ]
        return "\n".join(lines)


def build(
    sources: list[Path],
    into: Path,
    *,
    kind: str = "auto",
    mapping: Path | None = None,
    snapshot_date: str | None = None,
    progress: Progress | None = None,
) -> StoreSummary:
    """Read the sources in their order and prepare a store at `into`; nothing is done if it is there
    already.

    "There already" is told by checksums of the sources, the options and the program. A store in the way is
    replaced only by a finished one. Raises BadInput, MissingTool, UsageProblem, DataQualityStop.
    """
    if kind not in KINDS:
        raise UsageProblem(f"--kind {kind} is none of {', '.join(KINDS)}.")
    files = source_files(sources)
    _refuse_foreign(into)
    dated = _checked_date(snapshot_date) or _date_in_names(files)
    with only_builder(into):
        told = [{"name": f.name, "bytes": f.stat().st_size, "sha256": sha256_file(f)} for f in files]
        identity = {
            "schema_version": SCHEMA_VERSION,
            "code_digest": _code(),
            "kind": kind,
            "mapping_sha256": sha256_file(mapping) if mapping and mapping.is_file() else None,
            "snapshot_date": dated,
        }
        key = hashlib.sha256(json.dumps([identity, told], sort_keys=True).encode()).hexdigest()
        if _is_ready(into, key):
            return show(into, unchanged=True)
        with building(into) as folder:
            written, reports = _write_records(files, folder, kind, mapping, progress)
            index.index(folder)
            shutil.rmtree(folder / ".index", ignore_errors=True)
            _write_manifest(folder, {**identity, "build_key": key}, told, written, reports)
    return show(into)


def show(folder: Path, *, unchanged: bool = False) -> StoreSummary:
    """What the store at `folder` holds, from its manifest. Raises like open_store."""
    manifest = _manifest(folder)
    rows = manifest["rows"]
    return StoreSummary(
        path=folder,
        unchanged=unchanged,
        snapshot_date=manifest["snapshot_date"],
        n_records=rows["records"],
        n_identifiers=rows["identifiers"],
        n_contributors=rows["contributors"],
        n_rejected=rows["rejected"],
        tables={name: table["rows"] for name, table in manifest["tables"].items()},
        sources=tuple(source["name"] for source in manifest["sources"]),
        self_checks=tuple(SelfCheck(**check) for check in manifest["self_checks"]),
    )


def open_store(folder: Path) -> ReferenceStore:
    """The store at `folder`. NoReference if there is none; UsageProblem if it is of another make or
    incomplete.
    """
    manifest = _manifest(folder)
    absent = [entry["path"] for entry in manifest["files"] if not (folder / entry["path"]).is_file()]
    if absent:
        raise UsageProblem(f"The prepared reference at {folder} lacks {absent[0]}. Build it again.")
    tables = {name: folder / name for name in ("records", "identifiers", "contributors", "keys", "frequencies")}
    return ReferenceStore(
        path=folder, rejected=folder / "rejected.parquet", snapshot_date=manifest["snapshot_date"], **tables
    )


def _manifest(folder: Path) -> dict[str, Any]:
    if not (folder / MANIFEST).is_file():
        raise NoReference(folder)
    manifest: dict[str, Any] = read_json(folder / MANIFEST)
    if manifest.get("schema_version") != SCHEMA_VERSION:
        found = manifest.get("schema_version")
        raise UsageProblem(
            f"The prepared reference at {folder} has schema version {found}, not {SCHEMA_VERSION}. "
            f"Build it again: stocktake reference build DUMP --into {folder}"
        )
    return manifest


def _write_records(
    files: list[Path], folder: Path, kind: str, mapping: Path | None, progress: Progress | None
) -> tuple[Written, list[SourceReport]]:
    rules = load_mapping(mapping) if mapping else None
    reports = []
    with ThreadPoolExecutor(THREADS) as pool:
        parts = Parts(folder, pool)
        for file in files:
            report = SourceReport(file.name)
            reports.append(report)
            for chunk in read_source(file, kind, rules, pool, report):
                report.tables += parts.add(chunk)
                if progress:
                    progress(f"reading {file.name}", parts.n_numbered, None)
        written = parts.close()
    note = "rows refused because their ID is missing or was there before"
    reports[-1].self_checks.append(SelfCheck("record_ids_unique", not written.repeated, str(written.repeated), note))
    return written, reports


def _write_manifest(
    folder: Path,
    identity: dict[str, Any],
    told: list[dict[str, Any]],
    written: Written,
    reports: list[SourceReport],
) -> None:
    """No time and no absolute path in it: the same sources make the same bytes."""
    if not written.records:
        raise BadInput(", ".join(source["name"] for source in told), "no record came out.", "Check the sources.")
    tables: Counter[str] = Counter()
    for report in reports:
        tables.update(report.tables)
    manifest = {
        **identity,
        "sources": [{**s, "kind": r.kind, "tables": dict(r.tables)} for s, r in zip(told, reports, strict=True)],
        "tables": {name: {"rows": n} for name, n in sorted(tables.items())},
        "rows": asdict(written),
        "self_checks": [asdict(check) for report in reports for check in report.self_checks],
        "files": describe_files(folder),
    }
    write_json(folder / MANIFEST, manifest)


def _is_ready(into: Path, key: str) -> bool:
    """Whether this very store is there with all its bytes. A damaged or older one is built anew."""
    try:
        manifest = _manifest(into)
    except UsageProblem:
        return False
    return manifest.get("build_key") == key and not differences(into, manifest["files"])


def _refuse_foreign(into: Path) -> None:
    """A folder that holds something else is never replaced."""
    if into.exists() and not (into / MANIFEST).is_file() and (into.is_file() or any(into.iterdir())):
        raise UsageProblem(f"{into} is there and is not a prepared reference. Choose another folder.")


def _code() -> str:
    return code_digest(Path(__file__).parent, Path(stocktake.text.__file__).parent, sql_folder())


def _checked_date(written: str | None) -> str | None:
    try:
        return date.fromisoformat(written).isoformat() if written else None
    except ValueError:
        raise UsageProblem(f"--snapshot-date {written} is not a date of the form YYYY-MM-DD.") from None


def _date_in_names(files: list[Path]) -> str | None:
    """The latest date in the names of the sources, as dumps carry them (libgen_2024-01-31.rar)."""
    found: list[str] = []
    for written in _dates(files):
        try:
            found.append(date.fromisoformat(written).isoformat())
        except ValueError:
            continue
    return max(found, default=None)


def _dates(files: list[Path]) -> Iterator[str]:
    for file in files:
        yield from _DATED.findall(file.name)
