"""What a person sees in the terminal: messages, tables, the progress of steps. Data is shown, never obeyed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

T = TypeVar("T")
out = Console()
err = Console(stderr=True)


def safe(value: object) -> str:
    """Text for the terminal: markup and control characters are shown, not obeyed."""
    text = "" if value is None else str(value)
    return escape("".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text))


def complain(message: str) -> None:
    """One error message to standard error."""
    err.print(f"[bold red]error:[/] {safe(message)}", highlight=False, soft_wrap=True)


def say(message: str) -> None:
    """One line of plain result."""
    out.print(message, highlight=False, soft_wrap=True)


def table(title: str, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A small table; every cell is made safe."""
    shown = Table(title=safe(title), title_justify="left")
    for column in header:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*(safe(cell) for cell in row))
    out.print(shown)


class BuildProgress:
    """Phases of one long step with records, records a second and the time left. One line a phase on a dumb terminal."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[told]}"),
            TimeRemainingColumn(elapsed_when_finished=True),
        )
        self._bars = Progress(*columns, console=err, transient=False)
        self._phases: dict[str, tuple[TaskID, float, int]] = {}

    def __enter__(self) -> BuildProgress:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def __call__(self, phase: str, n_records: int, share: float | None) -> None:
        if phase not in self._phases:
            started = self._bars.add_task(safe(phase), total=None, told="")
            self._phases[phase] = started, time.monotonic(), n_records
        task, since, before = self._phases[phase]
        told = f"{n_records:,} records"
        if n_records > before:
            told += f", {(n_records - before) / max(0.1, time.monotonic() - since):,.0f}/s"
        self._bars.update(task, told=told, total=None if share is None else 1.0, completed=share)


class _Shown(logging.Handler):
    """Prints what a step tells of its progress."""

    def emit(self, record: logging.LogRecord) -> None:
        err.print(f"  [dim]{safe(record.getMessage())}[/]", highlight=False)


@contextmanager
def _progress_shown() -> Iterator[None]:
    logger, handler = logging.getLogger("stocktake.progress"), _Shown()
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


class StepProgress:
    """A runner of steps that shows each step's name and time. On a dumb terminal it prints one line a step."""

    def __call__(self, title: str, step: Callable[..., T], /, *args: object) -> T:
        started = time.monotonic()
        with err.status(title), _progress_shown():
            result = step(*args)
        err.print(f"  {title} [dim]{time.monotonic() - started:.1f} s[/]", highlight=False)
        return result
