"""Time, memory and pairs of the worst catalogues at full size: `python -m bench.bad_input generic author isbn exact`.

generic: 5,000 times "Poems" by many; author: 100,000 works of one author; isbn: 5,000 titles under one ISBN, with
5,000 such records; exact: 2,000 times one generic title by one common name, with as many records.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from stocktake.jobs import ReconcileJob, ReferenceJob
from stocktake.pipeline import build_reference, reconcile

SIZES = {"generic": 5000, "author": 100_000, "isbn": 5000, "exact": 2000}
Row = tuple[str, str, str]


def rows(kind: str) -> list[Row]:
    """Title, author and ISBN of each row, the same every time."""
    draw = random.Random(1)
    words = ["".join(draw.choice("bcdfglmnprst") + draw.choice("aeiou") for _ in range(3)) for _ in range(4000)]

    def title() -> str:
        return " ".join(draw.choices(words, k=draw.randint(2, 5)))

    def name() -> str:
        return ", ".join(draw.choices(words, k=2)).title()

    makers = {
        "generic": lambda: ("Poems", name(), ""),
        "author": lambda: (title(), "Kovacs, Maria", ""),
        "isbn": lambda: (title(), name(), "9780306406157"),
        "exact": lambda: ("Poems", "Smith, John", ""),
    }
    return [makers[kind]() for _ in range(SIZES[kind])]


def written(path: Path, header: str, table: Sequence[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split())
        writer.writerows((no, *row) for no, row in enumerate(table))
    return path


def measure(kind: str, folder: Path) -> None:
    """Reconcile the rows with a reference of the same and print what it took."""
    table = rows(kind)
    source = written(folder / "records.csv", "record_id title authors isbns", table)
    listed = written(folder / "backlist.csv", "row_id title contributors isbn", table)
    build_reference(ReferenceJob((source,), folder / "store"))
    started = time.perf_counter()
    counts = reconcile(ReconcileJob((listed,), folder / "store", folder / "out")).counts
    took = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{kind}: {len(table):,} titles, {counts['n_pairs']:,} pairs, {took:.0f} s, at most {peak:.1f} GiB so far")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.bad_input", description="The worst catalogues at full size.")
    parser.add_argument("kinds", nargs="*", default=[*SIZES], metavar="KIND", help=f"of {', '.join(SIZES)}; else all")
    asked = parser.parse_args().kinds
    if unknown := [kind for kind in asked if kind not in SIZES]:
        parser.error(f"{', '.join(unknown)}: not one of {', '.join(SIZES)}")
    for kind in asked:
        with tempfile.TemporaryDirectory() as folder:
            measure(kind, Path(folder))


if __name__ == "__main__":
    main()
