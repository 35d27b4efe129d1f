"""A catalogue and a prepared reference from literal rows, without files of anybody's, and the matching run on them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from stocktake.catalogue.tables import SCHEMAS, shaped
from stocktake.matching.candidates import find_pairs
from stocktake.matching.decisions import COLUMNS, read_history
from stocktake.matching.judging import judge_pairs, weigh_pairs
from stocktake.matching.sources import add_sources
from stocktake.reference.prepared.counts import write_counts
from stocktake.reference.prepared.index import index
from stocktake.reference.prepared.parts import WORK
from stocktake.settings import Machine, Rules
from stocktake.text.comparable import with_comparable_columns
from stocktake.text.contributors import contributors_frame
from stocktake.text.identifiers import identifiers_frame
from stocktake.warehouse.connection import add_rows, connect
from tests.sql.given import empty_sources

Row = Mapping[str, str | None]


def write_catalogue(folder: Path, rows: Sequence[Row]) -> None:
    """Listed titles with `title, authors, isbn, year, publisher, language`; `title_id` counts them from 0."""
    numbered = frame_of(rows).with_columns(
        pl.format("t{}", pl.col("no").cast(pl.String).str.zfill(5)).alias("title_id")
    )
    folder.mkdir(parents=True, exist_ok=True)
    titles = with_comparable_columns(shaped("titles", numbered.drop("no").rename({"authors": "contributors"})))
    names = contributors_frame(numbered, "title_id", "authors", "auto")
    identifiers = identifiers_frame(numbered, "title_id", "isbn")
    tables = {
        "titles": titles,
        "contributors": shaped("contributors", names),
        "identifiers": shaped("identifiers", identifiers),
    }
    for name in SCHEMAS:
        tables.get(name, pl.DataFrame(schema=SCHEMAS[name])).write_parquet(folder / f"{name}.parquet")


def write_reference(folder: Path, rows: Sequence[Row]) -> None:
    """Records with `title, authors, isbn, year, publisher, language`; `record_id` counts them from 0; with index."""
    records = frame_of(rows).rename({"no": "record_no"})
    names = contributors_frame(records, "record_no", "authors", "auto")
    identifiers = identifiers_frame(records, "record_no", "isbn")
    texts = records.drop("isbn").with_columns(pl.format("r{}", "record_no").alias("record_id"))
    tables = {
        "records": with_comparable_columns(texts),
        "contributors": names,
        "identifiers": identifiers,
    }
    for name, table in tables.items():
        schema = empty_sources()[f"reference_{name}"]
        (folder / name).mkdir(parents=True)
        pl.concat([schema, table], how="diagonal_relaxed").select(
            pl.col(c).cast(k) for c, k in schema.schema.items()
        ).write_parquet(folder / name / "part.parquet")
    write_counts(folder / WORK, "part.parquet", pl.read_parquet(folder / "records"), identifiers, names)
    index(folder, machine=Machine(threads=2))


def frame_of(rows: Sequence[Row]) -> pl.DataFrame:
    columns = ("title", "authors", "isbn", "year", "publisher", "language")
    frame = pl.DataFrame(
        [[row.get(c) for c in columns] for row in rows], schema=dict.fromkeys(columns, pl.String), orient="row"
    )
    return frame.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("no"), pl.all())


@contextmanager
def proposed(
    folder: Path, work: str, rules: Rules | None = None, machine: Machine | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in which the pairs are proposed, from `folder/catalogue` and `folder/reference`."""
    with connect(folder / work, machine or Machine(threads=2)) as con:
        add_sources(con, folder / "catalogue", folder / "reference", rules or Rules())
        add_rows(con, "decisions_given", read_history(None).select(COLUMNS))
        find_pairs(con)
        yield con


def propose_every_pair(con: duckdb.DuckDBPyConnection) -> None:
    """Brute force: every listed title beside every record, with the identifiers that they share."""
    con.execute(
        "create or replace table int_pairs__united as "
        "select titles.title_no, records.record_no, coalesce(hits.n_identifiers, 0)::usmallint as n_identifiers, "
        "hits.identifier, coalesce(hits.is_weak, false) as is_weak "
        "from int_titles__numbered as titles cross join stg_reference__records as records "
        "left join int_identifier_hits__joined as hits "
        "on hits.title_no = titles.title_no and hits.record_no = records.record_no"
    )


def judged(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Every weighed pair with its reason and verdict (null: not shown), in order."""
    weigh_pairs(con)
    judge_pairs(con)
    frame: pl.DataFrame = con.sql(
        "select title_no, record_no, n_identifiers, bits, probability, reason, verdict, title_outcome, author_outcome "
        "from int_pairs__reasoned join stg_rules__reasons using (reason) order by title_no, record_no"
    ).pl()
    return frame


def misspelt(text: str, draw: random.Random) -> str:
    """One letter doubled, lost, swapped with the next, or another."""
    place = draw.randrange(1, max(len(text) - 1, 2))
    before, letter, after = text[:place], text[place : place + 1], text[place + 1 :]
    return draw.choice(
        [
            before + letter * 2 + after,
            before + after,
            before + after[:1] + letter + after[1:],
            before + draw.choice("aeinrst") + after,
        ]
    )
