"""One sheet, or one text file, from its rows to canonical tables, with every row accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from stocktake.catalogue.canonical import canonical, cleaned
from stocktake.catalogue.columns import Column, map_columns, usable
from stocktake.catalogue.container import Source
from stocktake.catalogue.grid import Grid, Remark
from stocktake.catalogue.header import Header, find_header
from stocktake.catalogue.identify import identifiers_of, rows_with_identifier, rows_with_lost_digits
from stocktake.catalogue.members import lists_members, member_rows, without_members
from stocktake.catalogue.people import People, contributors_table, people_of
from stocktake.catalogue.person_numbers import name_identifiers_of, other_names_of, wrong_numbers
from stocktake.catalogue.profile import Profile
from stocktake.catalogue.related import related_of
from stocktake.catalogue.remarks import (
    REJECTED,
    column_remarks,
    lost_digits,
    mojibake_remarks,
    remark_frame,
    row_remarks,
    unknown_column,
)
from stocktake.catalogue.rows import misshapen, with_rules
from stocktake.catalogue.tables import SCHEMAS, Catalogue, shaped
from stocktake.errors import StocktakeError, UsageProblem

_LONGEST_RAW = 500
_DELETIONS = ".del"
"""A file of Nielsen's that lists what was taken out. Nothing but its name says so: its columns are those of a list."""


@dataclass(frozen=True)
class Reading:
    """The tables of one sheet, and whether any of its columns can tell titles apart."""

    tables: Catalogue
    usable: bool


def read_sheet(source: Source, grid: Grid, profile: Profile, *, alone: bool = True) -> Reading:
    """Read one sheet. A sheet without a title or identifier column is ignored whole, row by counted row, unless it is a
    list of members. `alone`: no other sheet stands in the file."""
    profile = profile.for_sheet(source.label, grid.sheet)
    if grid.left_out or not grid.cells:
        return _left_out(source, grid, Header(()), [], grid.left_out or "empty_sheet")
    header = find_header(grid, profile.header_line, alone=alone)
    if source.path.suffix.lower() == _DELETIONS:
        return replace(_left_out(source, _without_header(grid, header), header, [], "deletion"), usable=True)
    rows = with_rules(grid, header)
    kept = rows.filter(pl.col("rule").is_null())
    kept = kept.with_columns(misshapen(kept, grid.cells, _expected_width(grid, header)).alias("reason"))
    columns = map_columns(kept.filter(pl.col("reason").is_null()).select(grid.cells), header, profile)
    of_members = lists_members(columns, alone=alone)
    if not usable(columns) and not of_members:
        return _left_out(source, grid, header, columns, "sheet_without_titles")
    if profile.strict:
        _refuse_unknown(source, columns)
    return Reading(_read_rows(source, grid, header, rows, kept, columns, profile, of_members), usable=True)


def _refuse_unknown(source: Source, columns: list[Column]) -> None:
    unknown = [unknown_column(source.label, column.name) for column in columns if column.how == "unknown"]
    if unknown:
        raise UsageProblem("UnknownColumn: " + " ".join(unknown))


