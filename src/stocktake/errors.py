"""Errors made of facts: what, which value, and the next step. The command line prints them, never a trace."""

from __future__ import annotations

from pathlib import Path


class StocktakeError(Exception):
    """Base of every error a user can meet. `exit_code` is what the command line returns."""

    exit_code = 1


class UsageProblem(StocktakeError):
    """The call or the configuration cannot be carried out as given."""

    exit_code = 2


class BadInput(StocktakeError):
    """An input file cannot be read as what it claims to be."""

    exit_code = 3

    def __init__(self, path: Path | str, problem: str, advice: str, *, line: int | None = None) -> None:
        self.path, self.problem, self.advice, self.line = str(path), problem, advice, line
        where = f"{path}, line {line}" if line is not None else str(path)
        super().__init__(f"{where}: {problem} {advice}")


class MissingTool(BadInput):
    """A system program or library that this input needs is not installed."""

    def __init__(self, path: Path | str, tool: str, advice: str) -> None:
        super().__init__(path, f"reading it needs {tool}, which is not installed.", advice)


class DataQualityStop(StocktakeError):
    """Everything could be read, but publishing it would mislead. The last published run is untouched."""

    exit_code = 4


class NoReference(UsageProblem):
    """There is no prepared reference where one was named."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(f"No prepared reference at {path}. Build one: stocktake reference build DUMP --into {path}")
