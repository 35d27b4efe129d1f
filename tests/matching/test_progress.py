"""What a run tells of blocking before it makes the pairs: counts, and nothing of the catalogue."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from stocktake.cli.screen import StepProgress
from stocktake.matching.progress import tell_key_costs
from tests.matching.sides import proposed, write_catalogue, write_reference

ROW = {"title": "The Grey Harbour", "authors": "Lee, Ann"}


def test_the_cost_of_blocking_is_told_in_counts(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_catalogue(tmp_path / "catalogue", [ROW])
    write_reference(tmp_path / "reference", [ROW])
    with caplog.at_level(logging.INFO, "stocktake.progress"), proposed(tmp_path, "work") as con:
        n_keys = con.sql("select count(*) from int_candidate_keys__counted").fetchall()[0][0]
    assert caplog.messages == [f"{n_keys} pairs to make behind {n_keys} keys; 0 keys too common"]


def test_the_command_line_shows_it_while_the_step_runs(capsys: pytest.CaptureFixture[str]) -> None:
    StepProgress()("find candidates", tell_key_costs, 1234567, 89, 2)
    told = capsys.readouterr().err
    assert "1,234,567 pairs to make behind 89 keys; 2 keys too common" in told
    assert told.index("pairs to make") < told.index("find candidates ")
    StepProgress()("another step", len, "")
    assert logging.getLogger("stocktake.progress").handlers == []
