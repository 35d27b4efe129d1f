"""The objects of a JSON list, one by one, past those that are broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_BETWEEN = re.compile(r"[\s,\]]*")
_LIST = re.compile(r'\s*(?:\{\s*"items"\s*:\s*)?\[')
_NEXT = re.compile(r"\}?\s*,?\s*(\{)")
_OF_A_REFERENCE = ("type", "id", "title", "DOI", "ISBN", "container-title")
_MOST_TRIES = 2000
_WINDOW = 1 << 22
"""What has been read is cut off now and then: an error of the decoder counts the lines from the start of its text."""


@dataclass(frozen=True, slots=True)
class Found:
    """One object, or what is wrong in its place. Numbers are text, as written."""

    line: int
    item: dict[str, Any] | None
    problem: str = ""


def objects(text: str) -> Iterator[Found]:
    """Every element of the list; a text that is no list is one object. Behind a broken object the next one that looks
    like a reference is looked for.
    """
    listed = _LIST.match(text)
    at, line, counted = listed.end() if listed else 0, 1, 0
    while (at := _past_gap(text, at)) < len(text):
        line, counted = line + text.count("\n", counted, at), at
        if at > _WINDOW:
            text, at, counted = text[at:], 0, 0
        item, end, problem = _decoded(text, at)
        if problem and not text[at:].strip("}] \t\r\n"):
            return
        yield Found(line, item, problem)
        at = _next_object(text, at) if end <= at else end


def _past_gap(text: str, at: int) -> int:
    """Past commas and blanks; behind the end of the list only what begins like an object counts."""
    found = _BETWEEN.match(text, at)
    end = found.end() if found else at
    if "]" not in text[at:end]:
        return end
    following = text.find("{", end)
    return following if following >= 0 else len(text)


def _decoded(text: str, at: int) -> tuple[dict[str, Any] | None, int, str]:
    try:
        item, end = _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        return None, at, f"it is no JSON ({error.msg})"
    except RecursionError:
        return None, at, "it is nested too deeply"
    return (item, end, "") if isinstance(item, dict) else (None, end, "it is no object")


def _next_object(text: str, at: int) -> int:
    """Where the next object with keys of a reference begins; the end of the text without one."""
    for tried, found in enumerate(_NEXT.finditer(text, at + 1)):
        item, _, _ = _decoded(text, found.start(1))
        if item is not None and any(name in item for name in _OF_A_REFERENCE):
            return found.start(1)
        if tried > _MOST_TRIES:
            break
    return len(text)
