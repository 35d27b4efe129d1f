"""The prepared reference: built once per snapshot, read by any number of runs."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import stocktake.text
from stocktake.errors import NoReference, UsageProblem
from stocktake.reference.chunks import Progress, SelfCheck, Source
from stocktake.reference.lists.mapping import load_mapping
from stocktake.reference.prepared import index
from stocktake.reference.prepared.assembly import assemble
from stocktake.reference.prepared.disk import in_words
from stocktake.reference.prepared.fingerprints import Told, checksums, quick_look, remember, remembered
from stocktake.reference.prepared.manifest import MANIFEST, source_entries, write_manifest
from stocktake.reference.prepared.parts import TABLES, WORK
from stocktake.reference.prepared.rejected import unite_rejected
from stocktake.reference.prepared.staging import building, only_builder
from stocktake.reference.sources import KINDS, REPAIRS, Reading, open_sources, source_files
from stocktake.warehouse.manifest import code_digest, read_json, sha256_file
from stocktake.warehouse.models import sql_folder

SCHEMA_VERSION = 4
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
    """What a store holds. `unchanged`: the build found it ready. `tables`: records by source table. A file is an
    MD5; `n_bytes` is the store's own size.
    """

    path: Path
    unchanged: bool
    snapshot_date: str | None
    n_records: int
    n_identifiers: int
    n_contributors: int
    n_rejected: int
    n_files: int
    n_in_several_sources: int
    n_bytes: int
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
            f"{self.n_files:,} files by MD5, {self.n_in_several_sources:,} of them named by several sources",
            f"{in_words(self.n_bytes)} on disk",
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
    repair: str | None = None,
    snapshot_date: str | None = None,
    progress: Progress | None = None,
) -> StoreSummary:
    """Read the sources in their order and prepare a store at `into`; nothing is done if it is there already.

    "There already" is told by the sources (size and time, else checksums), the options and the program. A build that
    was killed goes on. A store in the way is replaced only by a finished one. Raises BadInput, MissingTool,
    UsageProblem, DataQualityStop.
    """
    _check_choice("--kind", kind, KINDS)
    _check_choice("--repair", repair, (None, *REPAIRS))
    files = source_files(sources)
    _refuse_foreign(into)
    identity = {
        "schema_version": SCHEMA_VERSION,
        "code_digest": _code(),
        "kind": kind,
        "repair": repair,
        "mapping_sha256": sha256_file(mapping) if mapping and mapping.is_file() else None,
        "snapshot_date": _checked_date(snapshot_date) or _date_in_names(files),
    }
    reading = Reading(kind, load_mapping(mapping) if mapping else None, repair)
    with only_builder(into):
        unchanged = _is_there(into, files, identity)
        if not unchanged:
            with building(into, json.dumps([identity, quick_look(files)])) as folder:
                told = _build(folder, files, open_sources(files, reading, progress), identity, progress)
            remember(into, files, told)
    return show(into, unchanged=unchanged)


def _check_choice(option: str, given: str | None, known: Sequence[str | None]) -> None:
    if given not in known:
        raise UsageProblem(f"{option} {given} is none of {', '.join(each for each in known if each)}.")


def _is_there(into: Path, files: list[Path], identity: dict[str, Any]) -> bool:
    """Whether `into` was built from just these sources; they are read only if it may have been."""
    if not (into / MANIFEST).is_file():
        return False
    told = remembered(into, files) or checksums(files)
    if not _is_ready(into, _key(identity, told)):
        return False
    remember(into, files, told)
    return True


def _key(identity: dict[str, Any], told: Told) -> str:
    return hashlib.sha256(json.dumps([identity, told], sort_keys=True).encode()).hexdigest()


def _build(
    folder: Path, files: list[Path], sources: list[Source], identity: dict[str, Any], progress: Progress | None
) -> Told:
    """Parts, index, manifest; gives the checksums of the files, which are taken while they are read."""
    with ThreadPoolExecutor(1) as aside:
        hashing = aside.submit(checksums, files)
        assembled = assemble(sources, folder, progress)
        n_records = assembled.total("records")
        files_told = index.index(folder, lambda share: progress("indexing", n_records, share) if progress else None)
        told = hashing.result()
    n_rejected = unite_rejected(folder / WORK / "rejected", folder / "rejected.parquet")
    shutil.rmtree(folder / WORK)
    entries = source_entries(dict(zip(files, told, strict=True)), sources, assembled)
    rows = {**{table: assembled.total(table) for table in TABLES}, "rejected": n_rejected, **asdict(files_told)}
    write_manifest(folder, {**identity, "build_key": _key(identity, told)}, entries, rows, assembled)
    return told


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
        n_files=rows["n_files"],
        n_in_several_sources=rows["n_in_several_sources"],
        n_bytes=sum(file["bytes"] for file in manifest["files"]),
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


def _is_ready(into: Path, key: str) -> bool:
    """Whether this very store is there, every file with its size (`verify` reads them). Else it is built anew."""
    try:
        manifest = _manifest(into)
    except UsageProblem:
        return False
    files = [(into / file["path"], file["bytes"]) for file in manifest["files"]]
    whole = all(path.is_file() and path.stat().st_size == n_bytes for path, n_bytes in files)
    return whole and manifest.get("build_key") == key


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
