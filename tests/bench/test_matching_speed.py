"""The speed bench on a small generated reference."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.matching_speed import MATCHING, titles


def test_every_stage_of_every_size_is_timed_and_planted_titles_are_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = titles(2_000, [10, 50], tmp_path, threads=1)
    assert list(told["runs"]) == ["10", "50"]
    for n_titles, run in told["runs"].items():
        assert set(MATCHING) < set(run["seconds"]) == set(run["cpu_seconds"])
        assert run["counts"]["pairs_weighed"] >= run["counts"]["n_pairs"] > int(n_titles) / 2
        assert run["peak_mib"] > 50
    assert capsys.readouterr().out.count("titles/s through find candidates and weigh evidence") == 2
