"""Large feeds are read in a process of their own: same tables, no process left behind, clear words when it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from stocktake.catalogue import feed_process, read_parts
from stocktake.catalogue.feed import parts_of_rows
from stocktake.catalogue.tables import NAMES, joined
from stocktake.errors import BadInput, StocktakeError
from tests.catalogue.onix.writing import books, message, source


@pytest.fixture
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_process, "LARGE", 1)
    monkeypatch.setattr(feed_process, "_processors", lambda: 2)


def _children() -> list[str]:
    pid = os.getpid()
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [child for task in tasks for child in (task / "children").read_text().split()]


def _feeds(folder: Path) -> list[Path]:
    paths = [folder / "full.xml", folder / "update.xml"]
    for path, seed in zip(paths, (1, 2), strict=True):
        path.write_text(message(books(seed, 60)))
    return paths


def test_another_process_gives_the_same_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = _feeds(tmp_path)
    alone = joined(list(read_parts(paths)))
    monkeypatch.setattr(feed_process, "LARGE", 1)
    monkeypatch.setattr(feed_process, "_processors", lambda: 2)
    together = joined(list(read_parts(paths)))
    assert len(alone.titles) > 0
    for name in NAMES:
        assert getattr(together, name).equals(getattr(alone, name)), name


@pytest.mark.usefixtures("two_processes")
def test_a_refusal_keeps_its_file_line_and_advice(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xml"
    path.write_text('<!DOCTYPE ONIXMessage [<!ENTITY a "b">]>' + message(books(1, 3)).split("?>", 1)[-1])
    with pytest.raises(BadInput, match="defines entities") as refusal:
        list(read_parts([path]))
    assert (refusal.value.path, refusal.value.line) == (str(path), 1)
    assert refusal.value.advice


@pytest.mark.usefixtures("two_processes")
def test_a_process_that_dies_is_an_error_with_its_last_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = source(tmp_path, message(books(1, 5)))
    for code, told in (("raise MemoryError('no room')", "no room"), ("os.kill(os.getpid(), 9)", "signal 9")):
        monkeypatch.setattr(feed_process, "_PROGRAM", f"import os; {code}")
        with pytest.raises(StocktakeError, match=told):
            list(parts_of_rows(feed, (rows for _, rows in feed_process.onix_rows([feed], tmp_path)), set()))


@pytest.mark.usefixtures("two_processes")
def test_nothing_runs_on_when_the_reading_is_given_up(tmp_path: Path) -> None:
    before = set(_children())
    parts = read_parts(_feeds(tmp_path))
    next(parts)
    parts.close()  # type: ignore[attr-defined]
    assert set(_children()) <= before


@pytest.mark.usefixtures("two_processes")
def test_an_interrupt_ends_the_other_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = source(tmp_path, message(books(1, 5)))
    monkeypatch.setattr(feed_process, "_PROGRAM", "import time; time.sleep(60)")
    before, started = set(_children()), time.monotonic()
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        list(feed_process.onix_rows([feed], tmp_path))
    assert time.monotonic() - started < 20
    assert set(_children()) <= before


def test_the_process_ends_when_nobody_takes_what_it_reads(tmp_path: Path) -> None:
    feed = source(tmp_path, message(books(1, 400)))
    with (tmp_path / "log").open("wb") as log, feed_process._started(log) as process:
        assert isinstance(process, subprocess.Popen)
        assert process.stdin is not None and process.stdout is not None
        process.stdout.close()
        feed_process.pickle.dump(([feed], tmp_path), process.stdin)
        process.stdin.close()
        assert process.wait(60) != 0
