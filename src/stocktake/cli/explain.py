"""stocktake explain"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake import explain as explaining
from stocktake.cli.screen import out, safe, say, table
from stocktake.cli.waterfall import waterfall_lines
from stocktake.errors import UsageProblem

MOST_LISTED = 20
MOST_EXPLAINED = 5


def explain(
    key: Annotated[
        str,
        typer.Argument(
            help="An ISBN or DOI in any form, a title id, a row id, a record id such as updated:123, an MD5, or words "
            "of a title."
        ),
    ],
    run: Annotated[Path, typer.Option(help="A published run.")] = Path("data/out/latest"),
    all_: Annotated[bool, typer.Option("--all", help="Explain every title that the key names, not only one.")] = False,
    svg: Annotated[Path | None, typer.Option(help="Write the waterfall of the one title to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for analysis.")] = False,
) -> None:
    """Show why a listed title got its verdict: the stages tried, each field's weight, and what came nearest.

    Example: stocktake explain 9780306406157 --run data/out/latest
    """
    tables = explaining.RunTables.of(run)
    named = explaining.named(tables, key)
    most = 1 if named.by_words or svg else MOST_EXPLAINED
    if svg is not None and len(named.title_ids) > 1:
        raise UsageProblem(
            f"{key!r} names {len(named.title_ids):,} titles, and --svg draws one. Name it by its title id: "
            f"{', '.join(named.title_ids[:3])}."
        )
    chosen = named.title_ids if all_ or len(named.title_ids) <= most else ()
    found = explaining.explain_titles(tables, chosen or named.title_ids[:MOST_LISTED])
    if as_json:
        typer.echo(explaining.as_json(key, found, named.note))
    elif chosen:
        _print_all(found, named.note)
    else:
        _print_choice(key, found, len(named.title_ids))
    if svg is not None:
        svg.write_text(explaining.drawing(found[0]), "utf-8")
        typer.echo(f"Drawn: {svg}", err=True)


def _print_choice(key: str, found: list[explaining.Explanation], n_titles: int) -> None:
    """Several titles: which, and what to do next."""
    rows = [(e.title["title_id"], e.title["title"], e.title["contributors_raw"], e.verdict) for e in found]
    table(f"{n_titles:,} listed titles: {key}", ("title id", "title", "names", "verdict"), rows)
    more = f" The first {len(found)} are shown." if n_titles > len(found) else ""
    say(f"{n_titles:,} titles fit.{more} Explain one by its title id: stocktake explain {found[0].title['title_id']}")
    say("or all of them with --all.")


def _print_all(found: list[explaining.Explanation], note: str) -> None:
    if note:
        say(safe(note))
    for number, each in enumerate(found):
        if number:
            say("")
        _print_title(each)
        if each.beside:
            say("  weights in bits (one bit doubles the odds): + for, - against, | even odds, : what PROBABLE asks for")
        for beside in each.beside:
            _print_beside(beside, each.probable_bits)


def _print_title(found: explaining.Explanation) -> None:
    title = found.title
    say(f"[bold]{safe(title['title'])}[/] · {safe(title['contributors_raw'])} · {safe(title['year'])}")
    say(f"  title {safe(title['title_id'])}, {safe(title['source_file'])} line {title['source_line']}")
    say(f"  [bold]{safe(found.verdict)}[/]. {safe(found.sentence)}")
    say("  stages tried:")
    for stage in found.stages:
        say(f"    {stage.name + ':':24}{safe(stage.outcome)}")


def _print_beside(beside: explaining.Beside, probable_bits: float) -> None:
    say("")
    say(f"  {safe(beside.record_id)} · {safe(beside.title)} · {safe(beside.authors)} · {safe(beside.year)}")
    say(f"  [bold]{safe(beside.verdict)}[/]. {safe(beside.sentence)}")
    for line in waterfall_lines(beside, probable_bits, out.width - 4):
        say(f"    {safe(line)}")
    for line in _what_else(beside):
        say(f"  {safe(line)}")


def _what_else(beside: explaining.Beside) -> list[str]:
    """Score, runner-up, and what would have had to be otherwise."""
    told = []
    if beside.score is not None and beside.probability is not None:
        told.append(
            f"Score {beside.score:.0f} of 100 (not a probability); from these weights {beside.probability:.4f}."
        )
    if beside.margin is not None:
        way = "more" if beside.margin >= 0 else "fewer"
        told.append(
            f"Runner-up: {beside.runner_up_record_id}, the best record of another work; this one has "
            f"{abs(beside.margin):.1f} bits {way}."
        )
    if beside.remedy:
        told.append(f"What would have had to be otherwise: {beside.remedy}")
    if beside.bits_lacking is not None:
        told.append(f"The sum lies {beside.bits_lacking:.1f} bits below what PROBABLE asks for.")
    if beside.reviewer_decision:
        told.append(f"Reviewer's decision: {beside.reviewer_decision}.")
    return told
