"""Titles by common names are not found in a reference of their namesakes.

No listed title has a record of its own here: whatever is found is false. When this was written, 3 of 2,000 titles
(0.15 %) were wrongly PROBABLE: same full or shortened name, same title, and year and publisher agree by chance.
"""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from tests.matching.namesakes import book
from tests.matching.sides import judged, proposed, write_catalogue, write_reference

N_RECORDS = 5_000
N_TITLES = 2_000
MOST_FALSE = 0.0025


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """Judged pairs of both halves: titles 0 to 1,999, and the records that chance put beside them."""
    draw = random.Random(7)
    folder: Path = tmp_path_factory.mktemp("namesakes")
    write_reference(folder / "reference", [book(draw) for _ in range(N_RECORDS)])
    write_catalogue(folder / "catalogue", [book(draw) for _ in range(N_TITLES)])
    with proposed(folder, "work") as con:
        return judged(con)


def test_the_namesakes_are_really_looked_at(found: pl.DataFrame) -> None:
    same = found.filter(
        (pl.col("title_outcome") == "exact") & pl.col("author_outcome").is_in(["same", "initials_agree"])
    )
    assert same["title_no"].n_unique() > N_TITLES // 5


def test_no_namesake_is_confirmed(found: pl.DataFrame) -> None:
    assert found.filter(pl.col("verdict") == "CONFIRMED").rows() == []


def test_fewer_than_one_title_in_four_hundred_is_wrongly_probable(found: pl.DataFrame) -> None:
    false = found.filter(pl.col("verdict") == "PROBABLE")
    assert false["title_no"].n_unique() / N_TITLES < MOST_FALSE, false.rows()


def test_what_is_doubtful_says_that_the_title_is_common(found: pl.DataFrame) -> None:
    doubts = found.filter((pl.col("verdict") == "CHECK") & (pl.col("title_outcome") == "exact"))
    assert doubts.filter(pl.col("reason") == "generic_title").height > 0.9 * doubts.height
