"""Common names on generic titles: nothing that is found can be right.

Source: made here, by `tests/matching/namesakes.py` (no licence needed): 20 of the commonest family names and 15
given names of English, Chinese, Russian and Spanish, on titles that thousands of books have; year and publisher as
chance has it. A reference of 5,000 records and a catalogue of 2,000 titles are drawn apart from each other, so that
whatever agrees agrees by chance; three seeds, with publishers and without."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl

from bench.accuracy import doors
from bench.accuracy.result import Cell, SetResult, Table, share
from bench.accuracy.titles_found import run_links
from tests.matching.namesakes import book

SEEDS = (7, 11, 13)
N_RECORDS, N_TITLES = 5_000, 2_000


def measure(data: Path, work: Path) -> SetResult:
    """A run for every seed, with publishers and without."""
    rows: list[list[Cell]] = []
    cost, n_false = doors.Cost(), {"with": 0, "without": 0}
    for publishers in n_false:
        for seed in SEEDS:
            false, spent = _run(work / f"namesakes_{publishers}_{seed}", seed, publishers == "with")
            cost += spent
            n_false[publishers] += len(false)
            rows.append([f"{publishers} publishers, seed {seed}", N_TITLES, share(len(false), N_TITLES)])
    n_titles = N_TITLES * len(SEEDS)
    rows += [[f"{kind} publishers, all seeds", n_titles, share(n, n_titles)] for kind, n in n_false.items()]
    figures = {f"false_{kind}_publishers": n / n_titles for kind, n in n_false.items()}
    figures["false"] = max(figures.values())
    table = Table("Titles with a CONFIRMED or PROBABLE record, all of them false", ["variant", "titles", "false"], rows)
    return SetResult("Namesakes", (__doc__ or "").split("\n\n", 1)[1], figures, [table], cost)


def sides(seed: int, publishers: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Catalogue and reference with canonical columns."""
    draw = random.Random(seed)
    records = pl.DataFrame([book(draw) for _ in range(N_RECORDS)]).with_row_index("record_id")
    titles = pl.DataFrame([book(draw) for _ in range(N_TITLES)]).with_row_index("row_id")
    dropped = [] if publishers else ["publisher"]
    return titles.rename({"authors": "contributors"}).drop(dropped), records.drop(dropped)


def _run(folder: Path, seed: int, publishers: bool) -> tuple[set[str], doors.Cost]:
    folder.mkdir()
    titles, records = sides(seed, publishers)
    titles.write_csv(folder / "catalogue.csv")
    records.write_csv(folder / "reference.csv")
    cost = doors.build_reference(folder / "reference.csv", folder / "store")
    cost += doors.reconcile(folder / "catalogue.csv", folder / "store", folder / "out")
    return set(run_links(folder / "out" / "latest")["left_id"]), cost
