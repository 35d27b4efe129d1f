"""The reviewer's desk: the pairs of one session, what was said of them, and how to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import polars as pl

from stocktake.errors import StocktakeError
from stocktake.matching.decisions import ANSWERS, MD5_DIGITS, WITHDRAWN, read_history
from stocktake.reports.shown import shown
from stocktake.review.differences import Pieces, differences
from stocktake.review.journal import append
from stocktake.review.pair import FIELDS, Answer, Clock, Pair, decision_row, stamp
from stocktake.review.standing_decisions import standing_decisions

FROM_PAGE = "page"
MOST_LETTERS = {"reviewer": 80, "why": 2_000}
_FULL_BAR = 20.0  # bits at which a bar is as long as it gets


class Refused(StocktakeError):
    """What was sent to the desk is no decision on one of its pairs."""


class Desk:
    """Pairs laid out for review; every answer goes to the decisions file before it is acknowledged."""

    def __init__(self, pairs: Sequence[Pair], decisions: Path, clock: Clock) -> None:
        self._pairs, self._decisions, self._clock, self._lock = tuple(pairs), decisions, clock, Lock()
        self._before: dict[tuple[int, str], list[str | None]] = {}
        self._history()  # a file that cannot be read is told before anybody starts

    def pairs(self) -> list[dict[str, Any]]:
        """The pairs as the page shows them: texts in pieces, unseen characters as signs, no keys."""
        return [_as_shown(pair) for pair in self._pairs]

    def said_by(self, reviewer: str) -> dict[int, str]:
        """What this reviewer has said, by number of the pair. Others' words are not told: none shall lean on them."""
        name = _text("reviewer", reviewer)
        own = standing_decisions(self._history()).filter(pl.col("reviewer") == name)
        said = dict(own.select("pair", "decision").rows())
        return {n: said[key] for n, pair in enumerate(self._pairs) if (key := _key(pair)) in said}

    def decide(self, number: object, decision: object, reviewer: object, why: object) -> None:
        """Write one answer. Raises Refused for anything that is none."""
        if decision not in ANSWERS:
            raise Refused(f"The decision {decision!r} is not known. Use one of {', '.join(ANSWERS)}.")
        n, name, reason = self._number(number), _text("reviewer", reviewer), _text("why", why, needed=False)
        with self._lock:
            before = self.said_by(name).get(n)
            self._write(n, str(decision), name, reason)
            self._before.setdefault((n, name), []).append(before)

    def undo(self, number: object, reviewer: object) -> str | None:
        """Take back this reviewer's last answer of this session on the pair; what he said before (or None) holds again.

        Nothing is deleted: the answer before is written once more, or that the last one is withdrawn.
        """
        n, name = self._number(number), _text("reviewer", reviewer)
        with self._lock:
            answers = self._before.get((n, name))
            if not answers:
                raise Refused("There is nothing to undo on this pair.")
            self._write(n, answers[-1] or WITHDRAWN, name, "taken back")
            return answers.pop()

    def _number(self, number: object) -> int:
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(self._pairs):
            raise Refused(f"There is no pair {number!r} on this page.")
        return number

    def _write(self, number: int, decision: str, reviewer: str, why: str) -> None:
        pair, answer = self._pairs[number], Answer(decision, reviewer, why, FROM_PAGE)
        titles = (pair.listed.title, pair.record.title)
        append(self._decisions, [decision_row(pair.keys, pair.standing, titles, answer, stamp(self._clock))])

    def _history(self) -> pl.DataFrame:
        return read_history(self._decisions if self._decisions.exists() else None)


def _key(pair: Pair) -> str:
    """The key of `standing_decisions` for a pair of this page."""
    keys = pair.keys
    return f"{keys.title_fingerprint or keys.title_id} | {keys.md5.lower()[:MD5_DIGITS] or keys.record_id}"


def _text(name: str, value: object, *, needed: bool = True) -> str:
    """One line of text of a bearable length."""
    if not isinstance(value, str) or len(value) > MOST_LETTERS[name]:
        raise Refused(f"{name} must be a text of at most {MOST_LETTERS[name]:,} characters.")
    text = " ".join(value.split())
    if needed and not text:
        raise Refused(f"{name} must not be empty.")
    return text


def _as_shown(pair: Pair) -> dict[str, Any]:
    sides = {field: _pieces(getattr(pair.listed, field), getattr(pair.record, field)) for field in FIELDS}
    return {
        "verdict": pair.standing.verdict,
        "asked_as": pair.standing.asked_as,
        "sentence": shown(pair.sentence),
        "flags": [shown(flag) for flag in pair.flags],
        "fields": [
            {"field": f, "listed": left, "record": right} for f, (left, right) in sides.items() if left or right
        ],
        "evidence": [
            {"field": e.field, "outcome": e.outcome, "bits": e.bits, "share": min(1.0, abs(e.bits) / _FULL_BAR)}
            for e in pair.evidence
        ],
    }


def _pieces(left: str, right: str) -> tuple[Pieces, Pieces]:
    return differences(shown(left), shown(right))
