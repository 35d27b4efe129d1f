"""`stocktake reconcile --prefect`: the pipeline's reconcile as a Prefect flow."""

from __future__ import annotations

from prefect import flow

from flows.artifacts import run_name, show_counts
from flows.parameters import ReconcileParameters, reconcile_job, reconcile_parameters
from flows.prefect_steps import prefect_step
from stocktake import pipeline
from stocktake.jobs import ReconcileJob
from stocktake.publication import PublishedRun


def reconcile(job: ReconcileJob) -> PublishedRun:
    """Run the flow for a job. Raises what the plain pipeline raises."""
    return reconcile_flow(**reconcile_parameters(job))


@flow(name="stocktake-reconcile", flow_run_name=lambda: run_name("reconcile"), persist_result=False)
def reconcile_flow(
    catalogues: list[str],
    reference: str,
    out: str,
    profile: str = "",
    decisions: str = "",
    previous: str = "",
    rules: str = "{}",
    machine: str = "{}",
    aliases: str = "",
    rules_file: str = "",
) -> PublishedRun:
    """Compare catalogues with a prepared reference and publish the result."""
    parameters: ReconcileParameters = {
        "catalogues": catalogues,
        "reference": reference,
        "out": out,
        "profile": profile,
        "decisions": decisions,
        "aliases": aliases,
        "rules_file": rules_file,
        "previous": previous,
        "rules": rules,
        "machine": machine,
    }
    published = pipeline.reconcile(reconcile_job(parameters), run=prefect_step)
    said = "This run was published already." if published.was_there else "Published."
    show_counts("stocktake", f"Run {published.run_id}", published.counts, said)
    return published
