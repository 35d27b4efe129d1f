"""How much rather a word is a given name than a family name, counted in library headings "Family, Given".

`python -m bench.name_words --data ../shared/eval` writes `src/stocktake/text/person/name_words.csv` from the authors of
`loc_books` (Library of Congress, US government work). Every fifth heading, told by its checksum (`is_held_out`), is
left out, so that `bench/names.py` can measure on headings that the table has not seen.
"""

from __future__ import annotations

import argparse
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from stocktake.text.particles import CAPITAL_PARTICLES, GENERATIONS, PARTICLES, RANKS, TITLES_BEFORE
from stocktake.text.person.word_order import ANY_OTHER, word_key

TABLE = Path(__file__).parents[1] / "src/stocktake/text/person/name_words.csv"
SOURCE = "# Counted in author headings of Library of Congress records (US government work) by bench/name_words.py"
LEAST_COUNT = 3  # headings in which a word must stand
MOST = 7.0  # odds beyond e^7 are none that so few headings could show
HELD_OUT = 5

_HEADING = re.compile(r"([^\s,]+), ([^\s,.()]{2,})")
_NO_NAMES = (
    PARTICLES | {p.lower() for p in CAPITAL_PARTICLES} | RANKS | TITLES_BEFORE | set(GENERATIONS) | {"of", "pseud"}
)

Counts = tuple[Counter[str], Counter[str]]


def headings(data: Path) -> list[str]:
    """The distinct author headings of `loc_books`, in order of the alphabet."""
    books = pl.read_parquet(data / "loc_books/*.parquet", columns=["author_100", "added_700"])
    both = pl.concat([books["author_100"], books["added_700"].explode().alias("author_100")])
    return both.drop_nulls().unique().sort().to_list()


def is_held_out(heading: str) -> bool:
    """Whether a heading is kept for measuring: every fifth."""
    return zlib.crc32(heading.encode()) % HELD_OUT == 0


def counted(seen: Iterable[str]) -> Counts:
    """How many headings have a word as their single family name, and as their first given name."""
    family, given = Counter[str](), Counter[str]()
    for heading in seen:
        found = _HEADING.match(heading)
        keys = [word_key(word) for word in found.groups()] if found else []
        if keys and all(len(key) > 1 and key not in _NO_NAMES for key in keys):
            family[keys[0]] += 1
            given[keys[1]] += 1
    return family, given


def leanings(counts: Counts) -> dict[str, float]:
    """Logarithmic odds of being a given name, half a heading added to either side; words seen less than LEAST_COUNT
    times together, as ANY_OTHER.
    """
    family, given = counts
    words = sorted(family.keys() | given.keys())
    known = [word for word in words if family[word] + given[word] >= LEAST_COUNT]
    seldom = set(words).difference(known)
    odds = {word: _odds(given[word], family[word]) for word in known}
    return {ANY_OTHER: _odds(sum(given[w] for w in seldom), sum(family[w] for w in seldom))} | odds


def _odds(given: int, family: int) -> float:
    return max(-MOST, min(MOST, round(math.log((given + 0.5) / (family + 0.5)), 1)))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.name_words", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with loc_books/")
    parser.add_argument("--out", type=Path, default=TABLE)
    asked = parser.parse_args()
    table = leanings(counted(heading for heading in headings(asked.data) if not is_held_out(heading)))
    lines = [SOURCE, "word,given_over_family", *(f"{word},{leaning:g}" for word, leaning in table.items())]
    asked.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(table):,} words in {asked.out}")


if __name__ == "__main__":
    main()
