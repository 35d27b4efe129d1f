"""stocktake catalogue check"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake import catalogue
from stocktake.cli.screen import say, table
from stocktake.publication import writable
from stocktake.steps import write_catalogue

app = typer.Typer(help="Look at a catalogue before comparing it.", no_args_is_help=True, rich_markup_mode=None)


@app.command("check")
def check(
    files: Annotated[list[Path], typer.Argument(help="CSV, TSV or XLSX files.")],
    profile: Annotated[Path | None, typer.Option(help="Saved TOML profile that says which column is what.")] = None,
    save_to: Annotated[
        Path | None, typer.Option("--save-profile", help="Write the mapping found to this file.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write canonical tables/*.parquet below this folder.")] = None,
) -> None:
    """Read a catalogue, show what each column was taken for, and account for every row. Needs no dump.

    Example: stocktake catalogue check backlist.xlsx --save-profile backlist.toml
    """
    found = catalogue.read(list(files), catalogue.load_profile(profile) if profile else None)
    print_columns(found)
    print_rows(found)
    if save_to:
        catalogue.save_profile(catalogue.profile_from(found), save_to)
        say(f"Profile: {save_to}")
    if out:
        write_catalogue(found, writable(out) / "tables")
        say(f"Canonical tables: {out / 'tables'}")


def print_columns(found: catalogue.Catalogue) -> None:
    """The column report."""
    rows = found.columns.select("source_file", "sheet", "column", "mapped_to", "how", "n_filled").rows()
    table("Columns", ("file", "sheet", "column", "taken for", "by", "filled"), rows)


def print_rows(found: catalogue.Catalogue) -> None:
    """Rows in = used + rejected + ignored, the identifiers, and the first rejected rows."""
    files = found.files.select(
        "source_file", "sheet", "rows_in", "rows_used", "rows_rejected", "rows_ignored", "ignored_reasons"
    )
    table("Rows", ("file", "sheet", "in", "used", "rejected", "ignored", "ignored why"), files.rows())
    quality = catalogue.quality(found)
    table("Identifiers", ("what", "values"), quality.waterfall())
    print_warnings(quality)
    rejected = found.rejected_rows.head(10).select("source_file", "source_line", "reason", "advice").rows()
    if rejected:
        table("First rejected rows", ("file", "line", "reason", "advice"), rejected)


def print_warnings(quality: catalogue.Quality) -> None:
    """What is worth mending although the rows were used."""
    gaps = [
        ("titles without a title", quality.titles_without_title),
        ("titles without a contributor", quality.titles_without_contributors),
        ("titles without a valid ISBN", quality.titles_without_valid_isbn),
        ("ISBNs on more than one title", quality.isbn_shared),
        *quality.warnings_by_code,
    ]
    table("Worth mending", ("what", "count"), [row for row in gaps if row[1]])
