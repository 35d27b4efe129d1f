"""The decisions file only grows, and is whole at any moment."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stocktake.errors import BadInput, UsageProblem
from stocktake.matching.decisions import HISTORY, read_history
from stocktake.review.journal import append

from .conftest import rows_of

ROW = dict.fromkeys(HISTORY, "") | {"title_id": "t", "record_id": "r", "decision": "match", "reviewer": "Ann"}


def test_a_new_file_has_every_column(tmp_path: Path) -> None:
    path = tmp_path / "new" / "decisions.csv"
    append(path, [ROW])
    assert tuple(rows_of(path)[0]) == HISTORY


def test_what_was_there_stays_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    append(path, [ROW | {"why": "one\ntwo, “three”"}])
    before = path.read_bytes()
    append(path, [ROW])
    assert path.read_bytes().startswith(before)
    assert read_history(path).height == 2


def test_a_file_of_the_older_columns_gets_the_newer_and_keeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("note,title_id,record_id,decision,reviewer,decided_at,why\nhm,a,b,match,Old,2025-01-01,w\n\n")
    append(path, [ROW])
    first, second = rows_of(path)
    assert (first["note"], first["reviewer"], first["md5"]) == ("hm", "Old", "")
    assert (second["note"], second["reviewer"]) == ("", "Ann")


def test_a_last_line_without_its_end_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    append(path, [ROW])
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    append(path, [ROW])
    assert read_history(path).height == 2


def test_a_file_that_is_no_decisions_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "backlist.csv"
    path.write_text("title,isbn\nx,y\n")
    with pytest.raises(BadInput, match="lacks the columns"):
        append(path, [ROW])
    assert path.read_text() == "title,isbn\nx,y\n"


def test_a_failure_before_the_rename_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "decisions.csv"
    append(path, [ROW])
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageProblem, match="No space left"):
        append(path, [ROW])
    assert path.read_bytes() == before


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: append(path, [ROW | {"title_id": f"t{n}"}]), range(40)))
    assert sorted(read_history(path)["title_id"]) == sorted(f"t{n}" for n in range(40))


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    append(tmp_path / "real.csv", [ROW])
    (tmp_path / "link.csv").symlink_to("real.csv")
    append(tmp_path / "link.csv", [ROW])
    assert (tmp_path / "link.csv").is_symlink()
    assert read_history(tmp_path / "real.csv").height == 2


def test_formulas_in_a_reason_are_shielded_and_ids_are_read_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    append(path, [ROW | {"record_id": "-1", "why": "=1+1"}])
    assert (rows_of(path)[0]["record_id"], rows_of(path)[0]["why"]) == ("'-1", "'=1+1")
    assert read_history(path)["record_id"].to_list() == ["-1"]
