"""stocktake evaluate pairs · links"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake.cli.screen import say, table
from stocktake.evaluation.links import read_links, score_links, wilson
from stocktake.evaluation.pairs import measure, read_pairs, score_pairs

app = typer.Typer(help="Measure matching on labelled data.", no_args_is_help=True, rich_markup_mode=None)


@app.command("pairs")
def pairs(
    file: Annotated[Path, typer.Argument(help="CSV or Parquet with left_title, right_title, …, and label (1/0).")],
    out: Annotated[Path | None, typer.Option(help="Write the pairs with probability, verdict, relation.")] = None,
) -> None:
    """Score given pairs of descriptions, and compare with their labels where there are any.

    Example: stocktake evaluate pairs pairs.csv --out scored.csv
    """
    scored = score_pairs(read_pairs(file))
    if out:
        scored.write_csv(out)
        say(f"Scored pairs: {out}")
    if "label" in scored.columns:
        s = measure(scored)
        figures = [
            ("pairs", s.n_pairs),
            ("true pairs", s.n_true),
            ("found", s.n_found),
            ("precision", f"{s.precision:.4f}"),
            ("recall", f"{s.recall:.4f}"),
            ("F1", f"{s.f1:.4f}"),
            ("average precision", f"{s.average_precision:.4f}"),
            ("calibration error", f"{s.calibration_error:.4f}"),
        ]
        table("Against the labels, at the run's own threshold", ("figure", "value"), figures)


@app.command("links")
def links(
    found: Annotated[Path, typer.Option(help="Links found: CSV, Parquet, or a run's folder.")],
    gold: Annotated[Path, typer.Option(help="True links: CSV or Parquet with left_id, right_id.")],
) -> None:
    """Compare links that were found with a gold list, pairwise and title by title.

    Example: stocktake evaluate links --found data/out/latest --gold gold.csv
    """
    s = score_links(read_links(found), read_links(gold))
    low, high = wilson(s.n_right, s.n_gold)
    figures = [
        ("links found", s.n_found),
        ("true links", s.n_gold),
        ("right", s.n_right),
        ("precision", f"{s.precision:.4f}"),
        ("recall", f"{s.recall:.4f} ({low:.4f} to {high:.4f})"),
        ("F1", f"{s.f1:.4f}"),
        ("titles with a true link", s.n_titles_with_gold),
        ("… of which one was found", s.n_titles_hit),
        ("… found exactly", s.n_titles_exact),
    ]
    table("Links", ("figure", "value"), figures)
