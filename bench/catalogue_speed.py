"""A long list of titles to canonical tables: rows per second and memory.

    python -m bench.catalogue_speed csv 200000 1000000 --work FOLDER
    python -m bench.catalogue_speed xlsx 200000 --work FOLDER
    python -m bench.catalogue_speed stages 200000 --work FOLDER

The list is generated from a seed and has the usual damage: a quarter of the ISBNs hyphenated, an eighth written as
ISBN-10, some with lost zeros, labels, float tails, wrong check digits or digits lost to a spreadsheet; one to four
people in "Family, Given" or "Given Family" order with roles; accents, ampersands, entities and double blanks; quoted
cells, blank rows, repeated headers. Each file is read in a process of its own (its highest resident memory is told),
from bytes to all canonical tables. `stages` profiles one reading.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import xlsxwriter

from stocktake import catalogue
from stocktake.text.isbn import isbn13_expr

SEED, PLACES = 2026, 4
HEADER = (
    "Product ID",
    "Title",
    "Subtitle",
    "Author(s)",
    "ISBN",
    "eISBN",
    "Publisher",
    "Imprint",
    "Pub date",
    "Language",
    "Format",
    "Edition",
    "Price",
    "Publishing status",
)
_FAMILY = """
Smith Müller García O'Brien Nowak Ivanova de_Vries van_den_Berg Sato Kim Hansen Rossi Dubois McKay Šimić
"""
_GIVEN = "Anna John Mary Peter Zoë José Łukasz Ingrid Wei Olga Tom Siân Émile Ruth Karl"
_WORDS = """
river glass mountain history theory modern garden light shadow economy café naïve winter letters essays atlas
introduction practice guide city stone memory language politics science music ocean children war peace north
"""
_PUBLISHERS = ("Acme Press", "North & South Ltd", "Éditions du Lac", "Verlag Huber GmbH", "University Press")
_FORMATS = ("Hardback", "Paperback", "eBook", "Audio CD")
_STATUS = ("Active", "Out of print", "Forthcoming", "Cancelled", "Sold")


def table(n_rows: int) -> pl.DataFrame:
    """The list as cells. The same number of rows gives the same cells."""
    chance = np.random.default_rng(SEED)
    serial = np.arange(n_rows)
    years = chance.integers(1950, 2027, n_rows)
    columns = {
        "Product ID": pl.Series(serial).cast(pl.String),
        "Title": _titles(chance, n_rows, serial),
        "Subtitle": _sometimes(chance, _titles(chance, n_rows, serial), 0.3),
        "Author(s)": _people(chance, n_rows),
        "ISBN": _damaged(chance, _isbns(chance, n_rows)),
        "eISBN": _sometimes(chance, _isbns(chance, n_rows), 0.25),
        "Publisher": _chosen(chance, _PUBLISHERS, n_rows),
        "Imprint": _chosen(chance, [f"{house} {n}" for house in _PUBLISHERS for n in range(8)], n_rows),
        "Pub date": _dates(chance, years),
        "Language": _chosen(chance, ("English", "en", "German", "French", "Spanish"), n_rows),
        "Format": _chosen(chance, _FORMATS, n_rows),
        "Edition": _sometimes(chance, _chosen(chance, ("1st", "2nd ed.", "3", "Revised edition"), n_rows), 0.2),
        "Price": pl.Series(chance.integers(5, 90, n_rows)).cast(pl.String) + ".99",
        "Publishing status": _chosen(chance, _STATUS, n_rows),
    }
    return pl.DataFrame(columns)


def _chosen(chance: np.random.Generator, words: Any, n: int) -> pl.Series:
    return pl.Series(words, dtype=pl.String).gather(chance.integers(0, len(words), n))


def _sometimes(chance: np.random.Generator, cells: pl.Series, share: float) -> pl.Series:
    return cells.zip_with(pl.Series(chance.random(len(cells)) < share), pl.Series([None], dtype=pl.String))


def _titles(chance: np.random.Generator, n: int, serial: np.ndarray[Any, Any]) -> pl.Series:
    """Three to five words; one in fifty has an entity, a double blank or a tag, one in five a comma."""
    words = [_chosen(chance, _WORDS.split(), n).str.to_titlecase() for _ in range(4)]
    frame = pl.DataFrame({f"w{i}": word for i, word in enumerate(words)} | {"n": serial, "p": chance.random(n)})
    plain = pl.concat_str("w0", "w1", pl.lit("of"), "w2", (pl.col("n") % 9973).cast(pl.String), separator=" ")
    odd = pl.concat_str(
        "w0", pl.lit(" &amp;  <i>"), "w1", pl.lit("</i> "), "w2", "w3", (pl.col("n") % 997).cast(pl.String)
    )
    comma = pl.concat_str(
        "w0", pl.lit(", The "), "w1", pl.lit(" and the "), "w3", pl.lit(" "), (pl.col("n") % 9973).cast(pl.String)
    )
    return frame.select(
        pl.when(pl.col("p") < 0.02).then(odd).when(pl.col("p") < 0.2).then(comma).otherwise(plain)
    ).to_series()


def _people(chance: np.random.Generator, n: int) -> pl.Series:
    """One to four people; 3,000 family names with 15 given names and initials, so few cells are equal."""
    family = [
        f"{name.replace('_', ' ')}{ending}"
        for name in _FAMILY.split()
        for ending in ["", *(f"{c}{v}n" for c in "bdfgklmnprstvz" for v in "aeiou")]
    ]
    given = [f"{name}{initial}" for name in _GIVEN.split() for initial in ["", *(f" {c}." for c in "ABCDEFGHJKLM")]]
    people = [_chosen(chance, family, n) + ", " + _chosen(chance, given, n) for _ in range(PLACES)]
    frame = pl.DataFrame({f"p{i}": cell for i, cell in enumerate(people)} | {"how": chance.random(n)})
    how = pl.col("how")
    return frame.select(
        pl.when(how < 0.6).then("p0")
        .when(how < 0.8).then(pl.concat_str("p0", "p1", separator="; "))
        .when(how < 0.9).then(pl.concat_str("p0", pl.lit("; "), "p1", pl.lit(" (ed.)")))
        .when(how < 0.95).then(pl.concat_str("p0", "p1", "p2", "p3", separator="; "))
        .when(how < 0.97).then(pl.lit("Various"))
        .otherwise(None)
    ).to_series()  # fmt: skip


def _isbns(chance: np.random.Generator, n: int) -> pl.Series:
    body = pl.Series(chance.integers(0, 10**9, n)).cast(pl.String).str.zfill(9)
    frame = body.alias("nine").to_frame().with_columns(even=_digits([1, 3, 5, 7]), odd=_digits([0, 2, 4, 6, 8]))
    check = (10 - (38 + 3 * pl.col("odd") + pl.col("even")) % 10) % 10
    return frame.select(pl.concat_str(pl.lit("978"), "nine", check.cast(pl.String))).to_series()


def _digits(places: list[int]) -> pl.Expr:
    return pl.sum_horizontal(pl.col("nine").str.slice(place, 1).cast(pl.Int64) for place in places)


def _damaged(chance: np.random.Generator, isbns: pl.Series) -> pl.Series:
    nine = pl.col("isbn").str.slice(3, 9)
    weighted = pl.sum_horizontal(nine.str.slice(i, 1).cast(pl.Int64) * (10 - i) for i in range(9))
    ten = nine + (-weighted % 11).cast(pl.String).replace("10", "X")
    whole, how = pl.col("isbn"), pl.col("how")
    hyphens = pl.concat_str(
        whole.str.slice(0, 3),
        whole.str.slice(3, 1),
        whole.str.slice(4, 4),
        whole.str.slice(8, 4),
        whole.str.slice(12),
        separator="-",
    )
    wrong = whole.str.head(12) + ((whole.str.tail(1).cast(pl.Int64) + 1) % 10).cast(pl.String)
    frame = pl.DataFrame({"isbn": isbns, "how": chance.random(len(isbns))}).with_columns(ten=ten, hyphens=hyphens)
    return frame.select(
        pl.when(how < 0.5).then(whole)
        .when(how < 0.75).then("hyphens")
        .when(how < 0.87).then("ten")
        .when(how < 0.90).then(pl.col("ten").str.strip_chars_start("0"))
        .when(how < 0.92).then(pl.concat_str("hyphens", pl.lit(" (pbk)")))
        .when(how < 0.94).then(pl.concat_str(pl.lit("ISBN "), "hyphens"))
        .when(how < 0.95).then(whole + ".0")
        .when(how < 0.96).then(wrong)
        .when(how < 0.97).then(pl.concat_str(whole.str.slice(0, 1), pl.lit("."), whole.str.slice(1, 2), pl.lit("E+12")))
        .when(how < 0.98).then(pl.concat_str("isbn", "ten", separator="; "))
        .otherwise(None)
    ).to_series()  # fmt: skip


def _dates(chance: np.random.Generator, years: np.ndarray[Any, Any]) -> pl.Series:
    n = len(years)
    frame = pl.DataFrame(
        {"y": years, "m": chance.integers(1, 13, n), "d": chance.integers(1, 29, n), "how": chance.random(n)}
    )
    iso = pl.format("{}-{}-{}", "y", pl.col("m").cast(pl.String).str.zfill(2), pl.col("d").cast(pl.String).str.zfill(2))
    slashes, how = pl.format("{}/{}/{}", "d", "m", "y"), pl.col("how")
    return frame.select(
        pl.when(how < 0.5).then(pl.col("y").cast(pl.String)).when(how < 0.8).then(iso).otherwise(slashes)
    ).to_series()


def csv_file(n_rows: int, work: Path) -> Path:
    """The list as CSV, with a blank row and the header again every 50,000 rows."""
    target = work / f"list-{n_rows}.csv"
    if not target.exists():
        rows = table(n_rows)
        with target.open("wb") as out:
            out.write((",".join(HEADER) + "\n").encode())
            for at in range(0, n_rows, 50_000):
                rows.slice(at, 50_000).write_csv(out, include_header=False)
                out.write(b"," * (len(HEADER) - 1) + b"\n" + ",".join(HEADER).encode() + b"\n")
    return target


def xlsx_file(n_rows: int, work: Path) -> Path:
    """The list as XLSX, with bare ISBNs as numbers."""
    target = work / f"list-{n_rows}.xlsx"
    if not target.exists():
        with xlsxwriter.Workbook(target, {"constant_memory": True}) as workbook:
            sheet = workbook.add_worksheet("List")
            sheet.write_row(0, 0, HEADER)
            for number, row in enumerate(table(n_rows).iter_rows(), 1):
                sheet.write_row(number, 0, [int(cell) if cell and cell.isdecimal() else cell for cell in row])
    return target


def measured(path: Path) -> dict[str, Any]:
    """One reading in a process of its own, with its highest resident memory."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.catalogue_speed", "one", str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    told = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"reading {path.name} failed ({status}).")
    return {**json.loads(told), "peak_mib": round(used.ru_maxrss / 1024)}


