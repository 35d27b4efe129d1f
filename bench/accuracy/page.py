"""docs/accuracy.md from the results file and the judged samples: no figure is typed by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.accuracy.aims import AIMS
from bench.accuracy.by_eye import summaries
from bench.accuracy.cells import cell

HEAD = """# Accuracy

Made by `make bench-accuracy` from `bench/accuracy/results.json`; do not edit. Everything is measured through the
commands that users have (`stocktake evaluate pairs`, `reference build`, `reconcile`), as whole processes, on two
cores with 24 GiB. The data is not part of this repository; each set says where it is from, under which licence, and
what was done to it. A share stands with its 95 % Wilson interval and its counts; F1 with 95 % of its resamples.

```
make bench-accuracy                                  # all sets, without peers
make bench-accuracy PEERS=path/to/peers/bin/python   # besides, the peers of bench/peers.txt
python -m bench.accuracy --data ../shared/eval --out docs/accuracy.md --only goldfinch --date 2026-11-22
```
"""
PEERS_HEAD = """## Peers

Run by the same bench, each as a process of its own (`bench/accuracy/peers/`), on the same descriptions. *Untuned* is
each peer at a threshold fixed before it was run, as a user without labels has to choose one. *Picked on the gold* is
the best threshold in hindsight, which nobody can choose without the answers; ours never has one. *One to one*: a title
and a record are used once at most, best first. Seconds and memory are those of the whole job: for us a reference
prepared, a run, and a report for every author.
"""
BY_EYE_HEAD = """## Read by eye

Random samples of matches of real runs, drawn by `python -m bench.accuracy.by_eye sample` and judged by a person.
"""


def render(results: dict[str, Any], folder: Path) -> str:
    """The page; `folder` holds the judged samples (`by_eye_*.csv`)."""
    sections = [HEAD, *_aims(results)]
    for name, measured in sorted(results["sets"].items()):
        sections += _section(name, measured)
    if results["peers"]:
        sections.append(PEERS_HEAD)
        for name, measured in sorted(results["peers"].items()):
            sections += [*_contest(measured["table"], results["sets"].get(name)), _made(measured["made"])]
    sections += _read_by_eye(folder)
    return "\n\n".join(text.strip() for text in sections) + "\n"


def table(given: dict[str, Any]) -> list[str]:
    """A caption and a Markdown table."""
    return [f"**{given['caption']}**", _lines(given["columns"], given["rows"])]


def _lines(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    heads = list(columns)
    body = [heads, ["---"] * len(heads), *([cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in body)


def _aims(results: dict[str, Any]) -> list[str]:
    rows = []
    for aim in AIMS:
        value = aim.measured(results)
        bound = f"{'≤' if aim.below else '≥'} {aim.bound}"
        rows.append([aim.words, bound, value, "not measured" if value is None else aim.reached(value)])
    return ["## Aims", _lines(["figure", "aim", "measured", "reached"], rows)]


def _section(name: str, measured: dict[str, Any]) -> list[str]:
    cost = measured["cost"]
    spent = f"`--only {name}`: {cost['seconds']:.0f} s in the product's processes, {cost['peak_mib']:,.0f} MiB at most."
    parts = [f"## {measured['title']}", measured["about"]]
    for each in measured["tables"]:
        parts += table(each)
    return [*parts, f"{spent} {_made(measured['made'])}"]


def _contest(peers: dict[str, Any], measured: dict[str, Any] | None) -> list[str]:
    """The peers' table, headed by our own row where the set was measured."""
    ours = [["**Stocktake**", "its own threshold", "–", *measured["ours"]]] if measured else []
    return table(peers | {"rows": [*ours, *peers["rows"]]})


def _made(made: dict[str, str]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in sorted(made.items()) if name != "date")
    return f"Measured on {made['date']} with {versions}."


def _read_by_eye(folder: Path) -> list[str]:
    found = summaries(folder)
    if not found:
        return []
    heads = ["sample", "verdict", "read", "the listed work", "related (part, set, adaptation)", "wrong", "unsure"]
    return [BY_EYE_HEAD, _lines(heads, found)]
