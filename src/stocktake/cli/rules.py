"""stocktake rules show · check"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake.cli.screen import safe, say, table
from stocktake.rules import GUARD, read_rules, settings_in_force
from stocktake.settings import Rules

app = typer.Typer(help="The rules that decide verdicts.", no_args_is_help=True, rich_markup_mode=None)


@app.command("show")
def show(
    rules: Annotated[Path | None, typer.Option(help="A rules file (TOML); without one, the shipped rules.")] = None,
) -> None:
    """Print the rules in force as a TOML file: each with its value, where it comes from, what it may be and means.

    Example: stocktake rules show --rules acme.toml
    """
    from stocktake.warehouse.models import load_models

    meanings = load_models()["run_parameters"].comments
    found = settings_in_force(rules)
    say(f"# Rules {safe((read_rules(rules) if rules else Rules()).rules_version)}")
    for part in ("thresholds", "guards"):
        prefix = GUARD if part == "guards" else ""
        say(f"\n{safe(f'[{part}]')}")
        for s in (s for s in found if s.table == part):
            meaning = meanings[prefix + s.key].removeprefix("guard on or off: ")
            say(f"{s.key} = {s.value}  # {safe(s.source)}; {s.allowed}; {safe(meaning)}")


@app.command("check")
def check(file: Annotated[Path, typer.Argument(help="A rules file (TOML).")]) -> None:
    """Say whether a rules file can be used, and what it sets. A wrong key, type or value is named with its line.

    Example: stocktake rules check acme.toml
    """
    rules = read_rules(file)
    given = [s for s in settings_in_force(file) if s.source != "shipped"]
    say(f"{safe(file)} can be used: rules {safe(rules.rules_version)}.")
    if given:
        table("It sets", ("table", "rule", "value"), [(s.table, s.key, s.value) for s in given])
    else:
        say("It sets no rule; all are as shipped.")
