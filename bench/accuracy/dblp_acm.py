"""Papers of two bibliographies, end to end: which of DBLP's 2,294 are which of ACM's 2,616.

Source: the Leipzig benchmark DBLP–ACM (Köpcke, Thor, Rahm 2010), 2,224 true pairs. Licence: Apache-2.0 copy.
Conversion: DBLP is the catalogue, ACM the reference; authors are left as they stand, "Given Family, Given Family".
The venue is written once as the publisher, once as the journal, and once left out, because the two sides abbreviate
it differently. No noise is added. Found is CONFIRMED or PROBABLE: no labels are used, and no threshold is picked."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from bench.accuracy import doors
from bench.accuracy.measures import Counts
from bench.accuracy.result import Cell, SetResult, Table, beside_peers, ranged
from stocktake.evaluation.links import read_links, score_links

FOLDER = "dblp_acm"
VARIANTS = {"venue as publisher": "publisher", "venue as journal": "journal", "no venue": None}
FIELDS = ["title", "authors", "venue", "year"]


def side(data: Path, name: str) -> pl.DataFrame:
    """`id, title, authors, venue, year` of `dblp` or `acm`, all as text."""
    return pl.read_csv(data / FOLDER / f"{name}.csv", separator="%", infer_schema=False)


def gold(data: Path) -> pl.DataFrame:
    """The true pairs: `left_id` of DBLP, `right_id` of ACM."""
    pairs = pl.read_csv(data / FOLDER / "gt.csv", separator="%", infer_schema=False)
    return pairs.rename({"D1": "left_id", "D2": "right_id"})


def measure(data: Path, work: Path) -> SetResult:
    """Three runs, one for each place of the venue."""
    rows: list[list[Cell]] = []
    figures: dict[str, float] = {}
    ours: list[Cell] = []
    cost = doors.Cost()
    for name, venue in VARIANTS.items():
        counts, spent = _run(data, work / f"dblp_{venue or 'none'}", venue)
        cost += spent
        figures[f"f1_{venue or 'none'}"] = counts.f1
        precision, recall = counts.shares()
        f1 = ranged(counts.f1, *counts.f1_interval())
        rows.append([name, counts.n_found, precision, recall, f1])
        ours = ours or beside_peers(precision, recall, f1, spent)
    table = Table("CONFIRMED and PROBABLE, pairwise", ["variant", "found", "precision", "recall", "F1"], rows)
    about = (__doc__ or "").split("\n\n", 1)[1]
    return SetResult(
        "Papers, end to end (DBLP–ACM)", about, figures | {"f1": min(figures.values())}, [table], cost, ours=ours
    )


def _run(data: Path, folder: Path, venue: str | None) -> tuple[Counts, doors.Cost]:
    folder.mkdir()
    _with_venue(side(data, "dblp"), venue).rename({"id": "row_id", "authors": "contributors"}).write_csv(
        folder / "catalogue.csv"
    )
    reference = _with_venue(side(data, "acm"), venue).rename({"id": "record_id"})
    reference.write_csv(folder / "reference.csv")
    cost = doors.build_reference(folder / "reference.csv", folder / "store")
    cost += doors.reconcile(folder / "catalogue.csv", folder / "store", folder / "out")
    found = score_links(read_links(folder / "out" / "latest"), gold(data))
    return Counts(found.n_found, found.n_right, found.n_gold), cost


def _with_venue(frame: pl.DataFrame, column: str | None) -> pl.DataFrame:
    return frame.rename({"venue": column}) if column else frame.drop("venue")
