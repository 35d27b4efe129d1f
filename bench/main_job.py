"""Time the main job as a user runs it: whole processes, median of several runs, peak resident memory.

`make bench`, or `python bench/main_job.py [RUNS]`. The real sets are used when `../shared/eval` is there; the
generated demonstration is always used.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
STOCKTAKE = Path(sys.executable).parent / "stocktake"


def run_once(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak resident MiB of one process (the largest of its tree)."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\nfailed with {process.returncode}:\n{message.decode()}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def measure(name: str, command: Callable[[Path], list[str]], runs: int) -> None:
    """Print the median wall time, its range, and the highest peak memory of several fresh runs."""
    figures = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix="stocktake-bench-") as folder:
            figures.append(run_once(command(Path(folder))))
    seconds, memory = [f[0] for f in figures], max(f[1] for f in figures)
    print(
        f"{name:45} {statistics.median(seconds):7.1f} s  [{min(seconds):.1f}-{max(seconds):.1f}]  {memory:6.0f} MiB",
        flush=True,
    )


def main() -> None:
    """All measurements."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    measure(
        "demonstration, plain",
        lambda d: [str(STOCKTAKE), "demo", "--no-prefect", "--raw", str(d / "raw"), "--out", str(d / "out")],
        runs,
    )
    measure(
        "demonstration, Prefect flows",
        lambda d: [str(STOCKTAKE), "demo", "--raw", str(d / "raw"), "--out", str(d / "out")],
        runs,
    )
    if not EVAL.is_dir():
        print("../shared/eval is not there: the real sets were not timed.")
        return
    source = sorted((EVAL / "loc_books").glob("*.parquet"))
    mapping = ROOT / "docs" / "mappings" / "loc_books.toml"
    build = [str(STOCKTAKE), "reference", "build", *map(str, source), "--mapping", str(mapping), "--into"]
    measure("reference build, 250,000 records", lambda d: [*build, str(d / "store")], runs)
    with tempfile.TemporaryDirectory(prefix="stocktake-bench-") as folder:
        store = Path(folder) / "store"
        run_once([*build, str(store)])
        books = str(EVAL / "goodbooks" / "books.csv")
        measure(
            "reconcile 10,000 titles with 250,000 records",
            lambda d: [str(STOCKTAKE), "reconcile", books, "--reference", str(store), "--out", str(d)],
            runs,
        )


if __name__ == "__main__":
    main()