def one(path: Path) -> dict[str, Any]:
    """Seconds, and the counts that show that the rows were really read."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = catalogue.read([path])
    seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    rows = int(found.files["rows_in"].sum())
    valid = found.identifiers.filter(pl.col("scheme") == "isbn13")
    assert valid["value"].equals(valid.select(isbn13_expr(pl.col("value"))).to_series())
    return {
        "file": path.name,
        "mib": round(path.stat().st_size / 2**20),
        "rows": rows,
        "titles": len(found.titles),
        "contributors": len(found.contributors),
        "identifiers": len(found.identifiers),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu_seconds, 1),
        "rows_per_second": round(rows / seconds),
    }


def stages(path: Path) -> None:
    """The dearest functions of one reading."""
    with cProfile.Profile() as profile:
        catalogue.read([path])
    pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["csv", "xlsx", "stages", "one"])
    parser.add_argument("of", nargs="+", help="numbers of rows (of `one`: a file)")
    parser.add_argument("--work", type=Path, default=Path("data/out/bench"))
    given = parser.parse_args()
    if given.what == "one":
        print(json.dumps(one(Path(given.of[0]))))
        return
    given.work.mkdir(parents=True, exist_ok=True)
    for n_rows in map(int, given.of):
        if given.what == "stages":
            stages(csv_file(n_rows, given.work))
        else:
            made = csv_file if given.what == "csv" else xlsx_file
            print(json.dumps(measured(made(n_rows, given.work))))


if __name__ == "__main__":
    main()
