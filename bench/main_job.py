"""Time the main job as a user runs it: whole processes, median of several runs, peak resident memory.

`make bench`, or `python bench/main_job.py [RUNS]`. The real sets are used when `../shared/eval` is there; the
generated demonstration is always used.
"""

from __future__ import annotations

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


# A process counts the memory of the one that started it as its own peak, so a small one stands between.
_LAUNCH = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def run_once(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak resident MiB of one process (the largest of its tree)."""
    started = time.perf_counter()
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCH, *command]
    done = subprocess.run(launcher, check=False, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\nfailed with {done.returncode}:\n{done.stderr}")
    return time.perf_counter() - started, int(done.stdout) / 1024


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
