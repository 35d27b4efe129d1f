"""What the expectation beside an odd file states. python -m tests.catalogue.told writes them anew: read the diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.catalogue import Catalogue, load_profile, read

CASES = Path(__file__).parents[1] / "cases" / "catalogue"
SUFFIXES = (".csv", ".txt", ".upd", ".del", ".xlsx", ".xls", ".xlsb", ".ods")
FILES = sorted(path for path in CASES.iterdir() if path.suffix in SUFFIXES)


def reading(path: Path) -> Catalogue:
    """The case, read with the profile beside it if it has one."""
    profile = path.with_suffix(".profile.toml")
    return read([path], load_profile(profile) if profile.exists() else None)


def told(catalogue: Catalogue) -> dict[str, Any]:
    """Short rows without empty values."""
    people = pl.format("{}, {} ({})", "family", "given", "role")
    numbers = pl.format("{} {} {}", "scheme", "value", pl.col("repair").fill_null("")).str.strip_chars()
    titles = (
        catalogue.titles.join(_by_title(catalogue.contributors, people, "people"), on="title_id", how="left")
        .join(_by_title(catalogue.identifiers, numbers, "identifiers"), on="title_id", how="left")
        .join(
            _by_title(catalogue.related, pl.format("{} {}", "relation", "value"), "related"), on="title_id", how="left"
        )
        .drop("title_id", "source_file")
    )
    sheets = catalogue.files["sheet"].to_list()
    return {
        "files": _short(catalogue.files.drop("source_file", "sha256", "bytes")),
        "columns": {
            (f"{row['sheet']}: " if len(sheets) > 1 else "") + row["column"]: row["target"] or row["how"]
            for row in catalogue.columns.to_dicts()
        },
        "titles": _short(titles.drop("sheet") if len(sheets) == 1 else titles),
        "members": _short(catalogue.members.select("source_line", "author_id", "name_as_registered")),
        "rejected": _short(catalogue.rejected_rows.select("source_line", "reason", "raw")),
        "ignored": _short(catalogue.ignored_rows.select("sheet", "source_line", "rule")),
        "warnings": _short(catalogue.warnings.select("source_line", "column", "code", "raw")),
    }


def _by_title(frame: pl.DataFrame, text: pl.Expr, name: str) -> pl.DataFrame:
    return frame.group_by("title_id", maintain_order=True).agg(text.alias(name))


def _short(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if v not in (None, "")} for row in frame.to_dicts()]


if __name__ == "__main__":
    for case in FILES:
        text = json.dumps(told(reading(case)), ensure_ascii=False, indent=1)
        case.with_suffix(".expect.json").write_text(text + "\n", "utf-8")
