"""Files of given pairs: read with every complaint named by line, and written again with the answers."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stocktake.errors import BadInput, UsageProblem

NEEDED = ("left_title", "right_title")
TRUE_LABELS = ("1", "1.0", "true")
FALSE_LABELS = ("0", "0.0", "false")
SUFFIXES = (".csv", ".tsv", ".parquet")
SEPARATORS = ",;\t%|"
ADVICE = "Give a CSV, TSV or Parquet file with left_title, right_title, …."


def read_pairs(path: Path) -> pl.DataFrame:
    """A CSV, TSV or Parquet file with `left_title, right_title` and any other `left_…`/`right_…` field, all as text.

    An empty cell is null. A column `label`, where there is one, is 1 or 0 (true and false count too) in every line.
    """
    frame = _table(path)
    missing = set(NEEDED) - set(frame.columns)
    if missing:
        raise BadInput(
            path, f"lacks the columns {', '.join(sorted(missing))}.", "Pairs need left_title and right_title."
        )
    if frame.is_empty():
        raise BadInput(path, "has a header and no pair.", "Give one pair a line.")
    _check_labels(path, frame)
    return frame


def check_suffix(path: Path) -> None:
    """Refuse a path whose suffix names no format that pairs are written in."""
    if path.suffix not in SUFFIXES:
        raise UsageProblem(f"{path}: pairs are written to {', '.join(SUFFIXES)}. Give a path that ends so.")


def write_pairs(scored: pl.DataFrame, path: Path) -> None:
    """Parquet, tab-separated or comma-separated text, by the suffix of the path."""
    if path.suffix == ".parquet":
        scored.write_parquet(path)
    else:
        scored.write_csv(path, separator="\t" if path.suffix == ".tsv" else ",")


def _table(path: Path) -> pl.DataFrame:
    try:
        raw = pl.read_parquet(path) if path.suffix == ".parquet" else _delimited(path)
    except pl.exceptions.NoDataError as problem:
        raise BadInput(path, "is empty.", ADVICE) from problem
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as problem:
        raise BadInput(path, f"cannot be read as pairs: {_first_line(problem)}", ADVICE) from problem
    nested = [name for name, dtype in raw.schema.items() if dtype.is_nested()]
    if nested:
        raise BadInput(
            path, f"has lists or structs in {', '.join(nested)}.", "Write them as text, names parted by ';'."
        )
    return raw.with_columns(pl.all().cast(pl.String)).with_columns(
        pl.when(pl.all().str.strip_chars() != "").then(pl.all())
    )


def _first_line(problem: Exception) -> str:
    """What is wrong, without the library's advice to its own users."""
    return (str(problem).splitlines() or [type(problem).__name__])[0].rstrip(".") + "."


def _delimited(path: Path) -> pl.DataFrame:
    with path.open(encoding="utf-8-sig") as stream:
        header = stream.readline()
    separator = max(SEPARATORS, key=header.count)
    _check_header(path, header.strip("\r\n").split(separator))
    return pl.read_csv(path, infer_schema=False, separator=separator)


def _check_header(path: Path, names: list[str]) -> None:
    plain = [name.strip().strip('"') for name in names]
    twice = sorted({name for name in plain if name and plain.count(name) > 1})
    if twice:
        raise BadInput(path, f"has the column {', '.join(twice)} twice.", "Give each column a name of its own.", line=1)


def _check_labels(path: Path, frame: pl.DataFrame) -> None:
    if "label" not in frame.columns:
        return
    label = pl.col("label").str.strip_chars().str.to_lowercase()
    odd = frame.with_row_index("row").filter(~label.is_in([*TRUE_LABELS, *FALSE_LABELS]).fill_null(value=False))
    if odd.height:
        row, value = odd["row"][0], odd["label"][0]
        told = f"the label {value!r} is neither 1 nor 0 (lines with such a label: {odd.height:,})."
        raise BadInput(path, told, "Label each pair 1 or 0, or leave the column out.", line=row + 2)
