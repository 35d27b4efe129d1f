"""Every odd list in tests/cases/bibliography is read as the expectation beside it says."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stocktake.catalogue.bibliography import bibtex, csl, ris
from stocktake.catalogue.entries import Entry
from stocktake.errors import BadInput

CASES = Path(__file__).parents[2] / "cases" / "bibliography"
FILES = sorted(
    path for path in CASES.iterdir() if path.suffix in (".bib", ".ris", ".json") and "expect" not in path.name
)
LOOKS = {".bib": bibtex.looks_like, ".ris": ris.looks_like, ".json": csl.looks_like}
ReadFile = Callable[[Path], list[Entry]]


def told(entry: Entry) -> dict[str, Any]:
    """What an expectation states of an entry: short, without empty values."""
    found = {
        "line": entry.line,
        "key": entry.key,
        "reason": entry.reason,
        "values": {name: text for name, text in entry.values.items() if name != "row_id"},
        "people": [" | ".join((p.name, p.family, p.given, p.suffix, p.role)) for p in entry.people],
        "corporate": [p.name for p in entry.people if p.is_corporate],
        "identifiers": [list(pair) for p in entry.people for pair in p.identifiers],
        "numbers": [" ".join(filter(None, (n.field, n.raw, n.label))) for n in entry.numbers],
        "related": [f"{link.relation} {link.scheme} {link.raw}" for link in entry.related],
        "warnings": [code for code, _ in entry.warnings],
    }
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_odd_list_is_read_as_expected(path: Path, read_file: ReadFile) -> None:
    expected = json.loads((path.parent / f"{path.name}.expect.json").read_text("utf-8"))
    assert [told(entry) for entry in read_file(path)] == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_first_bytes_tell_the_format_and_no_other(path: Path) -> None:
    head = path.read_bytes()[:4096]
    assert {suffix for suffix, looks_like in LOOKS.items() if looks_like(head)} == {path.suffix}


@pytest.mark.parametrize(
    "head", [b"Title,Author\nTY,x\n", b"ISBN;Title\n@home;x", b"<xml/>", b'{"a": 1}', b"[1, 2]", b""]
)
def test_other_files_look_like_no_reference_list(head: bytes) -> None:
    assert not any(looks_like(head) for looks_like in LOOKS.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rejected_entries_say_where_and_what_to_do(path: Path, read_file: ReadFile) -> None:
    for entry in read_file(path):
        assert entry.reason is None or "ine " in entry.advice


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One to six places flipped, cut out or doubled."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(found)), chance.randint(1, 25)
        match chance.randrange(3):
            case 0:
                found[at] = chance.randrange(256)
            case 1:
                del found[at : at + size]
            case _:
                found[at:at] = found[at : at + size]
    return bytes(found)


@pytest.mark.parametrize("seed", range(150))
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_damage_never_ends_in_a_trace_or_in_two_entries_of_one_key(
    path: Path, seed: int, read_file: ReadFile, tmp_path: Path
) -> None:
    damaged = tmp_path / path.name
    damaged.write_bytes(mutated(path.read_bytes(), random.Random(seed)))
    try:
        found = read_file(damaged)
    except BadInput as error:
        assert path.suffix == ".json"
        assert error.advice
        return
    keys = [entry.key or f"line {entry.line}" for entry in found]
    assert len(keys) == len(set(keys))
    assert all(entry.advice for entry in found if entry.reason)
