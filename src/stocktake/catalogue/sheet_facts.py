"""What a workbook says of its sheets beside their values, and which the workbook reader does not tell."""

from __future__ import annotations

from dataclasses import dataclass, field

Span = tuple[tuple[int, int], tuple[int, int]]
"""A merged range: first and last (row, column), counted from 0."""


@dataclass(slots=True)
class SheetFacts:
    """Facts of one sheet. Rows and columns count from 1; `n_columns` is at least 26 (narrower is never asked).
    `merged` is filled for formats whose merged ranges the workbook reader does not give."""

    hidden_rows: set[int] = field(default_factory=set)
    formulas_without_value: int = 0
    n_rows: int = 0
    n_columns: int = 26
    merged: list[Span] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        """Note a filled cell; row and column count from 0."""
        if row >= self.n_rows:
            self.n_rows = row + 1
        if column >= self.n_columns:
            self.n_columns = column + 1
