"""The whole demo in one call: people, works, records, catalogues, truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from stocktake.demo.agency import write_agency_list
from stocktake.demo.backlist import write_backlist
from stocktake.demo.cases import CASES
from stocktake.demo.decoys import decoys_of
from stocktake.demo.dump import write_cut_dump, write_dump
from stocktake.demo.isbns import IsbnMint
from stocktake.demo.listing import Placed, listings_of
from stocktake.demo.nasty import nasty_rows, write_nasty
from stocktake.demo.people import Person, cast, draw_person
from stocktake.demo.records import rows_of
from stocktake.demo.rows import Row
from stocktake.demo.titles import draw_paper
from stocktake.demo.truth import write_decoys, write_truth
from stocktake.demo.words import topics
from stocktake.demo.works import Library, Work, compose, listed_works, unlisted_work

_PAPER_SHARE = 0.15  # of the unlisted works; they have one row each, books two on average


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Where everything is: `backlist` and `agency` are the catalogues, `dump` is the reference."""

    dump: Path
    dump_cut: Path
    backlist: Path
    agency: Path
    truth: Path
    decoys: Path
    nasty: Path

    @property
    def catalogues(self) -> tuple[Path, Path]:
        """The two catalogues."""
        return self.backlist, self.agency


def generate(into: Path, seed: int = 2025, n_records: int = 20_000, n_works: int = 2_000) -> DemoFiles:
    """Writes the demo into a folder, the same bytes for the same arguments.

    `n_records` counts the rows of the three tables together; it is exceeded when the records of the listed
    works, the decoys and the nasty rows alone are more. `n_works` counts the works of both catalogues.
    """
    into.mkdir(parents=True, exist_ok=True)
    files = _files(into)
    mint = IsbnMint()
    people = cast(_stream(seed, "people"), max(30, n_works // 4))
    works, library = listed_works(_stream(seed, "works"), people, n_works, mint)
    rng = _stream(seed, "records")
    rows = [row for work in works for row in rows_of(rng, work)]
    decoys = decoys_of(_stream(seed, "decoys"), works, library, mint)
    rows += [decoy.row for decoy in decoys]
    nasty = nasty_rows(_stream(seed, "nasty"))
    missing = n_records - len(rows) - len(nasty)
    rows += _unlisted_rows(_stream(seed, "unlisted"), people, library, mint, missing)
    tables = _numbered(_stream(seed, "order"), rows, [entry.row for entry in nasty])
    write_dump(files.dump, tables, nasty)
    odd = [entry.row for entry in nasty if entry.row.table == "updated" and not entry.row.spelt]
    write_cut_dump(files.dump_cut, [*tables["updated"], *odd])
    write_nasty(files.nasty, nasty)
    placed = _catalogues(_stream(seed, "catalogues"), works, files)
    write_truth(files.truth, placed, rows)
    write_decoys(files.decoys, decoys, placed)
    return files


def _files(into: Path) -> DemoFiles:
    return DemoFiles(
        dump=into / "libgen_demo.sql",
        dump_cut=into / "libgen_demo_cut.sql",
        backlist=into / "backlist.xlsx",
        agency=into / "agency_list.csv",
        truth=into / "truth.csv",
        decoys=into / "decoys.csv",
        nasty=into / "nasty.csv",
    )


def _stream(seed: int, name: str) -> Random:
    """A source of chance of its own for each part, so that a change in one leaves the others alone."""
    return Random(f"{seed}:{name}")


def _unlisted_rows(rng: Random, people: Sequence[Person], library: Library, mint: IsbnMint, n_rows: int) -> list[Row]:
    rows: list[Row] = []
    while len(rows) < n_rows:
        is_paper = rng.random() < _PAPER_SHARE * 2
        rows += rows_of(
            rng,
            _unlisted_paper(rng, library, mint) if is_paper else unlisted_work(rng, people, library, mint),
        )
    return rows[: max(n_rows, 0)]


def _unlisted_paper(rng: Random, library: Library, mint: IsbnMint) -> Work:
    while True:
        topic = rng.choice(topics())
        author = draw_person(rng, rng.choice(("eng", "eng", "eng", "deu", "fra", "spa")), topic)
        spec = draw_paper(rng, topic)
        if library.is_free(spec, (author,)):
            return compose(rng, 0, CASES["paper"], spec, (author,), mint)


def _numbered(rng: Random, rows: Sequence[Row], odd: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows table by table in random order, with rising IDs that have gaps; the nasty rows come after."""
    tables: dict[str, list[Row]] = {"updated": [], "fiction": [], "scimag": []}
    for row in rng.sample(rows, len(rows)):
        tables[row.table].append(row)
    for table, found in tables.items():
        number = 0
        for row in [*found, *(row for row in odd if row.table == table)]:
            number += 1 if rng.random() < 0.9 else rng.randint(2, 40)
            row.number = number
    return tables


def _catalogues(rng: Random, works: Sequence[Work], files: DemoFiles) -> list[Placed]:
    listings = [listing for work in works for listing in listings_of(rng, work)]
    house = [listing for listing in listings if not listing.work.in_agency_list]
    agency = [listing for listing in listings if listing.work.in_agency_list]
    return write_backlist(files.backlist, rng, house) + write_agency_list(files.agency, agency)
