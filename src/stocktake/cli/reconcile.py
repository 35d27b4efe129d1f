"""stocktake reconcile"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake import pipeline
from stocktake.cli.screen import StepProgress, safe, say, table
from stocktake.publication import PublishedRun

CatalogueArgument = Annotated[list[Path], typer.Argument(help="Lists (CSV, XLSX …) and feeds (ONIX, MARC …).")]
ReferenceOption = Annotated[Path, typer.Option(help="Prepared reference (see: stocktake reference build).")]
OutOption = Annotated[Path, typer.Option(help="Folder that gets runs/<run_id> and latest.")]
ProfileOption = Annotated[Path | None, typer.Option(help="Saved TOML profile of the catalogue's columns.")]
DecisionsOption = Annotated[Path | None, typer.Option(help="Reviewers' decisions (CSV); they override scores.")]
AliasesOption = Annotated[
    Path | None, typer.Option(help="Pen and married names (CSV: name, alias, kind), by which authors match too.")
]
RulesOption = Annotated[
    Path | None, typer.Option("--rules", help="Rules of your own (TOML: thresholds and guards); see: stocktake rules.")
]
OUT = Path("data/out")


def reconcile(
    catalogues: CatalogueArgument,
    reference: ReferenceOption,
    out: OutOption = OUT,
    profile: ProfileOption = None,
    decisions: DecisionsOption = None,
    aliases: AliasesOption = None,
    rules: RulesOption = None,
    prefect: Annotated[bool, typer.Option("--prefect", help="Run as a Prefect flow.")] = False,
) -> None:
    """Compare a catalogue with a prepared reference and publish reports for every author.

    Example: stocktake reconcile backlist.xlsx --reference data/out/reference/2025-03
    """
    job = pipeline.ReconcileJob(
        tuple(catalogues), reference, out, profile, decisions, aliases=aliases, rules_file=rules
    )
    print_run(_as_flow(job) if prefect else pipeline.reconcile(job, StepProgress()))


def _as_flow(job: pipeline.ReconcileJob) -> PublishedRun:
    from flows.environment import prepare

    prepare(job.out)
    from flows.reconcile import reconcile as reconcile_flow

    return reconcile_flow(job)


def print_run(run: PublishedRun) -> None:
    """Counts of a published run and where to look."""
    import polars as pl

    from stocktake.reports.audit_words import audit_sentence

    row = pl.read_parquet(run.path / "tables" / "runs.parquet").row(0, named=True)
    verdicts = ("confirmed", "probable", "check", "not_found", "not_checkable")
    names = ("CONFIRMED", "PROBABLE", "CHECK", "NOT FOUND", "NOT CHECKABLE")
    rows = [(name, row[f"n_works_{v}"]) for name, v in zip(names, verdicts, strict=True)]
    table(f"{row['n_works']} listed works, {row['n_authors']} authors", ("verdict", "works"), rows)
    say(audit_sentence(pl.read_parquet(run.path / "tables" / "self_audit.parquet").row(0, named=True)))
    for told in (standing_told(run.path / "tables"), members_told(run.path / "tables")):
        if told:
            say(told)
    if run.was_there:
        say("Nothing changed since this run was published; it was left as it is.")
    if run.counts.get("n_decisions"):
        say(decisions_told(run.counts))
    path = run.path.relative_to(Path.cwd()) if run.path.is_relative_to(Path.cwd()) else run.path
    say(f"Run {run.run_id}: {safe(path)}")
    say(f"  start here: {safe(path / 'reports' / 'index.html')}")
    say(f"  summary:    {safe(path / 'reports' / 'summary.html')}")
    say(f"  database:   {safe(path / 'stocktake.duckdb')}")


def standing_told(tables: Path) -> str:
    """How many titles the list itself calls sold or cancelled, in one line; empty when there are none."""
    import polars as pl

    standing = pl.read_parquet(tables / "titles.parquet", columns=["standing"])["standing"].drop_nulls()
    counts = standing.value_counts(name="n").sort("standing").rows()
    if not counts:
        return ""
    told = " and ".join(f"{n:,} as {which}" for which, n in counts)
    return f"Titles listed {told} are among these works; imprint_exposure counts them in rows of their own."


def members_told(tables: Path) -> str:
    """What was looked up for people listed without works, in one line; empty when there are none."""
    import polars as pl

    names, candidates = (
        pl.scan_parquet(tables / f"{name}.parquet").select(pl.len()).collect().item()
        for name in ("member_names", "member_candidates")
    )
    if not names:
        return ""
    told = f"People listed without works: {names:,} names looked up, {candidates:,} candidates for them to confirm"
    return f"{told} (no matches, no verdicts): reports/member-candidates.html."


def decisions_told(counts: dict[str, int]) -> str:
    """What became of the reviewers' decisions, in one line."""
    given, applied, lost = (counts[f"n_decisions{end}"] for end in ("", "_applied", "_lost"))
    told = f"Reviewers' decisions: {given} given, {applied} name a pair of this run"
    again = counts["n_decisions_by_durable_key"]
    told += f" ({again} found again by what was listed or by the file)" if again else ""
    return told + (f"; {lost} name a title or record that is not here, and change nothing." if lost else ".")
