"""stocktake verify"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake import publication
from stocktake.cli.screen import say
from stocktake.errors import BadInput


def verify(folder: Annotated[Path, typer.Argument(help="A run or a prepared reference.")]) -> None:
    """Prove that a finished run or reference is as it was published: every file against its checksum.

    Example: stocktake verify data/out/latest
    """
    problems = publication.verify(folder)
    if problems:
        raise BadInput(folder, f"{'; '.join(problems)}.", "Build it again, or restore the files.")
    say(f"{folder}: every file is as it was published.")
