"""Write `docs/cli.md` and `docs/tables.md` from the code; with `--check`, fail when they are out of date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from stocktake.cli.app import app
from stocktake.warehouse.models import load_models

DOCS = Path(__file__).parent
EXIT_CODES = """
## Exit codes

| code | meaning |
|---|---|
| 0 | done, or nothing changed |
| 10 | done with changes (nightly) |
| 2 | usage or configuration |
| 3 | bad input |
| 4 | data-quality stop: nothing was published |
| 1 | internal error |
"""


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """All commands below one, depth first, in the order of the help (Typer brings its own copy of click)."""
    if hasattr(command, "commands"):
        for child in command.commands.values():
            yield from commands(child, f"{name} {child.name}")
    else:
        yield name, command


def option_line(parameter: Any) -> str:
    """One row of a command's table."""
    is_option = parameter.param_type_name == "option"
    shown = ", ".join(f"`{o}`" for o in (*parameter.opts, *parameter.secondary_opts) if is_option)
    default = parameter.default if isinstance(parameter.default, str | int | Path) else ""
    plain = "" if default is False or default is True else default
    needed = "yes" if parameter.required else ""
    return f"| {shown or f'`{parameter.name.upper()}`'} | {needed} | {plain} | {parameter.help or ''} |"


def cli_page() -> str:
    """The command line reference."""
    parts = ["# Command line", "", "Made from the code by `make docs`; do not edit."]
    for name, command in commands(typer.main.get_command(app), "stocktake"):
        text = (command.help or "").strip().split("\n\nExample: ")
        parts += ["", f"## {name}", "", " ".join(text[0].split())]
        parts += ["", "```", *(line.strip() for line in text[1].splitlines()), "```"] if len(text) > 1 else []
        rows = [option_line(p) for p in command.params if p.name != "help"]
        parts += ["", "| option | needed | default | meaning |", "|---|---|---|---|", *rows] if rows else []
    return "\n".join(parts) + "\n" + EXIT_CODES


def tables_page() -> str:
    """The table reference."""
    parts = [
        "# Tables",
        "",
        "Made from the headers of `sql/marts/*.sql` by `make docs`; do not edit. Every table stands in a run as "
        "`tables/<name>.parquet` and in `stocktake.duckdb`, where the same texts are comments.",
    ]
    for model in load_models().values():
        if model.layer == "marts":
            parts += ["", f"## {model.table}", "", model.grain, "", "| column | meaning |", "|---|---|"]
            parts += [f"| {column} | {text} |" for column, text in model.comments.items()]
    return "\n".join(parts) + "\n"


def main() -> int:
    """Write or check both pages."""
    pages = {DOCS / "cli.md": cli_page(), DOCS / "tables.md": tables_page()}
    stale = [path.name for path, text in pages.items() if not path.is_file() or path.read_text("utf-8") != text]
    if "--check" in sys.argv:
        if stale:
            sys.stderr.write(f"Out of date: {', '.join(stale)}. Run: make docs\n")
        return 1 if stale else 0
    for path, text in pages.items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
