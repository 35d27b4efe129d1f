"""Popular books as a spreadsheet has them: with their ISBN hidden against library records, and damaged against itself.

Source: goodbooks-10k, 10,000 books of Goodreads. Licence: CC BY-SA 4.0. Conversion: authors, listed with commas, are
joined by semicolons; year is that of first publication. Leading zeros of ISBN-10s, lost in a spreadsheet, are put
back to find the 79 that `loc_books` shares; that is the only use made of identifiers. Noise: the titles as they
stand (series in brackets) against the library records; for the second run the three levels of `noise`, and the
series dropped from every second title, against the undamaged list as the reference."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import polars as pl

from bench.accuracy import doors, loc_books
from bench.accuracy.noise import LEVELS, Row, damaged
from bench.accuracy.people import letters, persons
from bench.accuracy.result import Cell, SetResult, Table, share
from bench.accuracy.titles_found import FOUND, count, judged, run_links
from bench.accuracy.truth import SAME, Work, relation, title_key

FILE = "goodbooks/books.csv"
SEED = 2026
_SERIES = re.compile(r"\s*\([^)]*#[^)]*\)$")
_LANGUAGES = {"en-US": "eng", "en-GB": "eng", "en-CA": "eng", "en": "eng"}


def books(data: Path) -> pl.DataFrame:
    """`book_id, title, authors, year, language, isbn10` as text."""
    frame = pl.read_csv(data / FILE, infer_schema=False)
    return frame.select(
        "book_id",
        "title",
        pl.col("authors").str.replace_all(", ", "; ").alias("authors"),
        pl.col("original_publication_year").str.replace(r"\.0$", "").alias("year"),
        pl.col("language_code").replace(_LANGUAGES).alias("language"),
        pl.col("isbn").str.zfill(10).alias("isbn10"),
    )


def measure(data: Path, work: Path) -> SetResult:
    """Against the library records, and against itself."""
    listed = books(data)
    shared, cost = _against_loc(data, listed, work)
    itself, figures, spent = _against_itself(listed, work)
    about = (__doc__ or "").split("\n\n", 1)[1]
    return SetResult("Popular books (goodbooks)", about, figures, [shared, itself], cost + spent)


def isbn13(isbn10: str) -> str:
    """The ISBN-13 of an ISBN-10: 978, its first nine digits and a new check digit; no check is made."""
    digits = f"978{isbn10[:9]}"
    return digits + str(-sum(int(d) * (1, 3)[n % 2] for n, d in enumerate(digits)) % 10)


def work_of(row: dict[str, Any]) -> Work:
    """The work of a row of `books`: title without series, subtitle after a colon, persons."""
    title, _, subtitle = _SERIES.sub("", row["title"]).partition(": ")
    people = persons((row["authors"] or "").split("; "))
    return Work(title_key(title), "", letters(subtitle), people, frozenset(), "", "", "")


def _against_loc(data: Path, listed: pl.DataFrame, work: Path) -> tuple[Table, doors.Cost]:
    frame = loc_books.records(data)
    frame.write_parquet(work / "loc_all.parquet")
    cost = doors.build_reference(work / "loc_all.parquet", work / "loc_all_store", doors.LOC_MAPPING)
    _catalogue([_row(book) for book in listed.iter_rows(named=True)]).write_csv(work / "goodbooks.csv")
    cost += doors.reconcile(work / "goodbooks.csv", work / "loc_all_store", work / "goodbooks")
    links = run_links(work / "goodbooks" / "latest", (*FOUND, "CHECK"))
    return _shared_table(_shared(listed, frame), links, frame), cost


def _shared(listed: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """`book_id, lccn` of books and records that share an ISBN."""
    valid = listed.filter(pl.col("isbn10").str.contains(r"^\d{9}[\dX]$"))
    ours = valid.with_columns(pl.Series("isbn", [isbn13(value) for value in valid["isbn10"]], pl.String))
    theirs = frame.select("lccn", pl.col("isbn13").alias("isbn")).explode("isbn").drop_nulls()
    return ours.join(theirs, on="isbn").select("book_id", "lccn").unique().sort("book_id", "lccn")


def _shared_table(shared: pl.DataFrame, links: pl.DataFrame, frame: pl.DataFrame) -> Table:
    """What became of the books that share an ISBN with a record, when the ISBN could not be seen."""
    own = shared.rename({"book_id": "left_id", "lccn": "record"}).join(links, on="left_id", how="left")
    works = loc_books.works(frame, {*shared["lccn"], *links["right_id"]})
    rows = [(row, _relation_of(works, row)) for row in own.iter_rows(named=True)]
    n_books = shared["book_id"].n_unique()
    found = {row["left_id"] for row, kind in rows if kind == SAME and row["verdict"] in FOUND}
    checked = {row["left_id"] for row, kind in rows if kind == SAME and row["verdict"] == "CHECK"} - found
    return Table(
        "Against 250,000 library records, for the books that share an ISBN with one (the ISBN hidden)",
        ["books", "the record's work CONFIRMED or PROBABLE", "the record's work CHECK only"],
        [[n_books, share(len(found), n_books), share(len(checked), n_books)]],
    )


def _relation_of(works: dict[str, Work], row: dict[str, Any]) -> str | None:
    if row["right_id"] is None:
        return None
    same = row["right_id"] == row["record"]
    return SAME if same else relation(works[row["record"]], works[row["right_id"]])


def _against_itself(listed: pl.DataFrame, work: Path) -> tuple[Table, dict[str, float | None], doors.Cost]:
    reference = listed.drop("isbn10").rename({"book_id": "record_id"})
    reference.write_csv(work / "goodbooks_reference.csv")
    cost = doors.build_reference(work / "goodbooks_reference.csv", work / "goodbooks_store")
    works = {row["book_id"]: work_of(row) for row in listed.iter_rows(named=True)}
    rows: list[list[Cell]] = []
    figures: dict[str, float | None] = {}
    for level in LEVELS:
        _catalogue([_damaged(book, level) for book in listed.iter_rows(named=True)]).write_csv(work / f"{level}.csv")
        cost += doors.reconcile(work / f"{level}.csv", work / "goodbooks_store", work / f"goodbooks_{level}")
        links = run_links(work / f"goodbooks_{level}" / "latest")
        found = count(judged(links, works, works), set(works), set())
        figures |= {f"{level}_precision": found.precision, f"{level}_recall": found.recall}
        rows.append([level, found.n_there, *found.shares(), found.f1, found.n_undecided])
    heads = ["damage", "titles", "precision of works", "recall of titles", "F1", "undecided"]
    return Table("Damaged, against the undamaged list: CONFIRMED and PROBABLE, by work", heads, rows), figures, cost


def _row(book: dict[str, Any]) -> Row:
    given = {"row_id": book["book_id"], "title": book["title"], "subtitle": None, "contributors": book["authors"]}
    return given | {"year": book["year"], "publisher": None, "language": book["language"]}


def _damaged(book: dict[str, Any], level: str) -> Row:
    row = _row(book)
    if random.Random(f"series:{book['book_id']}").random() < 0.5:
        row["title"] = _SERIES.sub("", row["title"] or "")
    title, colon, subtitle = (row["title"] or "").partition(": ")
    return damaged(row | ({"title": title, "subtitle": subtitle} if colon else {}), level, SEED)


def _catalogue(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))
