"""Delimited text → records, line by line: the careful reader, which survives broken quotes and ragged rows.

Rules: a cell is quoted when its first non-blank character is a quote, and ends at a quote that stands before
a delimiter or the end of the line; doubled quotes stand for one. A quote elsewhere is a plain character. A
quote that is opened and not properly closed within MAX_LINES lines is broken: then its first line alone is
read leniently, marked `unbalanced_quote`, and reading resumes at the next line, so one bad quote costs one
row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

MAX_LINES = 200
"""Lines that one record may span."""


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record, the line it starts on, and whether a quote had to be read leniently."""

    line: int
    cells: list[str]
    broken: bool = False


@dataclass(frozen=True, slots=True)
class _Grammar:
    whole: re.Pattern[str]
    still_open: re.Pattern[str]
    cell: re.Pattern[str]
    lenient: re.Pattern[str]


@cache
def _grammar(delimiter: str) -> _Grammar:
    """Every cell matches in one way only, so nothing is tried twice; possessive quantifiers would say so, but those of
    Python 3.11.2 are broken.
    """
    d = re.escape(delimiter)
    blank = "[ ]*" if delimiter != " " else ""
    body = r'[^"]*(?:""[^"]*)*'
    quoted = rf'{blank}"{body}"{blank}(?=[{d}]|\Z)'
    plain = rf'(?!{blank}")[^{d}\n]*'
    return _Grammar(
        whole=re.compile(rf"(?:(?:{quoted}|{plain})[{d}])*(?:{quoted}|{plain})"),
        still_open=re.compile(rf'(?:(?:{quoted}|{plain})[{d}])*{blank}"{body}\Z'),
        cell=re.compile(rf'(?:\A|[{d}])(?:{blank}"({body})"{blank}(?=[{d}]|\Z)|([^{d}]*))'),
        lenient=re.compile(rf'(?:\A|[{d}])(?:{blank}"(.*?)"{blank}(?=[{d}]|\Z)|([^{d}]*))'),
    )


def records(text: str, delimiter: str, limit: int | None = None) -> Iterator[Record]:
    """Every record of `text`, blank lines included (as one empty cell); the empty end of the file is none."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    at = 0
    while at < len(lines) and (limit is None or limit > 0):
        line = lines[at].removesuffix("\r")
        if '"' not in line:
            yield Record(at + 1, line.split(delimiter))
            at += 1
        else:
            record, used = _quoted(lines, at, _grammar(delimiter))
            yield record
            at += used
        limit = None if limit is None else limit - 1


def _quoted(lines: list[str], at: int, grammar: _Grammar) -> tuple[Record, int]:
    """The record that starts on line `at`, tried with ever more lines, and the number of lines it takes."""
    end: int | None = at + 1
    while end is not None and end - at <= MAX_LINES:
        text = "\n".join(lines[at:end]).removesuffix("\r")
        if grammar.whole.fullmatch(text):
            return Record(at + 1, _cells(text, grammar.cell)), end - at
        end = _past_next_quote(lines, end) if grammar.still_open.match(text) else None
    cells = _cells(lines[at].removesuffix("\r"), grammar.lenient)
    return Record(at + 1, [cell.removeprefix('"') for cell in cells], broken=True), 1


def _past_next_quote(lines: list[str], at: int) -> int | None:
    """The line after the next one that holds a quote: no earlier line can close a cell."""
    for number in range(at, min(at + MAX_LINES, len(lines))):
        if '"' in lines[number]:
            return number + 1
    return None


def _cells(text: str, cell: re.Pattern[str]) -> list[str]:
    return [found[1].replace('""', '"') if found[1] is not None else found[2] for found in cell.finditer(text)]
