"""Decisions from a review sheet into the decisions file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.errors import BadInput
from stocktake.matching.decisions import ANSWERS, read_history, unshielded
from stocktake.review.journal import append
from stocktake.review.pair import Answer, Clock, Keys, Standing, decision_row, stamp
from stocktake.review.returned import Returned, read_returned
from stocktake.review.run_pairs import read_run

_FROM_WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows with a decision, and how many were added; the rest stood in the decisions file already."""

    n_decided: int
    n_added: int


def take_back(
    sheet: Path, decisions: Path, clock: Clock, *, run: Path | None = None, reviewer: str | None = None
) -> Taken:
    """Add the sheet's decisions to the decisions file, all or none.

    The sheet carries all that is needed, so its run may be gone. With `run`, which must be the run it was exported
    from, every pair must stand there. `reviewer` names who decided where the sheet does not. A decision that is the
    last one taken from a workbook for the same pair and reviewer is not added again. Raises BadInput with the line.
    """
    rows = [_row(sheet, returned, reviewer, stamp(clock)) for returned in read_returned(sheet)]
    if run is not None:
        _stand_in(run, sheet, rows)
    known = _last_of_workbooks(decisions)
    new = [row for _, row in rows if known.get(_who_on_what(row)) != (row["decision"], row["why"])]
    if new:
        append(decisions, new)
    return Taken(len(rows), len(new))


def _row(sheet: Path, returned: Returned, reviewer: str | None, now: str) -> tuple[int, dict[str, str]]:
    cells = {column: unshielded(text) for column, text in returned.cells.items()}
    keys = Keys(cells["title_id"], cells["record_id"], cells["title_fingerprint"], cells["md5_start"])
    standing = Standing(
        *(cells[c] for c in ("verdict", "reason", "probability", "run_id", "rules_version", "asked_as"))
    )
    answer = Answer(
        _decision(sheet, returned),
        _reviewer(sheet, returned, cells["reviewer"] or (reviewer or "")),
        cells["why"],
        f"{_FROM_WORKBOOK} {sheet.name}",
    )
    return returned.line, decision_row(keys, standing, (cells["listed_title"], cells["record_title"]), answer, now)


def _decision(sheet: Path, returned: Returned) -> str:
    said = returned.cells["decision"]
    word = "_".join(said.lower().replace("_", " ").split())
    if word not in ANSWERS:
        problem = f"the decision {said!r} is not known." if said else "there is a reason, but no decision."
        raise BadInput(sheet, problem, f"Use one of {', '.join(ANSWERS)}.", line=returned.line)
    return word


def _reviewer(sheet: Path, returned: Returned, name: str) -> str:
    if not name:
        raise BadInput(
            sheet,
            "nobody is named as the reviewer.",
            "Fill the column reviewer, or use --reviewer.",
            line=returned.line,
        )
    return name


def _stand_in(run: Path, sheet: Path, rows: list[tuple[int, dict[str, str]]]) -> None:
    """Every row's pair stands in the run; its MD5 is filled in whole from there."""
    there = read_run(run)
    files = {(t, r): md5 for t, r, md5 in there.pairs.select("title_id", "record_id", "md5").iter_rows()}
    for line, row in rows:
        if row["run_id"] != there.run_id:
            raise BadInput(
                sheet,
                f"was exported from run {row['run_id']}, and {run} is run {there.run_id}.",
                "Leave --run out: the sheet carries what is needed.",
                line=line,
            )
        pair = (row["title_id"], row["record_id"])
        if pair not in files:
            raise BadInput(sheet, f"{pair} is no pair of run {there.run_id}.", "Export the pairs again.", line=line)
        row["md5"] = files[pair] or ""


def _who_on_what(row: dict[str, str]) -> tuple[str, str, str]:
    return row["title_id"], row["record_id"], row["reviewer"]


def _last_of_workbooks(decisions: Path) -> dict[tuple[str, str, str], tuple[str, str]]:
    """What each reviewer last said of each pair in a workbook."""
    history = read_history(decisions if decisions.exists() else None)
    told = history.filter(pl.col("taken_from").str.starts_with(_FROM_WORKBOOK)).sort("decided_at", "line")
    texts = told.with_columns(pl.col("why", "reviewer").fill_null("").map_batches(_plain, return_dtype=pl.String))
    columns = ("title_id", "record_id", "reviewer", "decision", "why")
    return {(t, r, who): (said, why) for t, r, who, said, why in texts.select(columns).iter_rows()}


def _plain(column: pl.Series) -> pl.Series:
    return pl.Series(column.name, [unshielded(text) for text in column], dtype=pl.String)
