"""stocktake nightly run · serve"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake import nightly
from stocktake.cli.reconcile import (
    OUT,
    AliasesOption,
    DecisionsOption,
    OutOption,
    ProfileOption,
    RulesOption,
    print_run,
)
from stocktake.cli.screen import StepProgress, say
from stocktake.jobs import ReconcileJob
from stocktake.nightly import NightlyResult

app = typer.Typer(help="Check every night; report only what changed.", no_args_is_help=True, rich_markup_mode=None)
CataloguesOption = Annotated[
    list[Path], typer.Option("--catalogue", help="Catalogue file; may be given several times.")
]
ReferenceOption = Annotated[Path, typer.Option(help="Prepared reference.")]


@app.command("run")
def run(
    catalogue: CataloguesOption,
    reference: ReferenceOption,
    out: OutOption = OUT,
    profile: ProfileOption = None,
    decisions: DecisionsOption = None,
    aliases: AliasesOption = None,
    rules: RulesOption = None,
    accept_changes: Annotated[bool, typer.Option(help="Publish in spite of the circuit breakers.")] = False,
    prefect: Annotated[bool, typer.Option("--prefect", help="Run as a Prefect flow.")] = False,
) -> None:
    """Check once. Unchanged inputs: nothing to do, exit code 0. Changes: publish them with their causes, exit code 10.

    Example: stocktake nightly run --catalogue members.csv --reference data/out/reference/2025-03
    """
    job = ReconcileJob(tuple(catalogue), reference, out, profile, decisions, aliases=aliases, rules_file=rules)
    if prefect:
        result = _as_flow(job, accept_changes)
    else:
        result = nightly.nightly(job, StepProgress(), accept_changes=accept_changes)
    print_night(result)
    raise typer.Exit(result.exit_code)


@app.command("serve")
def serve(
    catalogue: CataloguesOption,
    reference: ReferenceOption,
    out: OutOption = OUT,
    profile: ProfileOption = None,
    decisions: DecisionsOption = None,
    aliases: AliasesOption = None,
    rules: RulesOption = None,
    cron: Annotated[str, typer.Option(help="When to run: minute hour day month weekday, local time.")] = "0 2 * * *",
) -> None:
    """Run the check on a schedule until stopped, as a Prefect deployment.

    Example: stocktake nightly serve --catalogue members.csv --reference data/out/reference/2025-03 --cron "0 2 * * *"
    """
    from flows.environment import prepare

    prepare(out)
    from flows.nightly import serve as serve_flow

    job = ReconcileJob(tuple(catalogue), reference, out, profile, decisions, aliases=aliases, rules_file=rules)
    serve_flow(job, cron)


def _as_flow(job: ReconcileJob, accept_changes: bool) -> NightlyResult:
    from flows.environment import prepare

    prepare(job.out)
    from flows.nightly import nightly as nightly_flow

    return nightly_flow(job, accept_changes=accept_changes)


def print_night(result: NightlyResult) -> None:
    """One line for a quiet night; the counts and where to look for the others."""
    if not result.changed:
        say(f"No change: run {result.published.run_id} stays published.")
        return
    print_run(result.published)
    say(f"Changes: {result.n_added} added, {result.n_removed} removed, {result.n_changed} changed.")
