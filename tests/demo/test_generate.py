"""The same seed gives the same bytes."""

from dataclasses import astuple
from pathlib import Path

import pytest

from stocktake.demo import generate


def contents(into: Path, seed: int) -> dict[str, bytes]:
    files = generate(into, seed=seed, n_records=400, n_works=60)
    return {path.name: path.read_bytes() for path in astuple(files)}


def test_two_runs_with_one_seed_write_the_same_bytes(tmp_path: Path) -> None:
    first, second = contents(tmp_path / "one", 5), contents(tmp_path / "two", 5)
    assert len(first) == 7
    assert first == second


def test_another_seed_writes_something_else(tmp_path: Path) -> None:
    first, second = contents(tmp_path / "one", 5), contents(tmp_path / "two", 6)
    assert all(first[name] != second[name] for name in first)


@pytest.mark.parametrize("n_works", [1, 3, 30])
def test_a_tiny_demo_is_a_whole_demo(tmp_path: Path, n_works: int) -> None:
    files = generate(tmp_path, seed=n_works, n_records=100, n_works=n_works)
    lines = files.truth.read_text(encoding="utf-8").splitlines()[1:]
    assert len({line.split(",")[3] for line in lines}) == n_works


def test_the_catalogues_are_the_two_lists(tmp_path: Path) -> None:
    files = generate(tmp_path, seed=1, n_records=100, n_works=10)
    assert [path.name for path in files.catalogues] == ["backlist.xlsx", "agency_list.csv"]
