"""The demonstration from end to end: generate, prepare, reconcile, publish, and measure against the truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.demo import DemoFiles, generate
from stocktake.demo.score import DemoScore, score
from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.pipeline import StepRunner, plainly
from stocktake.publication import PublishedRun
from stocktake.reference.store import StoreSummary

SNAPSHOT_DATE = "2025-03-01"  # stated by the generator, like a user would for a real dump


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demonstration published, and how right it was."""

    files: DemoFiles
    published: PublishedRun
    score: DemoScore


def run_demo(
    raw: Path,
    out: Path,
    build_reference: Callable[[ReferenceJob], StoreSummary],
    reconcile: Callable[[ReconcileJob], PublishedRun],
    run: StepRunner = plainly,
) -> DemoResult:
    """Do all of it below `raw` (inputs) and `out` (results), by the pipeline or by the flows that are handed in.

    The truth is only read after publishing.
    """
    files = run("generate sample", generate, raw)
    store = out / "reference" / "demo"
    build_reference(ReferenceJob((files.dump,), store, snapshot_date=SNAPSHOT_DATE))
    published = reconcile(ReconcileJob((files.backlist, files.agency), store, out))
    measured = run("measure against the truth", measure, published, files)
    return DemoResult(files, published, measured)


def measure(published: PublishedRun, files: DemoFiles) -> DemoScore:
    """Compare the published matches with the truth that the generator kept apart."""
    tables = published.path / "tables"
    return score(
        pl.read_parquet(tables / "matches.parquet", columns=["title_id", "record_id", "verdict"]),
        pl.read_parquet(tables / "titles.parquet", columns=["title_id", "source_file", "source_line"]),
        files.truth,
        files.decoys,
    )
