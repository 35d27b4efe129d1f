"""stocktake review export · serve · apply · agreement · plan"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake.cli.screen import safe, say, table

app = typer.Typer(help="Let people judge pairs, and keep what they say.", no_args_is_help=True, rich_markup_mode=None)

RunOption = Annotated[Path, typer.Option(help="A published run.")]
LimitOption = Annotated[
    int, typer.Option(min=0, help="At most so many CHECK pairs, and as many settled ones that are nearest to doubt.")
]
SampleOption = Annotated[
    int, typer.Option(min=0, help="A random sample of so many CONFIRMED and so many PROBABLE pairs, to certify them.")
]
SeedOption = Annotated[int, typer.Option(help="Another seed draws another sample.")]
LATEST = Path("data/out/latest")
SEED = 2025


@app.command("export")
def export(
    out: Annotated[Path, typer.Option(help="File to write: .xlsx (with a list to choose from) or .csv.")],
    run: RunOption = LATEST,
    limit: LimitOption = 200,
    sample: SampleOption = 0,
    seed: SeedOption = SEED,
) -> None:
    """Write the pairs that people should look at: listed title beside record, with the evidence in words.

    Example: stocktake review export --run data/out/latest --out review.xlsx --sample 300
    """
    from stocktake.review.asking import pairs_to_ask
    from stocktake.review.export import export as write
    from stocktake.review.run_pairs import read_run

    pairs = pairs_to_ask(read_run(run), limit, sample, seed)
    say(f"{len(pairs)} pairs to review: {safe(write(pairs, out))}")


@app.command("serve")
def serve(
    decisions: Annotated[Path, typer.Option(help="Decisions file (CSV) that each decision is added to.")],
    run: RunOption = LATEST,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1; 0 takes a free one.")] = 0,
    limit: LimitOption = 200,
    sample: SampleOption = 0,
    seed: SeedOption = SEED,
) -> None:
    """Review pairs in the browser, on this machine only; every decision is written at once. Stop with Ctrl-C.

    Example: stocktake review serve --run data/out/latest --decisions decisions.csv
    """
    from stocktake.review.asking import pairs_to_ask
    from stocktake.review.desk import Desk
    from stocktake.review.pair import utc_now
    from stocktake.review.run_pairs import read_run
    from stocktake.review.server import ReviewServer

    pairs = pairs_to_ask(read_run(run), limit, sample, seed)
    with ReviewServer(Desk(pairs, decisions, utc_now), port) as server:
        say(f"{len(pairs)} pairs. Open this address in a browser on this machine; Ctrl-C stops:")
        say(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say(f"Stopped. Decisions: {safe(decisions)}")


@app.command("apply")
def apply(
    reviewed: Annotated[Path, typer.Argument(help="A review sheet that came back (.xlsx or .csv).")],
    decisions: Annotated[Path, typer.Option(help="Decisions file (CSV) that they are added to.")],
    run: Annotated[Path | None, typer.Option(help="The run it was exported from, to prove every pair.")] = None,
    reviewer: Annotated[str | None, typer.Option(help="Who decided, where the sheet does not say.")] = None,
) -> None:
    """Take decisions back from a review sheet: who, when, why, and on what evidence. All rows are taken, or none.

    Example: stocktake review apply review.xlsx --decisions decisions.csv
    """
    from stocktake.review.pair import utc_now
    from stocktake.review.taking import take_back

    taken = take_back(reviewed, decisions, utc_now, run=run, reviewer=reviewer)
    say(f"{taken.n_decided} decisions in {safe(reviewed.name)}, {taken.n_added} of them new: {safe(decisions)}")
    if taken.n_decided:
        say(f"  use them:  stocktake reconcile CATALOGUE --reference DIR --decisions {safe(decisions)}")


@app.command("agreement")
def agreement(
    decisions: Annotated[Path, typer.Argument(help="Decisions file (CSV) with two reviewers or more.")],
) -> None:
    """Tell how far reviewers agree: raw, Cohen's kappa of every two, Krippendorff's alpha of all; list disagreements.

    Example: stocktake review agreement decisions.csv
    """
    from stocktake.matching.decisions import read_history
    from stocktake.review.agreement import agreement as measure

    found = measure(read_history(decisions))
    figures = [
        ("reviewers", len(found.reviewers)),
        ("pairs decided", found.n_pairs),
        ("pairs decided by two or more", found.n_shared),
        ("raw agreement", _figure(found.raw)),
        ("Krippendorff's alpha", _figure(found.alpha)),
    ]
    table("Agreement", ("figure", "value"), figures)
    if found.kappas:
        rows = [(one, other, n, _figure(kappa)) for one, other, n, kappa in found.kappas]
        table("Every two reviewers", ("reviewer", "reviewer", "pairs", "Cohen's kappa"), rows)
    if found.disagreements:
        told = [
            (d.listed_title, d.record_title, "; ".join(f"{w}: {s}" for w, s in d.said)) for d in found.disagreements
        ]
        table("Disagreements", ("listed", "record", "decisions"), told)


@app.command("plan")
def plan(
    precision: Annotated[float, typer.Option(help="Share of right pairs to certify.")] = 0.995,
    confidence: Annotated[float, typer.Option(help="How sure to be of it.")] = 0.95,
    expected: Annotated[float | None, typer.Option(help="The precision you expect: adds the chance to pass.")] = None,
    decided: Annotated[Path | None, typer.Option(help="Decisions file: what it certifies already.")] = None,
) -> None:
    """Tell how many randomly drawn pairs to look at to certify a precision, by the exact binomial bound.

    Example: stocktake review plan --precision 0.995 --confidence 0.95 --expected 0.999
    """
    from stocktake.review.plan import plan as planned

    plans = planned(precision, confidence, expected)
    header = ("errors allowed", "pairs to look at", *(["chance to pass"] if expected else []))
    rows = [(p.errors, f"{p.n_pairs:,}", *([f"{p.chance:.2f}"] if p.chance is not None else [])) for p in plans]
    table(f"To certify a precision of {precision:g} at a confidence of {confidence:g}", header, rows)
    if decided:
        _print_certified(decided, precision, confidence)


def _print_certified(decided: Path, precision: float, confidence: float) -> None:
    from stocktake.matching.decisions import read_history
    from stocktake.review.plan import certified

    found = certified(read_history(decided), precision, confidence)
    rows = [
        (c.verdict, c.rules_version, c.n_pairs, c.wrong, f"{c.precision_at_least:.4f}", c.more, _drawn(c.is_random))
        for c in found
    ]
    header = ("verdict", "rules", "pairs", "not right", "precision at least", "more to look at", "drawn")
    table(f"What the decisions in {decided.name} certify at {confidence:g}", header, rows)


def _drawn(is_random: bool) -> str:
    return "at random" if is_random else "for their doubts: certifies nothing of the rest"


def _figure(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.4f}"
