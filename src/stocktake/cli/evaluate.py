"""stocktake evaluate pairs · links"""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from stocktake.cli.screen import say, table
from stocktake.evaluation.figures import Cut, PairScore, measure, precision_recall
from stocktake.evaluation.links import by_verdict, read_links, read_verdicts, score_links, wilson
from stocktake.evaluation.pair_files import check_suffix, read_pairs, write_pairs
from stocktake.evaluation.pairs import score_pairs
from stocktake.model import Verdict

app = typer.Typer(help="Measure matching on labelled data.", no_args_is_help=True, rich_markup_mode=None)


class Same(StrEnum):
    """What a match is."""

    PUBLICATION = "publication"
    WORK = "work"


@app.command("pairs")
def pairs(
    file: Annotated[Path, typer.Argument(help="CSV, TSV or Parquet: left_title, right_title, …, and label (1/0).")],
    out: Annotated[
        Path | None, typer.Option(help="Write the pairs with their answers: .csv, .tsv or .parquet.")
    ] = None,
    same: Annotated[Same, typer.Option(help="A match is the same publication, or any version of the same work.")] = (
        Same.PUBLICATION
    ),
) -> None:
    """Score given pairs of descriptions, and compare with their labels where there are any.

    Example: stocktake evaluate pairs pairs.csv --out scored.csv
    """
    if out:
        check_suffix(out)
    scored = score_pairs(read_pairs(file), same=same.value)
    if out:
        write_pairs(scored, out)
        say(f"Scored pairs: {out}")
    _show_verdicts(scored)
    if "label" in scored.columns:
        _show_figures(measure(scored))
        _show_levels(precision_recall(scored))


def _show_verdicts(scored: pl.DataFrame) -> None:
    counted = dict(scored.group_by("verdict").len().iter_rows())
    rows = [(verdict.value, counted[verdict.value]) for verdict in Verdict if verdict.value in counted]
    table("Verdicts", ("verdict", "pairs"), rows)


def _share(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.4f}"


def _show_figures(score: PairScore) -> None:
    rows = [
        ("pairs", score.n_pairs),
        ("true pairs", score.likely.n_true),
        *_cut_rows("taken where likelier than not", score.likely),
        *_cut_rows("taken where CONFIRMED or PROBABLE", score.found),
        ("recall at precision 0.99", _share(score.recall_at_99)),
        ("average precision", _share(score.average_precision)),
        ("expected calibration error", _share(score.calibration_error)),
    ]
    table("Against the labels", ("figure", "value"), rows)
    if score.likely.n_true in (0, score.n_pairs):
        say("All labels are the same: recall, precision and F1 say little here.")


def _cut_rows(name: str, cut: Cut) -> list[tuple[str, object]]:
    shares = (("precision", cut.precision), ("recall", cut.recall), ("F1", cut.f1))
    return [(name, cut.n_found), *((f"… {kind}", _share(value)) for kind, value in shares)]


def _show_levels(levels: list[tuple[float, Cut]]) -> None:
    rows = [(level, c.n_found, _share(c.precision), _share(c.recall), _share(c.f1)) for level, c in levels]
    table("Every pair from this probability upwards", ("probability", "pairs", "precision", "recall", "F1"), rows)


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
        ("precision", _share(s.precision)),
        ("recall", f"{s.recall:.4f} ({low:.4f} to {high:.4f})"),
        ("F1", _share(s.f1)),
        ("titles with a true link", s.n_titles_with_gold),
        ("… of which one was found", s.n_titles_hit),
        ("… found exactly", s.n_titles_exact),
    ]
    table("Links", ("figure", "value"), figures)
    _show_link_levels(by_verdict(read_verdicts(found), read_links(gold)))


def _show_link_levels(levels: list[tuple[str, Cut]]) -> None:
    """Only where the links found carry verdicts."""
    if levels:
        rows = [(name, c.n_found, c.n_right, _share(c.precision), _share(c.recall)) for name, c in levels]
        table("By verdict", ("verdict", "links", "right", "precision", "recall"), rows)
