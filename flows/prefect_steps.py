"""A step of the pipeline as a Prefect task: called here and now, tried again if the disk hiccuped.

Prefect gets to see the title of a step and whether it went well, nothing else: arguments stay in a closure,
results are not kept, and the words of an unexpected error, which may quote a row of a member list, are held
back.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from traceback import extract_tb
from typing import Any, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE

from stocktake.errors import StocktakeError
from stocktake.pipeline import StepRunner

T = TypeVar("T")

# Who shows the steps of this process to a person (the command line's progress display); nobody by default.
_shown: ContextVar[StepRunner | None] = ContextVar("shown", default=None)

RETRY_DELAYS = [0.5, 2.0, 8.0]
# trying again cannot help with these
_LASTING = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOENT,
    errno.EEXIST,
    errno.EISDIR,
    errno.ENOTDIR,
    errno.ENAMETOOLONG,
}


class StepFailed(StocktakeError):
    """A step met an error that it does not know. Where it happened is told; what it said is not."""

    def __init__(self, title: str, problem: Exception) -> None:
        place = extract_tb(problem.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        super().__init__(
            f"The step '{title}' failed with {type(problem).__name__} in {where}. What it said is kept "
            "out of Prefect, as it may quote the catalogue; run the same without Prefect to read it."
        )


def prefect_step(title: str, step: Callable[..., T], /, *args: object) -> T:
    """Run one step as a task named `title`; errors of ours come out as they are, I/O errors after retries."""

    def call() -> T:
        try:
            return step(*args)
        except (StocktakeError, OSError):
            raise
        except Exception as problem:  # noqa: BLE001  (what it is, is told; what it says, is not)
            raise StepFailed(title, problem) from None

    stepped: Callable[[], T] = task(
        name=title,
        task_run_name=title,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=len(RETRY_DELAYS),
        retry_delay_seconds=RETRY_DELAYS,
        retry_condition_fn=_may_pass,
    )(call)
    show = _shown.get()
    return show(title, stepped) if show else stepped()


@contextmanager
def shown_by(show: StepRunner) -> Iterator[None]:
    """While it is open, every step of a flow run here is shown by `show`."""
    token = _shown.set(show)
    try:
        yield
    finally:
        _shown.reset(token)


def _may_pass(_task: Any, _task_run: Any, state: Any) -> bool:
    """Whether a failure is one of reading or writing that may be gone in a moment."""
    problem = state.data
    if isinstance(problem, StocktakeError) or not isinstance(problem, OSError):
        return False
    return problem.errno not in _LASTING