def _read_rows(
    source: Source,
    grid: Grid,
    header: Header,
    rows: pl.DataFrame,
    kept: pl.DataFrame,
    columns: list[Column],
    profile: Profile,
    of_members: bool,
) -> Catalogue:
    """`rows` is every row with its rule, `kept` those without one, with the reason of the misshapen."""
    where = {"source_file": source.label, "sheet": grid.sheet}
    expected = _expected_width(grid, header)
    sound = kept.filter(pl.col("reason").is_null())
    cells = cleaned(sound, columns, profile)
    people = people_of(cells, columns, profile)
    identifiers = identifiers_of(cells, columns, sound)
    titles = canonical(cells, columns, people, profile).with_columns(reason=_reason(identifiers))
    members = member_rows(titles if of_members else titles.clear(), cells, columns, people)
    members = members.with_columns(title_ids(source, grid.sheet, members["line"]).alias("member_id"))
    if of_members:
        titles = without_members(titles, members)
    used = titles.filter(pl.col("reason").is_null())
    used = used.with_columns(title_ids(source, grid.sheet, used["line"]))
    rejected = pl.concat([frame.drop_nulls("reason").select("row", "reason") for frame in (kept, titles)])
    contributors = contributors_table(used, people)
    numbers = name_identifiers_of(cells, columns, contributors)
    remarks = [
        *grid.remarks,
        *column_remarks(columns, profile, source.label),
        *mojibake_remarks(sound, columns, profile),
    ]
    warnings = [
        remark_frame(remarks),
        row_remarks(sound.join(used.select("row"), on="row", how="semi", maintain_order="left"), expected),
        lost_digits(used, identifiers),
        wrong_numbers(cells, columns, pl.concat([found.select("row", "line") for found in (used, members)])),
    ]
    return Catalogue(
        titles=shaped("titles", used.rename({"line": "source_line"}), **where),
        contributors=shaped("contributors", contributors),
        identifiers=shaped("identifiers", _with_title_id(identifiers, used)),
        rejected_rows=_rejected(rows, rejected, columns, where),
        ignored_rows=_ignored(rows, where),
        warnings=pl.concat([shaped("warnings", frame, **where) for frame in warnings]),
        columns=_column_report(columns, where),
        files=_file_report(source, grid, header, rows, len(used) + len(members), len(rejected), _told(people)),
        name_identifiers=shaped("name_identifiers", numbers),
        related=shaped("related", _with_title_id(related_of(cells, columns), used)),
        other_names=shaped("other_names", other_names_of(cells, columns, contributors)),
        members=shaped("members", members.rename({"line": "source_line"}), **where),
    )


def _told(people: People) -> str | None:
    """The convention worth keeping in a profile: that of a plain column. Merged columns have one each."""
    return None if people.merged else people.convention


def _with_title_id(found: pl.DataFrame, used: pl.DataFrame) -> pl.DataFrame:
    return found.join(used.select("row", "title_id"), on="row", maintain_order="left")


def _expected_width(grid: Grid, header: Header) -> int | None:
    """Cells that a row of a text file should have: as many as its header row; without one, as the widest
    row."""
    widths = grid.frame["width"]
    if widths.null_count() == len(widths):
        return None
    return int(widths[header.first]) if header.line is not None else len(grid.cells)


def _reason(identifiers: pl.DataFrame) -> pl.Expr:
    """Why a row tells no title apart; null when it has a title or an identifier of a known class."""
    known = pl.col("row").is_in(rows_with_identifier(identifiers).implode())
    lost = pl.col("row").is_in(rows_with_lost_digits(identifiers).implode())
    return (
        pl.when(pl.col("title").is_not_null() | known)
        .then(pl.lit(None, pl.String))
        .when(lost)
        .then(pl.lit("isbn_digits_lost"))
        .otherwise(pl.lit("no_title_no_identifier"))
    )


def title_ids(source: Source, sheet: str, lines: pl.Series) -> pl.Series:
    """The first 16 hex digits of sha256("<file sha256>:<sheet>:<line>"): better cleaning never renames a
    row."""
    stem = hashlib.sha256(f"{source.sha256}:{sheet}:".encode())

    def title_id(line: int) -> str:
        digest = stem.copy()
        digest.update(str(line).encode())
        return digest.hexdigest()[:16]

    return pl.Series("title_id", [title_id(line) for line in lines.to_list()], dtype=pl.String)


def _rejected(rows: pl.DataFrame, rejected: pl.DataFrame, columns: list[Column], where: dict[str, str]) -> pl.DataFrame:
    """Rejected rows in order of line. Their raw text leaves out personal columns; a row whose cells have
    shifted shows nothing when the file has such columns."""
    found = rows.join(rejected, on="row", maintain_order="left").drop("rule")
    personal = {column.cell for column in columns if column.personal}
    shown = [pl.col(name) for name in rows.columns if name[0] == "c" and name not in personal]
    raw = pl.concat_str(shown, separator=" | ", ignore_nulls=True).str.slice(0, _LONGEST_RAW)
    if personal:
        shifted = pl.col("reason").is_in(["too_many_cells", "unbalanced_quote"])
        raw = pl.when(shifted).then(pl.lit("(not shown: the file has personal columns)")).otherwise(raw)
    advice = pl.col("reason").replace_strict(REJECTED, return_dtype=pl.String)
    return shaped("rejected_rows", found.with_columns(raw=raw, advice=advice, source_line=pl.col("line")), **where)


