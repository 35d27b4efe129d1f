"""Explanations as JSON for analysts. The keys are stable: new ones may come, none goes or changes its meaning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from stocktake.explain.explanation import Beside, Explanation

_OF_TITLE = ("title_id", "row_id", "source_file", "source_line", "title", "contributors_raw", "year", "isbn13_list")


def as_json(key: str, found: Sequence[Explanation], note: str = "") -> str:
    """The key as given, how it led here if not directly, and the titles. Everything beyond ASCII is escaped."""
    told = {"key": key, "note": note, "titles": [_title(each) for each in found]}
    return json.dumps(told, indent=2, ensure_ascii=True, default=str)


def _title(found: Explanation) -> dict[str, Any]:
    return {name: found.title[name] for name in _OF_TITLE} | {
        "verdict": found.verdict,
        "reason": found.reason,
        "sentence": found.sentence,
        "probable_bits": found.probable_bits,
        "stages": [asdict(stage) for stage in found.stages],
        "records": [_record(each) for each in found.beside],
    }


def _record(beside: Beside) -> dict[str, Any]:
    return asdict(beside) | {"is_taken": beside.is_taken}
