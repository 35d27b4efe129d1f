"""The same pairs get the same weights, whatever the machine and however they are cut."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from stocktake.matching import judging
from stocktake.matching.judging import judge_pairs, weigh_pairs
from stocktake.settings import Machine
from tests.matching.sides import proposed, write_catalogue, write_reference
from tests.matching.test_candidates import damaged, record


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    draw = random.Random(5)
    records = [record(draw) for _ in range(150)]
    folder = tmp_path_factory.mktemp("determinism")
    write_catalogue(folder / "catalogue", [damaged(r, draw) for r in records])
    write_reference(folder / "reference", records)
    return folder


def tables(folder: Path, work: str, threads: int) -> dict[str, pl.DataFrame]:
    """Weighed pairs as they lie in the table, and judged ones in a total order."""
    with proposed(folder, work, machine=Machine(threads=threads)) as con:
        weigh_pairs(con)
        judge_pairs(con)
        judged = con.sql("select * from int_pairs__judged order by title_no, record_no").pl()
        proposed_by_keys = con.sql("select * from pairs_by_key").pl()
        return {"proposed": proposed_by_keys, "weighed": con.sql("select * from pairs_weighed").pl(), "judged": judged}


def test_one_thread_and_two_give_the_same_tables(folder: Path) -> None:
    one, two = tables(folder, "one", 1), tables(folder, "two", 2)
    assert one["weighed"].height > 150
    for table in one:
        assert_frame_equal(one[table], two[table], check_exact=True)


def test_small_chunks_give_the_same_tables_as_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tables(folder, "whole", 2)
    monkeypatch.setattr(judging, "PAIRS_PER_CHUNK", 50)
    cut = tables(folder, "cut", 2)
    for table in whole:
        assert_frame_equal(whole[table], cut[table], check_exact=True)


def test_weighed_pairs_lie_in_the_order_of_title_and_record(folder: Path) -> None:
    pairs = tables(folder, "order", 2)["weighed"].select("title_no", "record_no")
    assert pairs.equals(pairs.sort("title_no", "record_no"))
    assert pairs.is_duplicated().sum() == 0


def test_a_catalogue_without_any_candidate_gives_empty_tables(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "catalogue", [{"title": "Nothing Like It", "authors": "Lee, Ann"}])
    write_reference(tmp_path / "reference", [{"title": "Winter Light", "authors": "Berg, Otto"}])
    found = tables(tmp_path, "work", 2)
    assert (found["weighed"].height, found["judged"].height) == (0, 0)
