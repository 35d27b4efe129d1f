"""stocktake nightly run · serve"""

from __future__ import annotations

import typer

app = typer.Typer(help="Check every night; report only what changed.", no_args_is_help=True, rich_markup_mode=None)
