"""stocktake catalogue check"""

from __future__ import annotations

import shlex
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from stocktake import catalogue
from stocktake.cli.screen import say, table
from stocktake.publication import writable

app = typer.Typer(help="Look at a catalogue before comparing it.", no_args_is_help=True, rich_markup_mode=None)


@app.command("check")
def check(
    files: Annotated[list[Path], typer.Argument(help="Lists (CSV, XLSX …) and feeds (ONIX, MARC …).")],
    profile: Annotated[Path | None, typer.Option(help="Saved TOML profile that says which column is what.")] = None,
    save_to: Annotated[
        Path | None, typer.Option("--save-profile", help="Write the mapping found to this file.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write data-quality.html, fix-list.xlsx and tables/*.parquet to this folder.")
    ] = None,
) -> None:
    """Read a catalogue, show what each column was taken for, and account for every row. Needs no dump.

    Example: stocktake catalogue check backlist.xlsx --save-profile backlist.toml
    """
    given = catalogue.load_profile(profile) if profile else None
    with TemporaryDirectory(prefix=".check-", dir=writable(out) if out else None) as aside:
        tables = Path(aside) / "tables"
        catalogue.write_parts(catalogue.read_parts(list(files), given), tables)
        found = catalogue.load_accounts(tables)
        print_columns(found)
        print_rows(found, catalogue.quality_of(tables))
        if given:
            print_unmet(profile, given, found)
        if save_to and not catalogue.column_lines(found):
            say("No profile was written: a feed says itself what each of its fields means.")
        elif save_to:
            catalogue.save_profile(kept(catalogue.profile_from(found), given), save_to, catalogue.notes_on(found))
            names = " ".join(shlex.quote(str(file)) for file in files)
            say(f"Profile: {save_to}. Correct it there, then: stocktake catalogue check {names} --profile {save_to}")
        if out:
            write_report(tables, out)


def write_report(tables: Path, out: Path) -> None:
    """Write the data-quality report, and put the tables in the place of those of an earlier check."""
    from stocktake.reports.quality_report import quality_report  # here: other commands need no reports

    report = quality_report(tables, out)
    shutil.rmtree(out / "tables", ignore_errors=True)
    tables.rename(out / "tables")
    say(f"Canonical tables: {out / 'tables'}")
    say(f"Data-quality report: {report.page}")
    say(f"Fix list: {report.fix_list}")
    if report.reservations:
        say(f"Reservations of text and data mining: {report.reservations}")


def kept(profile: catalogue.Profile, given: catalogue.Profile | None) -> catalogue.Profile:
    """The profile that was found, with the settings of the given one that no reading tells."""
    if given is None:
        return profile
    asked = ("sheets", "date_locale", "strict", "hidden_rows", "repair_mojibake")
    return replace(profile, **{name: getattr(given, name) for name in asked})


def print_columns(found: catalogue.Catalogue) -> None:
    """The columns of tables: what is doubtful first, then what is sure, then what is left out; each with its line for a
    profile."""
    lines = catalogue.column_lines(found)
    several = len({line.place for line in lines}) > 1
    doubtful = [line for line in lines if line.doubt]
    sure = [line for line in lines if not line.doubt and line.target]
    left_out = [line for line in lines if not line.doubt and not line.target]
    header = (*(("file", "sheet") if several else ()), "column", "taken for", "by", "filled", "example")
    for title, these in (("Columns to look at", doubtful), ("Columns", sure)):
        if these:
            rows = [(*(line.place if several else ()), *_told(line)) for line in these]
            table(title, (*header, "line for the profile"), rows)
    if left_out:
        rows = [(*(line.place if several else ()), line.column, line.why) for line in left_out]
        table("Columns left out", (*(("file", "sheet") if several else ()), "column", "why"), rows)


def _told(line: catalogue.Line) -> tuple[object, ...]:
    suggested = catalogue.mapping_line(line.key, line.target or "…")
    how = f"{line.how}: {line.why}" if line.doubt else line.how
    return line.column, line.target or "nothing", how, line.n_filled, line.example, suggested


def print_unmet(path: Path | None, profile: catalogue.Profile, found: catalogue.Catalogue) -> None:
    """The columns that the profile maps and no file has."""
    for name in catalogue.unmet(profile, found):
        say(f"The profile {path} maps {name!r}, which no file has. Check its name, or take the line out.")


def print_rows(found: catalogue.Catalogue, quality: catalogue.Quality) -> None:
    """Rows in = used + rejected + ignored, the identifiers, and the first rejected rows."""
    files = found.files.select(
        "source_file", "sheet", "rows_in", "rows_used", "rows_rejected", "rows_ignored", "ignored_reasons"
    )
    table("Rows", ("file", "sheet", "in", "used", "rejected", "ignored", "ignored why"), files.rows())
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
    if found := [row for row in gaps if row[1]]:
        table("Worth mending", ("what", "count"), found)
