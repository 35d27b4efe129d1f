"""What a set hands back, and the file that keeps it: plain values, so that the page can be made again from the file.

A cell of a table is text, a whole number, a float (a share of 1), a `share` (a count of a count) or a `ranged` value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.accuracy.doors import Cost

FILE = Path(__file__).with_name("results.json")
Cell = str | int | float | dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the heads of the columns, and rows of cells."""

    caption: str
    columns: list[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class SetResult:
    """One set measured: `figures` are the plain numbers that aims are compared with; None: it does not arise.

    `ours` are the cells that stand beside the peers': precision, recall, F1, seconds, MiB.
    """

    title: str
    about: str
    figures: Mapping[str, float | None]
    tables: Sequence[Table]
    cost: Cost
    unsettled: list[str] = field(default_factory=list)
    ours: Sequence[Cell] = ()


def share(part: int, whole: int) -> Cell:
    """A cell that shows a share with its 95 % interval and the counts."""
    return {"part": int(part), "whole": int(whole)}


def ranged(value: float, low: float, high: float) -> Cell:
    """A cell that shows a value with its 95 % interval."""
    return {"value": float(value), "low": float(low), "high": float(high)}


def beside_peers(precision: Cell, recall: Cell, f1: Cell, cost: Cost) -> list[Cell]:
    """The cells of `SetResult.ours`."""
    return [precision, recall, f1, f"{cost.seconds:.0f}", f"{cost.peak_mib:,.0f}"]


def read_results(path: Path = FILE) -> dict[str, Any]:
    """Everything measured so far; nothing when there is no file."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return {"sets": {}, "peers": {}} | found


def with_set(results: dict[str, Any], name: str, measured: SetResult, made: dict[str, str]) -> dict[str, Any]:
    """The results with a set replaced; `made` says when and by what program."""
    return results | {"sets": results["sets"] | {name: asdict(measured) | {"made": made}}}


def with_peers(results: dict[str, Any], name: str, table: Table, made: dict[str, str]) -> dict[str, Any]:
    """The results with the peers' table of a set replaced."""
    return results | {"peers": results["peers"] | {name: {"table": asdict(table), "made": made}}}


def write_results(results: dict[str, Any], path: Path = FILE) -> None:
    """Readable JSON; floats are cut at six digits, which is more than any set can tell."""
    path.write_text(json.dumps(_rounded(results), indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return round(value, 6) if isinstance(value, float) else value
