"""The product's commands, run as a user runs them: whole processes with their time and memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.main_job import ROOT, STOCKTAKE, run_once

LOC_MAPPING = ROOT / "docs" / "mappings" / "loc_books.toml"


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds of all processes, and the highest resident MiB of any one."""

    seconds: float = 0.0
    peak_mib: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.seconds + other.seconds, max(self.peak_mib, other.peak_mib))


def command(*words: str | Path) -> Cost:
    """Run any command to its end; a failure stops the bench with the command's own message."""
    return Cost(*run_once([str(word) for word in words]))


def evaluate_pairs(pairs: Path, scored: Path) -> Cost:
    """`stocktake evaluate pairs`: the pairs with probability, verdict and relation."""
    return command(STOCKTAKE, "evaluate", "pairs", pairs, "--out", scored)


def build_reference(source: Path, into: Path, mapping: Path | None = None) -> Cost:
    """`stocktake reference build`."""
    options = ("--mapping", mapping) if mapping else ()
    return command(STOCKTAKE, "reference", "build", source, "--into", into, *options)


def reconcile(catalogue: Path, store: Path, out: Path) -> Cost:
    """`stocktake reconcile`; the published run is `out/latest`."""
    return command(STOCKTAKE, "reconcile", catalogue, "--reference", store, "--out", out)
