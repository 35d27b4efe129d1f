"""Reviewers' decisions: a CSV that overrides scores in the next run and keeps who said what, when, on what evidence."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from stocktake.errors import BadInput

COLUMNS = ("title_id", "record_id", "decision", "reviewer", "decided_at", "why")
KEYS = ("title_fingerprint", "md5")
"""What names the pair when the ids are gone: a checksum of what was listed, and the record's MD5 (or its beginning)."""
AUDIT = (
    "listed_title",
    "record_title",
    "verdict",
    "reason",
    "probability",
    "run_id",
    "rules_version",
    "asked_as",
    "taken_from",
)
"""What the reviewer saw: the pair, its verdict and why, the run and its rules, why it was asked, and where."""
HISTORY = (*COLUMNS, *KEYS, *AUDIT)
ANSWERS = ("match", "no_match", "unsure")
WITHDRAWN = "withdrawn"
"""Says that this reviewer has no decision on the pair any more; what was said before stays in the file."""
ALLOWED = (*ANSWERS, WITHDRAWN)
MD5_DIGITS = 16
"""Digits of an MD5 that name a file well enough; more of them need not leave the house in a workbook."""
_SHIELDED = r"^'(\s*[=+\-@＝＋－＠]|[\t\r\n]|0[0-9]+$|[0-9]{12,}$)"
_shielded = re.compile(_SHIELDED)


def read_history(path: Path | None) -> pl.DataFrame:
    """All decisions as text, with every column of HISTORY (null where an older file lacks it) and `line`, a number.

    No file has none, and empty rows are none. An unknown decision stops with its line, a missing column with its name.
    Ids lose the apostrophe that keeps a spreadsheet from reading them as a formula or a number.
    """
    if path is None:
        return pl.DataFrame(schema={**dict.fromkeys(HISTORY, pl.String), "line": pl.Int64})
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
    return _whole(filled)


def unshielded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from reading it as a formula or a number."""
    return _shielded.sub(r"\1", cell)


def _whole(filled: pl.DataFrame) -> pl.DataFrame:
    older = [pl.lit(None, pl.String).alias(c) for c in HISTORY if c not in filled.columns]
    ids = pl.col("title_id", "record_id").str.replace(_SHIELDED, "${1}")
    return filled.with_columns(ids, *older).select(*HISTORY, pl.col("line").cast(pl.Int64))


def _line() -> pl.Expr:
    """The line on which a row begins, from 1: a cell of several lines moves the rows behind it down."""
    breaks = pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0))
    return pl.int_range(pl.len()) + 2 + breaks.cum_sum().shift(1, fill_value=0)
