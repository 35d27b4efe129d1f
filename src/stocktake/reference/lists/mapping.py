"""How a delimited or Parquet source fills the canonical columns: by their own names, or by a TOML mapping.

    contributors = "semicolon"

    [columns]
    record_id = "lccn"
    authors = ["author_100", "added_700"]
    title = { from = ["title_a", "title_b"], join = ": ", trim = " /:;" }

`join` stands between two filled parts (a list gives each gap its own); lists inside a cell are joined by ";
". `trim` names characters to take off the end of every part.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.errors import UsageProblem

CANONICAL = (
    "record_id", "title", "authors", "year", "publisher", "language", "edition", "series", "volume",
    "pages", "isbns",
    "doi", "asin", "issn", "md5", "extension", "filesize", "added", "visible",
    "journal", "issue", "first_page", "last_page",
)  # fmt: skip
CONVENTIONS = ("semicolon", "comma", "auto")
LIST_JOIN = "; "
ALIASES = {"venue": "journal", "container_title": "journal", "journal_title": "journal"}
"""Other names under which a canonical column is read, unless the column itself is there."""
_STORED_AS = {"isbns": "identifier_raw", "added": "time_added"}


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """One canonical column: the source columns, what stands between them, what is trimmed off each."""

    sources: tuple[str, ...]
    joins: tuple[str, ...]
    trim: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Rules by canonical column, and how the author cell is written (None: told from the cells)."""

    columns: dict[str, ColumnRule]
    convention: str | None = None

    @property
    def sources(self) -> list[str]:
        """Every source column that is used, once."""
        return list(dict.fromkeys(name for rule in self.columns.values() for name in rule.sources))


def by_name(present: Sequence[str]) -> Mapping:
    """The canonical columns that are there under their own names, or an alias, in any case."""
    rules = {name.lower(): ColumnRule((name,), ()) for name in present if name.strip().lower() in CANONICAL}
    others = {ALIASES[key]: ColumnRule((name,), ()) for name in present if (key := name.strip().lower()) in ALIASES}
    return Mapping(others | rules)


def load_mapping(path: Path) -> Mapping:
    """A mapping file; what it cannot mean is a usage problem that names the key."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UsageProblem(f"There is no mapping file {path}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UsageProblem(f"{path} is not valid TOML: {problem}.") from problem
    unknown = sorted(set(told) - {"columns", "contributors"})
    if unknown:
        raise UsageProblem(f"{path}: unknown key {unknown[0]!r}. A mapping has `contributors` and [columns].")
    convention = told.get("contributors")
    if convention is not None and convention not in CONVENTIONS:
        raise UsageProblem(f"{path}: contributors = {convention!r} is none of {', '.join(CONVENTIONS)}.")
    return Mapping({name: _rule(path, name, value) for name, value in told.get("columns", {}).items()}, convention)


def _rule(path: Path, name: str, told: Any) -> ColumnRule:
    if name not in CANONICAL:
        raise UsageProblem(f"{path}: {name!r} is not a canonical column. Those are: {', '.join(CANONICAL)}.")
    detail = told if isinstance(told, dict) else {"from": told}
    sources = [detail.get("from")] if isinstance(detail.get("from"), str) else detail.get("from")
    if not isinstance(sources, list) or not sources or set(detail) - {"from", "join", "trim"}:
        raise UsageProblem(f"{path}: column {name!r} needs a column name, a list of them, or {{from, join, trim}}.")
    join = detail.get("join", LIST_JOIN)
    joins = [join] * (len(sources) - 1) if isinstance(join, str) else join
    if len(joins) != len(sources) - 1:
        raise UsageProblem(f"{path}: column {name!r} joins {len(sources)} columns but gives {len(joins)} joins.")
    return ColumnRule(tuple(sources), tuple(joins), detail.get("trim", ""))


def apply(mapping: Mapping, frame: pl.DataFrame) -> pl.DataFrame:
    """Source columns → canonical text columns, '' as null. Missing parts leave no join behind."""
    made = {_STORED_AS.get(name, name): _column(rule, frame) for name, rule in mapping.columns.items()}
    return pl.DataFrame([column.alias(name) for name, column in made.items()])


def _column(rule: ColumnRule, frame: pl.DataFrame) -> pl.Series:
    made = _part(frame[rule.sources[0]], rule.trim)
    for join, name in zip(rule.joins, rule.sources[1:], strict=True):
        pair = pl.DataFrame({"a": made, "b": _part(frame[name], rule.trim)})
        both = pl.concat_str("a", pl.lit(join), "b")
        made = pair.select(pl.coalesce(both, "a", "b")).to_series()
    return made


def _part(column: pl.Series, trim: str) -> pl.Series:
    if isinstance(column.dtype, pl.List):
        texts = column.list.eval(_tidy(pl.element().cast(pl.String), trim)).list.drop_nulls()
        column, trim = texts.list.join(LIST_JOIN), ""
    return column.to_frame("text").select(_tidy(pl.col("text").cast(pl.String), trim)).to_series()


def _tidy(text: pl.Expr, trim: str) -> pl.Expr:
    text = text.str.replace_all("\0", "", literal=True).str.strip_chars()
    if trim:
        text = text.str.strip_chars_end(trim)
    return pl.when(text != "").then(text)
