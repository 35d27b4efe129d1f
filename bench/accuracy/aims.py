"""What is aimed at, set by set; the page shows each aim beside what was measured, reached or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure of a set, and the bound that it should reach: at least, or (`below`) at most."""

    words: str
    set_name: str
    figure: str
    bound: float
    below: bool = False

    def measured(self, results: dict[str, Any]) -> float | None:
        """The figure as it was measured; None when it was not."""
        figures = results["sets"].get(self.set_name, {}).get("figures", {})
        value: float | None = figures.get(self.figure)
        return value

    def reached(self, value: float) -> bool:
        """Whether the value reaches the bound."""
        return value <= self.bound if self.below else value >= self.bound


_CROSSED = "pairs of book records, each fifth with parameters fitted on the others"
_HIDDEN = (
    ("right record among the candidates", "candidates", 0.99),
    ("precision of works", "precision", 0.98),
    ("recall of titles", "recall", 0.97),
    ("precision of works, titles that name a person", "named_precision", 0.98),
    ("recall of titles that name a person", "named_recall", 0.97),
)
AIMS = (
    Aim(f"{_CROSSED}: F1 at the threshold of PROBABLE", "goldfinch", "crossed_f1", 0.984),
    Aim(f"{_CROSSED}: F1 at probability ≥ 0.5", "goldfinch", "crossed_likely_f1", 0.984),
    Aim(f"{_CROSSED}: recall at precision ≥ 0.99", "goldfinch", "crossed_recall_at_precision_0.99", 0.972),
    Aim(f"{_CROSSED}: ECE", "goldfinch", "crossed_ece", 0.01, below=True),
    Aim("papers end to end, worst place of the venue: F1", "dblp_acm", "f1", 0.99),
    *(
        Aim(f"hidden ISBN, {level} damage: {words}", "hidden_isbn", f"{level}_{figure}", bound)
        for level in ("light", "medium")
        for words, figure, bound in _HIDDEN
    ),
    Aim("CONFIRMED with 2 % wrong ISBNs planted: precision", "hidden_isbn", "confirmed_precision", 0.995),
    Aim("namesakes: false CONFIRMED or PROBABLE", "namesakes", "false", 0.0025, below=True),
    Aim("probability of a work: ECE", "work_probability", "ece", 0.02, below=True),
    Aim("expected verdicts: agreement", "verify_cases", "agreement", 0.95),
    Aim("expected verdicts: disagreements without a comment", "verify_cases", "uncommented", 0, below=True),
)
