"""The commands, put together."""

from __future__ import annotations

import typer

from stocktake import __version__
from stocktake.cli import catalogue, demo, evaluate, explain, nightly, reconcile, reference, review, rules, verify

app = typer.Typer(
    name="stocktake",
    help="Which works of a backlist have a record in the LibGen metadata, author by author, with evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(reference.app, name="reference")
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(nightly.app, name="nightly")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(review.app, name="review")
app.add_typer(rules.app, name="rules")
app.command("demo")(demo.demo)
app.command("reconcile")(reconcile.reconcile)
app.command("explain")(explain.explain)
app.command("verify")(verify.verify)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Show the version."),
) -> None:
    """Which works of a backlist have a record in the LibGen metadata, author by author, with evidence.

    Example: stocktake demo
    """
