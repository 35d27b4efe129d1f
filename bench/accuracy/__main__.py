"""`python -m bench.accuracy --data ../shared/eval --out docs/accuracy.md [--only SET …] [--peers PYTHON] [--date DAY]`.

Each set is measured and its figures put into `bench/accuracy/results.json`; the page is made from that file. Sets that
were not asked for keep their older figures, with their older date.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.accuracy import dblp_acm, goldfinch, goodbooks, hidden_isbn, namesakes, verify_cases, work_probability
from bench.accuracy.page import render
from bench.accuracy.peers import contest
from bench.accuracy.result import FILE, SetResult, read_results, with_peers, with_set, write_results
from stocktake.settings import RULES_VERSION
from stocktake.steps import program_digest

SETS: dict[str, Callable[[Path, Path], SetResult]] = {
    "goldfinch": goldfinch.measure,
    "dblp_acm": dblp_acm.measure,
    "hidden_isbn": hidden_isbn.measure,
    "goodbooks": goodbooks.measure,
    "namesakes": namesakes.measure,
    "verify_cases": verify_cases.measure,
    "work_probability": work_probability.measure,
}


def main() -> int:
    """Measure, keep, render; 1 when a disagreement of the expected verdicts has no comment."""
    asked = _arguments()
    if not asked.data.is_dir():
        print(f"{asked.data} is not there: nothing was measured, {asked.out} was left as it is.")
        return 0
    results = read_results()
    for name in asked.only:
        results = _measured(results, name, asked)
        write_results(results)
        asked.out.write_text(render(read_results(), FILE.parent), "utf-8")
    return _settled(results)


def _measured(results: dict[str, Any], name: str, asked: argparse.Namespace) -> dict[str, Any]:
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="stocktake-accuracy-") as folder:
        work = Path(folder)
        results = with_set(results, name, SETS[name](asked.data, work), _made(asked.date))
        _say(name, results["sets"][name]["figures"], started)
        if asked.peers and name in contest.CONTESTS:
            table, versions = contest.run(name, asked.data, work, asked.peers)
            results = with_peers(results, name, table, {"date": asked.date} | versions)
            _say(f"{name}, peers", {}, started)
    return results


def _say(name: str, figures: dict[str, float | None], started: float) -> None:
    shown = ", ".join(f"{key} {value:.4f}" for key, value in figures.items() if value is not None)
    print(f"{name}: {time.perf_counter() - started:.0f} s; {shown}", flush=True)


def _made(date: str) -> dict[str, str]:
    names = ("stocktake", "polars", "duckdb", "rapidfuzz")
    versions = {name: version(name) for name in names} | {"python": platform.python_version()}
    return {"date": date, "rules": RULES_VERSION, "program": program_digest()[:12]} | versions


def _settled(results: dict[str, Any]) -> int:
    left = [f"{name}: {pair}" for name, measured in results["sets"].items() for pair in measured["unsettled"]]
    if left:
        print(f"{len(left)} disagreements have no comment in {verify_cases.COMMENTS.name}:", *left, sep="\n  ")
    return 1 if left else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description="Measure how right verdicts are.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation sets")
    parser.add_argument("--out", type=Path, required=True, help="the page")
    parser.add_argument("--only", nargs="+", choices=[*SETS], default=[*SETS], help="sets to measure")
    parser.add_argument("--peers", type=Path, help="Python interpreter with the packages of bench/peers.txt")
    parser.add_argument("--date", required=True, help="day of the measurement, YYYY-MM-DD; stated on the page")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
