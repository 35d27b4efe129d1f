"""Rows that break readers, each for one reason, and what a right reader makes of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from random import Random

from stocktake.demo.files import empty_file_values, file_values
from stocktake.demo.nasty_values import FICTION_ROWS, SCIMAG_ROWS, UPDATED_ROWS, Odd
from stocktake.demo.rows import Row, Value

HEADER = ("record_id", "code", "why", "shape", "title", "authors", "identifier", "year", "md5")


class Shape(StrEnum):
    """The shape of the INSERT statement a nasty row stands in."""

    COMPLETE = "complete insert on one line"
    BARE = "no column list"
    LINED = "a line a row"
    MYDUMPER = "double quotes, a line a row"
    REORDERED = "fewer columns in another order"


@dataclass(frozen=True, slots=True)
class Nasty:
    """A row, the reason it is here (code and sentence), and the shape of its statement."""

    row: Row
    code: str
    why: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class NastyTruth:
    """What nasty.csv says of a row: its values after decoding, exactly; None for NULL."""

    record_id: str
    code: str
    why: str
    shape: str
    title: str | None
    authors: str | None
    identifier: str | None
    year: str | None
    md5: str | None


def nasty_rows(rng: Random) -> list[Nasty]:
    """Every row of the checklist, without numbers yet."""
    tables = (("updated", UPDATED_ROWS), ("fiction", FICTION_ROWS), ("scimag", SCIMAG_ROWS))
    return [_nasty(rng, table, odd) for table, found in tables for odd in found]


def _nasty(rng: Random, table: str, odd: Odd) -> Nasty:
    files = empty_file_values(rng, table) if odd.code == "no_file" else file_values(rng, table)
    shown = "visible" if table == "scimag" else "Visible"
    values: dict[str, Value] = {**files, shown: "", "Year": "1998", **odd.values}
    if table == "scimag":
        values.setdefault("DOI", f"10.5555/nasty.{odd.code}")
    else:
        values.setdefault("Identifier", "")
        values.setdefault("Language", "English")
    return Nasty(Row(table, values, spelt=dict(odd.spelt)), odd.code, odd.why, Shape[odd.shape])


def write_nasty(path: Path, nasty: Sequence[Nasty]) -> None:
    """One line a nasty row; true values are JSON, so that NUL bytes, line ends and NULL survive a CSV."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(_line(entry) for entry in sorted(nasty, key=lambda entry: entry.row.record_id))


def _line(entry: Nasty) -> list[str]:
    row, values = entry.row, entry.row.values
    identifier = values.get("DOI") if row.table == "scimag" else values.get("Identifier")
    true = (values.get("Title", ""), values.get("Author", ""), identifier, values["Year"], values["MD5"])
    return [row.record_id, entry.code, entry.why, entry.shape, *(json.dumps(value) for value in true)]


def read_nasty(path: Path) -> list[NastyTruth]:
    """The lines of nasty.csv with their values decoded."""
    with path.open(encoding="utf-8", newline="") as source:
        lines = list(csv.reader(source))[1:]
    plain = [NastyTruth(*line) for line in lines]
    return [_decoded(truth) for truth in plain]


def _decoded(truth: NastyTruth) -> NastyTruth:
    return replace(
        truth,
        title=json.loads(str(truth.title)),
        authors=json.loads(str(truth.authors)),
        identifier=json.loads(str(truth.identifier)),
        year=json.loads(str(truth.year)),
        md5=json.loads(str(truth.md5)),
    )
