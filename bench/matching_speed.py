"""Titles matched per second against a full-size reference, stage by stage; and the same job as Splink 5.

    python -m bench.matching_speed titles 10000 100000 --records 7500000 --work FOLDER
    python -m bench.matching_speed peer --data FOLDER --peers PYTHON --work FOLDER

`titles` takes the generated dump and its store from FOLDER (`python -m bench.full_size build updated …` makes the same
ones) or makes them. Four of five titles stand in the reference (planted by `bench.scale`), with an ISBN that some of
their records lack. Each catalogue is matched in a process of its own, from its canonical tables to judged pairs; the
figures are wall seconds, CPU seconds, pairs, and the highest resident memory of that process.

`peer` runs the job of `bench.accuracy.hidden_isbn` (12,000 damaged titles without identifiers against 250,000 library
records) with Stocktake's two commands and with Splink 5 in its own interpreter (bench/peers.txt), one after the other.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl

from bench import full_size
from bench.accuracy import doors, hidden_isbn, loc_books
from bench.accuracy.peers.contest import FIELDS
from bench.accuracy.titles_found import Titles, best_threshold, run_links
from bench.scale import families, profile, truth
from stocktake import steps
from stocktake.jobs import ReconcileJob
from stocktake.publication import RunIdentity, building
from stocktake.settings import Machine

FAMILY, SEED, PLANTED_OF_FIVE = "updated", 2025, 4
STAGES = {
    "read catalogue": steps.read_catalogue,
    "find candidates": steps.find_candidates,
    "weigh evidence": steps.weigh_evidence,
}
MATCHING = ("find candidates", "weigh evidence")
Figures = dict[str, Any]


def titles(records: int, sizes: list[int], work: Path, threads: int) -> Figures:
    """Every size of catalogue against the same store."""
    source, store = full_size.dump(FAMILY, records, work, gzipped=False), work / f"store-{FAMILY}-{records}"
    full_size.built(source, store)
    runs = [_run(_catalogue(records, size, work), store, work / "matching", threads) for size in sizes]
    for size, run in zip(sizes, runs, strict=True):
        _print_run(size, run)
    return {"records": records, "threads": threads, "runs": dict(zip(map(str, sizes), runs, strict=True))}


def _catalogue(records: int, n_titles: int, work: Path) -> Path:
    target = work / f"titles-{records}-{n_titles}.csv"
    if not target.exists():
        made = families.family(FAMILY, profile.load(None), SEED)
        truth.catalogue(made, records, n_titles * PLANTED_OF_FIVE // 5).write_csv(target)
    return target


def _run(catalogue: Path, store: Path, out: Path, threads: int) -> Figures:
    """The stages in a process of their own, with its highest resident memory."""
    command = [sys.executable, "-m", "bench.matching_speed", "stages", str(catalogue), str(store), str(out)]
    process = subprocess.Popen([*command, "--threads", str(threads)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"matching {catalogue.name} failed ({status}).")
    return {**json.loads(told), "peak_mib": round(used.ru_maxrss / 1024)}


def stages(catalogue: Path, store: Path, out: Path, threads: int) -> Figures:
    """Wall and CPU seconds of each stage, and the counts of the run; nothing is published."""
    job = ReconcileJob((catalogue,), store, out, machine=Machine(threads=threads))
    told: Figures = {"seconds": {}, "cpu_seconds": {}, "counts": {}}
    with building(out, RunIdentity("bench", "bench", None, (), "")) as place:
        for name, step in STAGES.items():
            began, began_cpu = time.perf_counter(), time.process_time()
            step(job, place)
            told["seconds"][name] = round(time.perf_counter() - began, 2)
            told["cpu_seconds"][name] = round(time.process_time() - began_cpu, 2)
        told["counts"] = json.loads((place.work / "counts.json").read_text("utf-8"))
    return told


def _print_run(n_titles: int, run: Figures) -> None:
    for name, seconds in run["seconds"].items():
        print(f"{n_titles:>9,}  {name:16} {seconds:8.1f} s  {run['cpu_seconds'][name]:8.1f} CPU s")
    seconds = sum(run["seconds"][name] for name in MATCHING)
    n_pairs = run["counts"]["n_pairs"]
    print(
        f"{n_titles:>9,}  {n_titles / seconds:,.0f} titles/s through {' and '.join(MATCHING)}; "
        f"{n_pairs:,} pairs weighed, {run['peak_mib']:,} MiB resident at most",
        flush=True,
    )


def peer(data: Path, python: Path, work: Path) -> Figures:
    """The same job by both: seconds of whole processes, resident memory, and F1 by work."""
    drawn, folder = hidden_isbn.sample(data), work / "peer"
    folder.mkdir(parents=True, exist_ok=True)
    told = {"stocktake": _ours(drawn, folder), "splink5": _splink(drawn, folder, python)}
    for name, run in told.items():
        print(f"{name:10} {run['seconds']:7.1f} s  {run['peak_mib']:6,.0f} MiB  F1 {run['f1']:.4f}  {run['note']}")
    print(f"Splink 5 takes {told['splink5']['seconds'] / told['stocktake']['seconds']:.1f} times as long")
    return told


def _ours(drawn: hidden_isbn.Sample, folder: Path) -> Figures:
    drawn.kept.write_parquet(folder / "loc.parquet")
    loc_books.catalogue(drawn.all, hidden_isbn.PEERS_AT, hidden_isbn.SEED).write_csv(folder / "listed.csv")
    cost = doors.build_reference(folder / "loc.parquet", folder / "store", doors.LOC_MAPPING)
    stage = _run(folder / "listed.csv", folder / "store", folder / "stages", Machine().threads)
    run = doors.reconcile(folder / "listed.csv", folder / "store", folder / "run")
    links = hidden_isbn.judge(drawn, run_links(folder / "run" / "latest"))
    note = f"(preparation {cost.seconds:.1f} s, run with reports {run.seconds:.1f} s)"
    return {**_figures(cost + run, hidden_isbn.titles(drawn, links)), "note": note, "stages": stage}


def _splink(drawn: hidden_isbn.Sample, folder: Path, python: Path) -> Figures:
    _side(loc_books.catalogue(drawn.all, hidden_isbn.PEERS_AT, hidden_isbn.SEED), folder / "left.parquet")
    records = pl.DataFrame([loc_books.listed(record) for record in drawn.kept.iter_rows(named=True)])
    _side(records, folder / "right.parquet")
    cost = doors.command(python, "-m", "bench.accuracy.peers", "splink5", folder)
    links = hidden_isbn.judge(drawn, pl.read_parquet(folder / "splink5.parquet"))
    there, absent = ({record["lccn"] for record in records} for records in (drawn.there, drawn.absent))
    threshold, found = best_threshold(links, there, absent)
    return {**_figures(cost, found), "note": f"(threshold {threshold:.4f}, picked on the gold)"}


def _side(rows: pl.DataFrame, target: Path) -> None:
    """As `bench.accuracy.peers.job` wants it."""
    title = pl.concat_str("title", "subtitle", separator=": ", ignore_nulls=True)
    described = rows.with_columns(title.alias("title")).rename({"row_id": "id", "contributors": "authors"})
    described.select(FIELDS).unique("id", maintain_order=True).write_parquet(target)


def _figures(cost: doors.Cost, found: Titles) -> Figures:
    shares = {"precision": found.precision, "recall": found.recall, "f1": found.f1}
    return {"seconds": cost.seconds, "peak_mib": cost.peak_mib, **shares}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(dest="task", required=True)
    by_title = tasks.add_parser("titles")
    by_title.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000])
    by_title.add_argument("--records", type=int, default=7_500_000)
    beside = tasks.add_parser("peer")
    beside.add_argument("--data", type=Path, required=True)
    beside.add_argument("--peers", type=Path, required=True, help="an interpreter with bench/peers.txt")
    alone = tasks.add_parser("stages")
    for name in ("catalogue", "store", "out"):
        alone.add_argument(name, type=Path)
    for task in (by_title, beside):
        task.add_argument("--work", type=Path, required=True)
        task.add_argument("--json", type=Path)
    for task in (by_title, alone):
        task.add_argument("--threads", type=int, default=Machine().threads)
    given = parser.parse_args()
    if given.task == "stages":
        print(json.dumps(stages(given.catalogue, given.store, given.out, given.threads)))
        return
    given.work.mkdir(parents=True, exist_ok=True)
    if given.task == "titles":
        told = titles(given.records, given.sizes, given.work, given.threads)
    else:
        told = peer(given.data, given.peers, given.work)
    if given.json:
        given.json.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
