"""Reviewers' decisions: a CSV that overrides scores in the next run."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stocktake.errors import BadInput

COLUMNS = ("title_id", "record_id", "decision", "reviewer", "decided_at", "why")
ALLOWED = ("match", "no_match", "unsure")


def read_decisions(path: Path | None) -> pl.DataFrame:
    """All decisions as text columns; none when there is no file. Empty rows are none.

    An unknown decision stops with its line, a missing column with its name.
    """
    if path is None:
        return pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String))
    try:
        frame = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise BadInput(
            path, f"cannot be read as a decisions file: {problem}", f"Its columns are {', '.join(COLUMNS)}."
        ) from problem
    missing = [c for c in COLUMNS if c not in frame.columns]
    if missing:
        raise BadInput(path, f"lacks the columns {', '.join(missing)}.", f"A decisions file has {', '.join(COLUMNS)}.")
    filled = frame.with_columns(_line().alias("line")).filter(pl.any_horizontal(pl.col(COLUMNS).is_not_null()))
    wrong = filled.filter(~pl.col("decision").is_in(ALLOWED).fill_null(False))
    if wrong.height:
        line, value = wrong.select("line", "decision").row(0)
        raise BadInput(path, f"the decision {value!r} is not known.", f"Use one of {', '.join(ALLOWED)}.", line=line)
    return filled.select(COLUMNS)


def _line() -> pl.Expr:
    """The line on which a row begins, from 1: a cell of several lines moves the rows behind it down."""
    breaks = pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0))
    return pl.int_range(pl.len()) + 2 + breaks.cum_sum().shift(1, fill_value=0)
