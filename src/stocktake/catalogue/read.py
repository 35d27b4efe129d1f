"""The catalogue: every file, sheet by sheet and feed by feed, into one set of canonical tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from stocktake.catalogue.container import TABLES, Kind, Source, open_sources
from stocktake.catalogue.delimiter import declared_delimiter, sniff_delimiter
from stocktake.catalogue.encoding import decode
from stocktake.catalogue.grid import Grid
from stocktake.catalogue.profile import Profile
from stocktake.catalogue.regular import NO_DELIMITER, read_delimited
from stocktake.catalogue.remarks import encoding_remarks
from stocktake.catalogue.sheet import Reading, read_sheet
from stocktake.catalogue.tables import Catalogue, joined
from stocktake.catalogue.workbook import read_workbook
from stocktake.errors import BadInput, UsageProblem


def read(paths: Sequence[Path], profile: Profile | None = None) -> Catalogue:
    """`read_parts`, put together."""
    return joined(list(read_parts(paths, profile)))


def read_parts(paths: Sequence[Path], profile: Profile | None = None) -> Iterator[Catalogue]:
    """Read tables and feeds into canonical tables, in the order given: a part a sheet, many parts a feed.

    Every row or product is used, rejected with a reason and advice, or ignored under a named rule; the counts of each
    file are checked to add up. A feed of any size takes bounded memory. The ONIX files are read together, where the
    first of them stands, because a later one may replace what an earlier one says.
    Raises BadInput for a file that is missing, empty, of no known format, protected, or without any column of titles
    or identifiers; UsageProblem for a profile that does not fit.
    """
    settings = profile or Profile()
    sources = open_sources(paths)
    feeds = [source for source in sources if source.kind is Kind.ONIX]
    used_ids: set[int] = set()
    for source in sources:
        if source.kind in TABLES:
            yield from _read_file(source, settings)
        elif source.kind is not Kind.ONIX:
            yield from _feeds().read_feed(source, used_ids)
        elif source is feeds[0]:
            yield from _feeds().read_onix(feeds, used_ids)


def _feeds() -> ModuleType:
    """Imported when there is a feed: a table needs no reader of XML."""
    from stocktake.catalogue import feeds

    return feeds


def _read_file(source: Source, profile: Profile) -> list[Catalogue]:
    grids = _text_grid(source, profile) if source.kind is Kind.TEXT else _sheets(source, profile)
    readings = [read_sheet(source, grid, profile, alone=len(grids) == 1) for grid in grids]
    if not any(reading.usable for reading in readings):
        raise BadInput(source.path, _what_was_found(readings), _MAP_IT)
    return [reading.tables for reading in readings]


_MAP_IT = 'Name the column of titles or ISBNs in a profile, for example: [mapping] "Name of work" = "title".'


def _what_was_found(readings: Sequence[Reading]) -> str:
    names = [name for reading in readings for name in reading.tables.columns["column"].to_list()]
    if not names:
        return "has no column of titles or identifiers."
    return f"has no column of titles or identifiers (columns: {', '.join(names[:20])})."


def _text_grid(source: Source, profile: Profile) -> list[Grid]:
    decoded = decode(source.path, source.read(), profile.encoding)
    delimiter = profile.delimiter or declared_delimiter(decoded.data) or sniff_delimiter(decoded.data)
    grid = read_delimited(decoded.data, delimiter)
    shown = None if delimiter == NO_DELIMITER else delimiter
    return [
        replace(
            grid,
            encoding=decoded.encoding,
            delimiter=shown,
            remarks=(*encoding_remarks(decoded), *grid.remarks),
        )
    ]


def _sheets(source: Source, profile: Profile) -> list[Grid]:
    """The sheets of a workbook; those that the profile does not list are marked as left out."""
    grids = read_workbook(source.path, source.read(), read_hidden=profile.hidden_rows == "read")
    present = {grid.sheet for grid in grids}
    missing = [name for name in profile.sheets if name not in present]
    if missing:
        has = ", ".join(sorted(present))
        raise UsageProblem(f"The profile lists the sheet {missing[0]!r}, but {source.label} has: {has}.")
    if not profile.sheets:
        return grids
    return [replace(grid, left_out=None if grid.sheet in profile.sheets else "sheet_not_in_profile") for grid in grids]
