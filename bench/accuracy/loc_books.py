"""Library of Congress book records as listed titles and as a reference.

Source: 250,000 records of the Library of Congress, mostly of 1999 to 2001, half of them not in English. Licence: a
work of the US government, in the public domain. Conversion: a title is 245 a, n and p joined by full stops, its
subtitle 245 b, contributors 100 and 700; the reference is read by the product through
`docs/mappings/loc_books.toml`."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import polars as pl

from bench.accuracy.noise import Row, damaged
from bench.accuracy.truth import Work, title_key, work_of

FOLDER = "loc_books"
_ENDS = " /:;=,."
Record = dict[str, Any]


def records(data: Path) -> pl.DataFrame:
    """All records; `lccn` without blanks is their id."""
    return pl.read_parquet(data / FOLDER / "*.parquet").with_columns(pl.col("lccn").str.strip_chars())


def chosen(frame: pl.DataFrame, n: int, seed: int) -> list[Record]:
    """`n` records of different titles, drawn by seed; a record without a letter or digit in its title is left out."""
    order = list(range(frame.height))
    random.Random(seed).shuffle(order)
    drawn: dict[str, Record] = {}
    for position in order:
        record = frame.row(position, named=True)
        key = title_key(record["title_a"])
        if key:
            drawn.setdefault(key, record)
        if len(drawn) == n:
            break
    return list(drawn.values())


def without_works(frame: pl.DataFrame, gone: list[Record]) -> pl.DataFrame:
    """The records whose title (245 a) is none of those given: these works have no record in what is left."""
    keys = {title_key(record["title_a"]) for record in gone}
    kept = [title_key(title) not in keys for title in frame["title_a"]]
    return frame.filter(pl.Series("kept", kept, pl.Boolean))


def works(frame: pl.DataFrame, wanted: set[str]) -> dict[str, Work]:
    """The works of the records with the wanted ids."""
    rows = frame.filter(pl.col("lccn").is_in(list(wanted))).iter_rows(named=True)
    return {row["lccn"]: work_of(row) for row in rows}


def listed(record: Record) -> Row:
    """The record as a row of a canonical catalogue, without identifiers."""
    parts = (record[name].strip(_ENDS) for name in ("title_a", "title_n", "title_p"))
    names = [name.strip(" ,") for name in (record["author_100"], *(record["added_700"] or [])) if name]
    return {
        "row_id": record["lccn"],
        "title": ". ".join(filter(None, parts)),
        "subtitle": record["title_b"].strip(_ENDS) or None,
        "contributors": "; ".join(names) or None,
        "isbn": None,
        "edition": (record["edition_250"] or "").strip(" /") or None,
        "year": record["year_008"] or None,
        "publisher": (record["publisher"] or "").strip(" ,:;") or None,
        "language": record["lang"] or None,
    }


def catalogue(chosen_records: list[Record], level: str, seed: int) -> pl.DataFrame:
    """Canonical rows of the records, damaged at a level of `noise`."""
    schema = dict.fromkeys(listed(chosen_records[0]), pl.String)
    return pl.DataFrame([damaged(listed(record), level, seed) for record in chosen_records], schema=schema)
