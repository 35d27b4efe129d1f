"""What was found in a catalogue, as a profile: to be saved, corrected by hand and used next time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from stocktake.catalogue.profile import Profile
from stocktake.catalogue.synonyms import by_likeness, by_name, compact
from stocktake.catalogue.tables import Catalogue

_HOW_RANK = {"profile": 0, "synonym": 1, "fuzzy": 2, "content": 3}
_IS_TABLE = pl.col("format").is_null() | pl.col("format").is_in(["text", "workbook"])
Row = dict[str, Any]
"""A row of the columns table."""
Place = tuple[str, str]
"""File and sheet."""


@dataclass(frozen=True, slots=True)
class Line:
    """One column in the report, with what to think of it. `doubt` is 0 for a sure one, more for a more doubtful one;
    `key` is its name in a profile."""

    place: Place
    column: str
    key: str
    target: str | None
    how: str
    why: str
    n_filled: int
    example: str | None
    doubt: int

    @property
    def note(self) -> str:
        """What a profile says beside the column."""
        seen = f'"{self.example[:40]}"' if self.example else ""
        return ", ".join(filter(None, (self.why, f"for example {seen}" if seen else "")))


def column_lines(catalogue: Catalogue) -> list[Line]:
    """Every column of the sheets that were read, the most doubtful first, then as they stand.

    Doubtful are columns that no rule maps, then those whose name is only like a known one, then those told by their
    cells. A column of another meaning in another sheet, or of one sheet among several, has its place in its key.
    """
    rows = list(_rows_of_tables(catalogue))
    places = {(row["source_file"], row["sheet"]) for row in rows}
    keys = _keys(rows, places)
    lines = [_line(row, keys[row["source_file"], row["sheet"], row["column"]]) for row in rows]
    return sorted(lines, key=lambda line: -line.doubt)


def _rows_of_tables(catalogue: Catalogue) -> Iterator[Row]:
    tables = catalogue.files.filter((pl.col("rows_used") > 0) & _IS_TABLE)
    on = ["source_file", "sheet"]
    yield from catalogue.columns.join(tables, on=on, how="semi", maintain_order="left").iter_rows(named=True)


def _keys(rows: list[Row], places: set[Place]) -> dict[tuple[str, str, str], str]:
    """The bare name where all sheets agree on the column, else with the sheet, the file or both in front."""
    means: dict[str, set[tuple[Place, str | None]]] = defaultdict(set)
    for row in rows:
        means[compact(row["column"])].add(((row["source_file"], row["sheet"]), row["target"]))
    bare = {
        name
        for name, found in means.items()
        if len({place for place, _ in found}) == len(places) and len({target for _, target in found}) == 1
    }
    keys = {}
    for row in rows:
        place = (row["source_file"], row["sheet"])
        plain = "!" not in row["column"] and (compact(row["column"]) in bare or len(places) == 1)
        keys[*place, row["column"]] = row["column"] if plain else f"{_place_name(place, places)}!{row['column']}"
    return keys


def _place_name(place: Place, places: set[Place]) -> str:
    file, sheet = place
    if sum(other == file for other, _ in places) == 1:
        return file
    return sheet if sum(other == sheet for _, other in places) == 1 else f"{file}!{sheet}"


def _line(row: Row, key: str) -> Line:
    doubt, why = _doubt(row)
    place = (row["source_file"], row["sheet"])
    return Line(place, row["column"], key, row["target"], row["how"], why, row["n_filled"], row["example"], doubt)


def _doubt(row: Row) -> tuple[int, str]:
    how, detail = row["how"], row["detail"]
    if how == "unknown":
        return 3, "no rule maps it"
    if how == "fuzzy":
        return 2, "its name is only like a known one"
    if how == "content":
        return 1, "told by its cells"
    if how == "ignored":
        return 0, str(detail or "not needed")
    filling = "used where empty" if "used where empty" in str(detail or "") else ""
    return 0, ", ".join(filter(None, ("by the profile" if how == "profile" else "by its name", filling)))


def profile_from(catalogue: Catalogue) -> Profile:
    """The mapping that was found, with every other column on the ignore list, so that reading again is the same.

    Settings of the file (delimiter, encoding, header line, how people are parted) are kept when all files agree.
    """
    lines = column_lines(catalogue)
    mapped = sorted((line for line in lines if line.target), key=_preference)
    read = catalogue.files.filter((pl.col("rows_used") > 0) & _IS_TABLE)
    encoding = _common(read, "encoding")
    header_line = _common(read, "header_line")
    mapping = {line.key: line.target for line in mapped if line.target}
    return Profile(
        mapping=mapping,
        ignore=tuple(dict.fromkeys(line.key for line in lines if not line.target and line.key not in mapping)),
        delimiter=_common(read, "delimiter"),
        encoding=encoding if encoding and " " not in encoding else None,
        header_line=int(header_line) if header_line is not None else None,
        contributors=_common(read, "contributors_convention"),
    )


def notes_on(catalogue: Catalogue) -> dict[str, str]:
    """Key → what a saved profile says beside it: by what it was told, an example, or why it is not used."""
    return {line.key: line.note for line in reversed(column_lines(catalogue))}


def unmet(profile: Profile, catalogue: Catalogue) -> list[str]:
    """The columns that a profile maps and no sheet of the catalogue has, as the profile names them."""
    met = set()
    for file, sheet in catalogue.files.select("source_file", "sheet").iter_rows():
        here = pl.all_horizontal(pl.col("source_file") == file, pl.col("sheet") == sheet)
        present = {compact(name) for name in catalogue.columns.filter(here)["column"]}
        for name, target in profile.mapping.items():
            local = Profile(mapping={name: target}).for_sheet(file, sheet).mapping
            if any(compact(column) in present for column in local):
                met.add(name)
    return [name for name in profile.mapping if name not in met]


def _preference(line: Line) -> tuple[int, int, int]:
    """The order in which columns of one meaning were preferred: gap fillers last, then by the reason and the name."""
    meaning = by_name(line.column) or by_likeness(line.column)
    return "used where empty" in line.why, _HOW_RANK.get(line.how, 9), meaning.rank if meaning else 0


def _common(files: pl.DataFrame, setting: str) -> str | None:
    """The one value that all files have, or None."""
    values = files[setting].unique().to_list()
    return str(values[0]) if len(values) == 1 and values[0] is not None else None
