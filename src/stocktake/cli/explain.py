"""stocktake explain"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from stocktake import explain as explaining
from stocktake.cli.screen import safe, say, table

BITS_PER_MARK = 1.0
MOST_MARKS = 24


def explain(
    key: Annotated[str, typer.Argument(help="An ISBN, a title id, or a record id such as updated:123.")],
    run: Annotated[Path, typer.Option(help="A published run.")] = Path("data/out/latest"),
) -> None:
    """Show why a listed title got its verdict: every field's evidence, or what came nearest and why it was not taken.

    Example: stocktake explain 9780306406157 --run data/out/latest
    """
    for found in explaining.explain(run, key):
        _print_title(found)
        for row in found.matches:
            _print_pair(row, f"{row['verdict']} by {row['method']}, probability {row['probability']:.3f}")
        for row in found.near_misses:
            _print_pair(row, f"not taken ({row['reason']}), {row['bits']:+.1f} bits")


def _print_title(found: explaining.Explanation) -> None:
    title, exposure = found.title, found.exposure
    say(f"[bold]{safe(title['title'])}[/] · {safe(title['contributors_raw'])} · {safe(title['year'])}")
    say(f"  title {safe(title['title_id'])}, {safe(title['source_file'])} line {title['source_line']}")
    say(f"  [bold]{safe(exposure['verdict'])}[/]: {safe(exposure['sentence'])}")


def _print_pair(row: dict[str, Any], headline: str) -> None:
    say("")
    say(f"  {safe(row['record_id'])} · {safe(row['title'])} · {safe(row['authors'])} · {safe(row['year'])}")
    say(f"  {safe(headline)}. {safe(row['sentence'])}")
    evidence = [(e["field"], e["outcome"], f"{e['weight']:+.1f}", bar(e["weight"])) for e in row["evidence"]]
    table("", ("field", "outcome", "bits", ""), evidence)


def bar(weight: float) -> str:
    """A bar of marks for a weight in bits: `+` speaks for, `-` against; one mark a bit."""
    marks = min(round(abs(weight) / BITS_PER_MARK), MOST_MARKS)
    return ("+" if weight > 0 else "-") * marks
