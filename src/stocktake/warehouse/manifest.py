"""Manifests: what a folder holds, with checksums, so that anyone can prove it unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from stocktake.errors import UsageProblem

BLOCK = 1 << 20


def sha256_file(path: Path) -> str:
    """Checksum of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def describe_files(root: Path, *, leave_out: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Every file below `root` as {path, bytes, sha256}, in path order; `leave_out` names top-level files."""
    skipped = set(leave_out)
    found = sorted(p for p in root.rglob("*") if p.is_file())
    rows = [(p.relative_to(root).as_posix(), p) for p in found]
    return [
        {"path": name, "bytes": p.stat().st_size, "sha256": sha256_file(p)} for name, p in rows if name not in skipped
    ]


def write_json(path: Path, value: Any) -> None:
    """Readable JSON, keys in the order given, a newline at the end."""
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8")


def read_json(path: Path) -> Any:
    """Parsed JSON, or a usage problem that names the file."""
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError as missing:
        raise UsageProblem(f"There is no {path.name} in {path.parent}: not a finished Stocktake folder.") from missing
    except ValueError as broken:
        raise UsageProblem(f"{path} is damaged ({broken}). Build the folder again.") from broken


def differences(root: Path, listed: list[dict[str, Any]]) -> list[str]:
    """What no longer agrees with a manifest's file list, one plain sentence each."""
    problems = []
    for entry in listed:
        path = root / entry["path"]
        if not path.is_file():
            problems.append(f"{entry['path']} is missing")
        elif path.stat().st_size != entry["bytes"] or sha256_file(path) != entry["sha256"]:
            problems.append(f"{entry['path']} has changed")
    return problems


@cache
def code_digest(*roots: Path) -> str:
    """One checksum over the program's own sources, so that changed rules or code make a new run key."""
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted(p for p in root.rglob("*") if p.suffix in {".py", ".sql", ".j2", ".toml"}):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
