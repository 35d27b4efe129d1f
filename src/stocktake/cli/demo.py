"""stocktake demo"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake import pipeline
from stocktake.cli.reconcile import print_run
from stocktake.cli.screen import StepProgress, say, table
from stocktake.demo.score import DemoScore
from stocktake.demo_run import DemoResult, run_demo


def demo(
    raw: Annotated[Path, typer.Option(help="Where the sample is written.")] = Path("data/raw/demo"),
    out: Annotated[Path, typer.Option(help="Where results go.")] = Path("data/out"),
    prefect: Annotated[bool, typer.Option(help="Run as Prefect flows on a temporary local server.")] = True,
) -> None:
    """Generate a sample dump and backlist, run the main job on them, and measure the result against the truth.

    Example: stocktake demo
    """
    show = StepProgress()
    result = _by_flows(raw, out, show) if prefect else _plainly(raw, out, show)
    print_run(result.published)
    table("Measured against the truth", ("figure", "value"), score_rows(result.score))
    say("A stranger's path: open the start page, pick an author, read the evidence of one match.")


def _plainly(raw: Path, out: Path, show: StepProgress) -> DemoResult:
    return run_demo(
        raw,
        out,
        lambda job: pipeline.build_reference(job, show),
        lambda job: pipeline.reconcile(job, show),
        show,
    )


def _by_flows(raw: Path, out: Path, show: StepProgress) -> DemoResult:
    from flows.environment import prepare

    prepare(out)
    from flows.prefect_steps import shown_by
    from flows.reconcile import reconcile
    from flows.reference import build_reference

    with shown_by(show):
        return run_demo(raw, out, build_reference, reconcile, show)


def score_rows(score: DemoScore) -> list[tuple[str, str]]:
    """The measured figures in words, counts beside shares."""
    return [
        ("works with a record, found", f"{score.works_found} of {score.n_true_works}"),
        (
            "recall of works",
            f"{_share(score.recall)} (95 % interval {score.recall_low:.3f} to {score.recall_high:.3f})",
        ),
        ("CONFIRMED precision", f"{_share(score.confirmed_precision)} of {score.confirmed_pairs} pairs"),
        ("PROBABLE precision", f"{_share(score.probable_precision)} of {score.probable_pairs} pairs"),
        ("absent works wrongly found", f"{score.absent_works_found} of {score.n_absent_works}"),
        ("decoys taken in", f"{score.decoys_confirmed + score.decoys_probable} of {score.n_decoys}"),
    ]


def _share(value: float | None) -> str:
    return "nothing to count" if value is None else f"{value:.4f}"
