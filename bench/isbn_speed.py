"""ISBNs normalised per second, and every disagreement with isbnlib and python-stdnum.

    python -m bench.isbn_speed 1000000

The strings are generated from a seed: ISBN-13 and ISBN-10, bare and hyphenated, a quarter of them with a wrong digit, a
digit too many or too few, other prefixes, letters, and placeholders. Stocktake's column expression (`isbn13_expr`, what
`catalogue` uses) is timed on the whole column; the two libraries are asked string by string. Answers are compared
where all answer the same question: is this an ISBN as it stands, and which thirteen digits is it? What
Stocktake does beyond that is left out of the comparison, by these rules and no others: repaired strings (zeros filled,
look-alike letters), GTIN-14 and add-ons, labels, and placeholders of one repeated digit, which only it refuses.
"""

from __future__ import annotations

import argparse
import json
import time
from typing import Any

import isbnlib
import numpy as np
import polars as pl
from stdnum import isbn as stdnum_isbn
from stdnum.exceptions import ValidationError

from stocktake.text.identifiers import identifiers_frame
from stocktake.text.isbn import is_placeholder, isbn13_expr

SEED = 13


def strings(n: int) -> list[str]:
    """n strings; the same n gives the same strings."""
    chance = np.random.default_rng(SEED)
    bodies = chance.integers(0, 10**9, n)
    kinds, places, digits = chance.integers(0, 16, n), chance.integers(0, 9, n), chance.integers(0, 10, n)
    return [_one(f"{b:09d}", int(k), int(p), str(d)) for b, k, p, d in zip(bodies, kinds, places, digits, strict=True)]


def _one(body: str, kind: int, place: int, digit: str) -> str:
    ten = body + _check10(body)
    thirteen = "978" + body + _check13("978" + body)
    spoilt = thirteen[: place + 3] + digit + thirteen[place + 4 :]
    later = "979" + body + _check13("979" + body)
    return (
        thirteen,
        thirteen,
        f"{thirteen[:3]}-{thirteen[3]}-{thirteen[4:8]}-{thirteen[8:12]}-{thirteen[12]}",
        f"978-{body[0]}-{body[1:4]}-{body[4:]}-{thirteen[12]}",
        ten,
        ten,
        f"{ten[0]}-{ten[1:5]}-{ten[5:9]}-{ten[9]}",
        later,
        spoilt,
        ten[:place] + digit + ten[place + 1 :],
        thirteen + digit,
        thirteen[:-1],
        "977" + body + _check13("977" + body),
        body + "X",
        ten[:place] + "A" + ten[place + 1 :],
        digit * 10 if place else "978" + digit * 10,
    )[kind]


def _check10(nine: str) -> str:
    rest = -sum((10 - i) * int(digit) for i, digit in enumerate(nine)) % 11
    return "X" if rest == 10 else str(rest)


def _check13(twelve: str) -> str:
    return str(-sum((3 if i % 2 else 1) * int(digit) for i, digit in enumerate(twelve)) % 10)


FORMS = (
    "ISBN {}", "ISBN-13: {}", "{} (pbk)", "{}.0", "{}\u200b", "\u00a0{}", "{} (hardback : v. 2)", "e-ISBN: {};",
)  # fmt: skip


def in_odd_forms(column: pl.DataFrame) -> pl.DataFrame:
    """The strings with labels, brackets, float tails, invisible characters, en dashes and full-width noughts."""
    raw, turn = pl.col("raw"), pl.col("at") % (len(FORMS) + 3)
    dressed = pl.coalesce(*(pl.when(turn == n).then(pl.format(form, raw)) for n, form in enumerate(FORMS)), raw)
    dressed = pl.when(turn == len(FORMS)).then(dressed.str.replace_all("-", "\u2013")).otherwise(dressed)
    dressed = pl.when(turn == len(FORMS) + 1).then(dressed.str.replace_all("0", "\uff10")).otherwise(dressed)
    return column.with_columns(raw=pl.when(turn == len(FORMS) + 2).then(dressed.str.to_lowercase()).otherwise(dressed))


def by_isbnlib(raw: str) -> str | None:
    """Thirteen digits if isbnlib calls the whole string an ISBN. It takes 979-0, which is music, for a book."""
    if not (isbnlib.is_isbn13(raw) or isbnlib.is_isbn10(raw)):
        return None
    answer = str(isbnlib.to_isbn13(raw))
    return None if answer.startswith("9790") else answer


def by_stdnum(raw: str) -> str | None:
    """Thirteen digits if python-stdnum validates the string; 979-0 is taken out as above."""
    try:
        answer = str(stdnum_isbn.to_isbn13(stdnum_isbn.validate(raw))).replace("-", "")
    except ValidationError:
        return None
    return None if answer.startswith("9790") else answer


def compared(raws: list[str], ours: list[str | None], repairs: dict[int, str | None]) -> dict[str, Any]:
    """Disagreements with each library, and how many strings were left out by the rules above."""
    found: dict[str, list[tuple[str, str | None, str | None]]] = {"isbnlib": [], "python-stdnum": []}
    left_out = 0
    for at, (raw, mine) in enumerate(zip(raws, ours, strict=True)):
        compact = raw.replace("-", "")
        if is_placeholder(compact) or (mine is not None and repairs.get(at) is not None):
            left_out += 1
            continue
        for name, ask in (("isbnlib", by_isbnlib), ("python-stdnum", by_stdnum)):
            if ask(raw) != mine:
                found[name].append((raw, ask(raw), mine))
    counts = {f"disagreements_{name}": len(these) for name, these in found.items()}
    return {**counts, "left_out": left_out, "examples": {name: these[:5] for name, these in found.items() if these}}


def run(n: int) -> dict[str, Any]:
    """Values per second of the expression, of the reader of identifier cells, and the disagreements."""
    raws = strings(n)
    column = pl.DataFrame({"at": pl.int_range(n, eager=True), "raw": raws})
    started = time.process_time()
    ours = column.select(isbn13_expr(pl.col("raw"))).to_series()
    seconds = time.process_time() - started
    started = time.process_time()
    cells = identifiers_frame(column, "at", "raw")
    cell_seconds = time.process_time() - started
    valid = cells.filter(pl.col("scheme") == "isbn13")
    repairs = dict(valid.select("at", "repair").iter_rows())
    odd = in_odd_forms(column)
    started = time.process_time()
    odd.select(isbn13_expr(pl.col("raw")))
    odd_seconds = time.process_time() - started
    started = time.process_time()
    identifiers_frame(odd, "at", "raw")
    odd_cell_seconds = time.process_time() - started
    well_formed = column.filter(pl.Series([k in range(8) for k in _kinds(n)]))
    started = time.process_time()
    well_formed.select(isbn13_expr(pl.col("raw")))
    clean_seconds = time.process_time() - started
    return {
        "strings": n,
        "valid": int(ours.count()),
        "values_per_second": round(n / seconds),
        "well_formed_values_per_second": round(len(well_formed) / clean_seconds),
        "odd_forms_per_second": round(n / odd_seconds),
        "cells_read_per_second": round(n / cell_seconds),
        "odd_cells_read_per_second": round(n / odd_cell_seconds),
        **compared(raws, ours.to_list(), repairs),
    }


def _kinds(n: int) -> list[int]:
    chance = np.random.default_rng(SEED)
    chance.integers(0, 10**9, n)
    return [int(kind) for kind in chance.integers(0, 16, n)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("strings", type=int, nargs="?", default=1_000_000)
    print(json.dumps(run(parser.parse_args().strings), indent=1))


if __name__ == "__main__":
    main()
