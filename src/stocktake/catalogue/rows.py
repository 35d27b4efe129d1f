"""Which rows are no titles at all. Each such row is ignored under one named rule, and counted.

| rule | row |
|---|---|
| blank | no filled cell |
| separator_line | Excel's own first line `sep=;` |
| above_header | title rows over the column names |
| hidden_row | hidden in the workbook |
| banner | one merged heading across columns |
| repeated_header | the column names again |
| totals | "Total" with nothing but numbers beside it, and no ISBN among them |
| footer | one cell: "End of report", "Page 1 of 3", "532 titles", a copyright line |
"""

from __future__ import annotations

import polars as pl

from stocktake.catalogue.grid import Grid
from stocktake.catalogue.header import Header
from stocktake.text.isbn import isbn13

_TOTAL = (
    r"(?i)^(?:(?:grand|sub|overall|zwischen|end|sous|tussen)[ -]?)?"
    r"(?:totals?|totaux|totale|totaal|summe|gesamt|gesamtsumme|insgesamt|итого|всего)"
    r"(?: (?:number of )?(?:titles|records|rows|books|items|entries))?\s*[:=]?\s*[\d.,]*$"
)
_FOOTER = (
    r"(?i)^(?:end of (?:list|report|file|data)\.?|page \d+(?: of \d+)?"
    r"|(?:report )?(?:generated|printed|exported) (?:on|by|at) .*"
    r"|(?:number of )?(?:records|titles|rows|entries)\s*[:=]\s*\d+"
    r"|\(?\d+ (?:rows|records|titles|entries)(?: affected)?\)?"
    r"|(?:©|copyright (?:©|\(c\))).*)$"
)
_NUMBER = r"^[\d.,\s%€$£+-]+$"


def with_rules(grid: Grid, header: Header) -> pl.DataFrame:
    """The rows of the grid but for the header's own, with `row` (from 0) and `rule` (null for rows that
    stay)."""
    frame = grid.frame.with_row_index("row")
    is_header = pl.col("row").is_between(header.first, header.last)
    cells = [pl.col(name) for name in grid.cells]
    frame = frame.with_columns(_first=pl.coalesce(cells), _before=pl.col("row") < header.first)
    rule = (
        pl.when(pl.col("_first").is_null())
        .then(pl.lit("blank"))
        .when((pl.col("row") == 0) & pl.col("_first").str.contains(r"(?i)^sep=.?$"))
        .then(pl.lit("separator_line"))
        .when(pl.col("_before"))
        .then(pl.lit("above_header"))
        .when(pl.col("flaw").is_in(["hidden_row", "banner"]))
        .then(pl.col("flaw"))
        .when(_repeats(header))
        .then(pl.lit("repeated_header"))
    )
    ruled = frame.with_columns(rule=rule).filter(~is_header)
    return _with_endings(ruled, grid.cells).drop("_first", "_before")


def _repeats(header: Header) -> pl.Expr:
    """Every named column holds its own name, case aside."""
    named = [(j, name) for j, name in enumerate(header.names) if name]
    if not named or header.last > header.first:
        return pl.lit(value=False)
    return pl.all_horizontal(
        pl.col(f"c{j}").str.to_lowercase().str.replace_all(r"\s+", " ").eq(name.lower()).fill_null(value=False)
        for j, name in named
    )


def _with_endings(frame: pl.DataFrame, cells: list[str]) -> pl.DataFrame:
    """Totals and footers, looked for among the few rows that begin like one."""
    suspects = frame.filter(pl.col("rule").is_null() & pl.col("_first").str.contains(f"{_TOTAL}|{_FOOTER}"))
    if suspects.is_empty():
        return frame
    endings = {row: rule for row, *found in suspects.select("row", *cells).iter_rows() if (rule := _ending(found))}
    named = pl.col("row").replace_strict(endings, default=None, return_dtype=pl.String) if endings else pl.lit(None)
    return frame.with_columns(rule=pl.coalesce("rule", named))


def _ending(cells: list[str | None]) -> str | None:
    first, *others = pl.Series([cell for cell in cells if cell], dtype=pl.String)
    rest = pl.Series(others, dtype=pl.String)
    if pl.Series([first]).str.contains(_TOTAL).all():
        only_numbers = rest.str.contains(_NUMBER).all() and not any(isbn13(cell) for cell in others)
        return "totals" if only_numbers and len(cells) > 1 else None
    return "footer" if not others and len(cells) > 1 else None


def misshapen(frame: pl.DataFrame, cells: list[str], expected: int | None) -> pl.Series:
    """Why a row's cells cannot be told apart: "unbalanced_quote" (and not the usual number of cells), or
    "too_many_cells" beyond the header's; null for sound rows.

    Where more than half of the rows have cells beyond the header, the header is short and the rows are sound.
    `expected` is None for workbooks, whose cells never shift.
    """
    if expected is None:
        return pl.Series("misshapen", [None] * len(frame), dtype=pl.String)
    beyond = pl.any_horizontal(pl.lit(value=False), *(pl.col(name).is_not_null() for name in cells[expected:]))
    wide = frame.select(beyond & (pl.col("width") > expected)).to_series()
    header_is_short = len(frame) > 1 and int(wide.sum()) > 0.5 * len(frame)
    broken = (pl.col("flaw") == "unbalanced_quote").fill_null(value=False) & (pl.col("width") != expected)
    return frame.select(
        pl.when(broken)
        .then(pl.lit("unbalanced_quote"))
        .when(wide & (not header_is_short))
        .then(pl.lit("too_many_cells"))
        .alias("misshapen")
    ).to_series()