def _ignored(rows: pl.DataFrame, where: dict[str, str]) -> pl.DataFrame:
    found = rows.drop_nulls("rule").select("rule", pl.col("line").alias("source_line"))
    return shaped("ignored_rows", found, **where)


def _column_report(columns: Iterable[Column], where: dict[str, str]) -> pl.DataFrame:
    report = [
        (c.name, c.target.field if c.target else None, _target(c), c.how, c.detail, c.n_filled, c.example)
        for c in columns
    ]
    names = ("column", "mapped_to", "target", "how", "detail", "n_filled", "example")
    schema = {name: SCHEMAS["columns"][name] for name in names}
    return shaped("columns", pl.DataFrame(report, schema=schema, orient="row"), **where)


def _target(column: Column) -> str | None:
    return str(column.target) if column.target else None


def _file_report(
    source: Source,
    grid: Grid,
    header: Header,
    rows: pl.DataFrame,
    used: int,
    rejected: int,
    convention: str | None,
) -> pl.DataFrame:
    """One row of accounts. Raises if a row was lost on the way: that is a mistake of this program, not of the
    file."""
    counts = rows.drop_nulls("rule")["rule"].value_counts().sort("rule").rows()
    ignored = sum(count for _, count in counts)
    if len(rows) != used + rejected + ignored:
        raise StocktakeError(
            f"{source.label}: {len(rows)} rows went in, but {used} used, {rejected} rejected "
            f"and {ignored} ignored came out."
        )
    return shaped(
        "files",
        pl.DataFrame({"_": [None]}),
        source_file=source.label,
        sha256=source.sha256,
        bytes=source.size,
        sheet=grid.sheet,
        header_line=header.line,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        contributors_convention=convention,
        rows_in=len(rows),
        rows_used=used,
        rows_rejected=rejected,
        rows_ignored=ignored,
        ignored_reasons="; ".join(f"{rule}: {count}" for rule, count in counts),
    )


def _left_out(source: Source, grid: Grid, header: Header, columns: list[Column], rule: str) -> Reading:
    """A sheet that is not read: all of its rows are ignored under one rule."""
    rows = grid.frame.with_columns(rule=pl.lit(rule))
    where = {"source_file": source.label, "sheet": grid.sheet}
    tables = Catalogue(
        titles=shaped("titles", pl.DataFrame(schema=SCHEMAS["titles"])),
        contributors=pl.DataFrame(schema=SCHEMAS["contributors"]),
        identifiers=pl.DataFrame(schema=SCHEMAS["identifiers"]),
        rejected_rows=pl.DataFrame(schema=SCHEMAS["rejected_rows"]),
        ignored_rows=_ignored(rows, where),
        warnings=shaped("warnings", remark_frame(_why_left_out(rule, grid)), **where),
        columns=_column_report(columns, where),
        files=_file_report(source, grid, header, rows, 0, 0, None),
    )
    return Reading(tables, usable=False)


def _without_header(grid: Grid, header: Header) -> Grid:
    at = pl.int_range(pl.len())
    return replace(grid, frame=grid.frame.filter((at < header.first) | (at > header.last)))


def _why_left_out(rule: str, grid: Grid) -> Iterable[Remark]:
    if not grid.cells:
        return
    advice = {
        "hidden_sheet": 'The sheet is hidden. Show it, or set `hidden_rows = "read"` in the profile.',
        "sheet_without_titles": "No column of the sheet holds titles or identifiers, so it was left out.",
        "deletion": "The file is named .del: it lists what its sender deleted. Nothing in it is taken for a title, and "
        "nothing is taken out of other files; leave such titles out of them.",
        "sheet_not_in_profile": "The profile does not list the sheet, so it was left out.",
    }
    yield Remark(rule, advice[rule])
