"""What the columns of a dump's tables mean, whatever the table is called.

A table is recognised by its columns ("libgenrs_updated", "backup_scimag" and "main_fiction" are all in
use). Edit histories carry the columns of the table they follow, so those are left out by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from stocktake.errors import BadInput

COMPANIONS = (
    "description", "description_edited", "error_report", "fiction_description", "fiction_hashes",
    "hashes", "magazines",
    "publishers", "scimag_edited", "topics", "updated_edited",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TablePlan:
    """How a kind of table fills the canonical columns. A canonical column may be fed by several columns.

    `marks` tell the kind: so many of them (`n_marks`) must be there. `convention` is how its author column
    is written.
    """

    source_table: str
    marks: frozenset[str]
    n_marks: int
    essential: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    convention: str


_SAME = (
    "title",
    "series",
    "edition",
    "publisher",
    "year",
    "language",
    "pages",
    "extension",
    "md5",
    "filesize",
)
_BOOK = {
    **{name: (name,) for name in _SAME},
    "id": ("id",), "authors": ("author",), "identifier_raw": ("identifier",), "asin": ("asin",),
    "generic": ("generic",),
    "visible": ("visible",), "time_added": ("timeadded",), "time_modified": ("timelastmodified",),
}  # fmt: skip
UPDATED = TablePlan(
    "updated",
    frozenset({"volumeinfo", "identifierwodash", "pagesinfile", "periodical", "topic", "openlibraryid"}),
    2,
    ("id", "title", "author", "md5"),
    {
        **_BOOK,
        "volume": ("volumeinfo",),
        "journal": ("periodical",),
        "identifier_plain": ("identifierwodash",),
        "issn": ("issn",),
        "doi": ("doi",),
    },
    "comma",
)
FICTION = TablePlan(
    "fiction",
    frozenset({"coverurl", "generic", "googlebookid", "locator", "timeadded", "timelastmodified", "visible"}),
    3,
    ("id", "title", "author", "md5"),
    _BOOK,
    "semicolon",
)
SCIMAG = TablePlan(
    "scimag",
    frozenset({"doi2", "first_page", "issnp", "issne", "journal", "journalid", "abstracturl", "pubmedid"}),
    3,
    ("id", "doi", "title", "author"),
    {
        **{name: (name,) for name in ("id", "title", "year", "volume", "issue", "journal", "doi",
        "md5", "filesize")},
        "authors": ("author",), "identifier_raw": ("isbn",), "issn": ("issnp", "issne"), "doi2": ("doi2",),
        "first_page": ("first_page",), "last_page": ("last_page",), "visible": ("visible",),
        "time_added": ("timeadded",),
    },
    "auto",
)  # fmt: skip
PLANS = (SCIMAG, UPDATED, FICTION)


def plan_for(table: str, columns: tuple[str, ...], source: str) -> TablePlan | None:
    """The plan of a table; None for tables that are none of ours. `updated` is asked before `fiction`,
    whose columns it contains. A table of ours that lacks an essential column is an error: its rows would
    mislead.
    """
    if table.lower().endswith(COMPANIONS):
        return None
    present = {name.lower() for name in columns}
    plan = next((p for p in PLANS if len(p.marks & present) >= p.n_marks and present & {"title", "author"}), None)
    if plan is not None:
        check_essential(plan, table, columns, source)
    return plan


def check_essential(plan: TablePlan, table: str, columns: tuple[str, ...], source: str) -> None:
    """Raise when a column is missing without which a record cannot be used."""
    present = {name.lower() for name in columns}
    for name in plan.essential:
        if name not in present:
            problem = f"table `{table}` has the columns of `{plan.source_table}` but no column `{name}`."
            raise BadInput(source, problem, "Make the dump again with every column.")


def wanted_columns(plan: TablePlan, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns to decode, as the dump spells them. All others are never read: locators, covers, hashes."""
    used = {name for sources in plan.columns.values() for name in sources}
    return tuple(name for name in columns if name.lower() in used)


def canonical(plan: TablePlan, frame: pl.DataFrame) -> pl.DataFrame:
    """The decoded columns under their canonical names; '' and NULL alike become null, NUL is taken out."""
    frame = frame.rename({name: f"@{name.lower()}" for name in frame.columns if not name.startswith("_")})
    made = [_cell(frame, sources).alias(name) for name, sources in plan.columns.items()]
    return frame.select(*made, *[name for name in frame.columns if name.startswith("_")])


def _cell(frame: pl.DataFrame, sources: tuple[str, ...]) -> pl.Expr:
    cells = [_tidy(pl.col(f"@{name}")) for name in sources if f"@{name}" in frame.columns]
    if not cells:
        return pl.lit(None, pl.String)
    return cells[0] if len(cells) == 1 else pl.concat_str(cells, separator=" ; ", ignore_nulls=True).replace("", None)


def _tidy(column: pl.Expr) -> pl.Expr:
    return column.str.replace_all("\0", "", literal=True).replace("", None)
