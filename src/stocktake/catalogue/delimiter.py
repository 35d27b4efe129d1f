"""Which character parts the cells of a text file."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from stocktake.catalogue.records import Record, records
from stocktake.catalogue.regular import NO_DELIMITER
from stocktake.catalogue.synonyms import recognised

CANDIDATES = (",", "\t", ";", "|")
UNUSUAL = ("^", "~", "%", "#", "*")
"""Believed only where they part two or more known column names, and more of them than any candidate."""
_SAMPLE_BYTES = 262_144
_SAMPLE_RECORDS = 200
_DECLARED = re.compile(rb'\A"?sep=(.)"?\r?\n', re.IGNORECASE)


def declared_delimiter(data: bytes) -> str | None:
    """The delimiter that Excel's own first line `sep=;` names, if the file has one."""
    found = _DECLARED.match(data)
    return found[1].decode("latin-1") if found else None


def sniff_delimiter(data: bytes) -> str:
    """Prefer the delimiter that shows most known column names in one row, then the one that gives most rows
    one same width, then the wider; ties go to the order of CANDIDATES. NO_DELIMITER if no row is ever
    parted."""
    sample = data[:_SAMPLE_BYTES].decode(errors="ignore")
    scores = {candidate: _score(sample, candidate) for candidate in CANDIDATES}
    best = max(CANDIDATES, key=lambda candidate: scores[candidate])
    for unusual in (character for character in UNUSUAL if character in sample):
        scores[unusual] = _score(sample, unusual)
        if scores[unusual][0] > max(1, scores[best][0]):
            best = unusual
    return best if scores[best][2] > 1 else NO_DELIMITER


def _score(sample: str, delimiter: str) -> tuple[float, float, int]:
    rows = [record for record in islice(records(sample, delimiter), _SAMPLE_RECORDS) if any(record.cells)]
    widths = Counter(len(record.cells) for record in rows)
    width = max(widths, key=lambda w: (widths[w], w), default=1)
    header, named = _best_header(rows[:30])
    if header is not None and named:
        width = len(header.cells)
    share = widths[width] / len(rows) if rows and width > 1 else 0.0
    return named, share, width


def _best_header(rows: list[Record]) -> tuple[Record | None, int]:
    """The row with most known column names (the first of equals) and how many it has."""
    best = max(rows, key=lambda record: recognised(record.cells), default=None)
    return best, recognised(best.cells) if best else 0
