"""The peers' jobs and the judging of their answers, in the bench's own interpreter."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from bench.accuracy import dblp_acm, doors, goldfinch, hidden_isbn
from bench.accuracy.loc_books import catalogue, listed
from bench.accuracy.measures import Counts, Truth, at_threshold, best_f1
from bench.accuracy.result import Cell, Table, ranged
from bench.accuracy.titles_found import Titles, best_threshold

FIELDS = ("id", "title", "authors", "year", "publisher")
NAMES = {
    "splink5": "Splink 5",
    "record_linkage": "recordlinkage, mean similarity",
    "record_linkage_ecm": "recordlinkage, ECM",
    "tfidf": "TF-IDF, nearest record",
    "rapidfuzz_mean": "RapidFuzz, title and authors",
    "rapidfuzz_title": "RapidFuzz, title alone",
}
UNTUNED = {
    "splink5": 0.95,
    "record_linkage": 0.85,
    "record_linkage_ecm": 0.5,
    "tfidf": 0.8,
    "rapidfuzz_mean": 0.9,
    "rapidfuzz_title": 0.9,
}
FINDERS = tuple(peer for peer in NAMES if not peer.startswith("rapidfuzz"))
HEADS = ["peer", "setting", "threshold", "precision", "recall", "F1", "seconds", "MiB"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A peer's links with scores, what it cost, and its versions."""

    peer: str
    links: pl.DataFrame
    cost: doors.Cost
    versions: dict[str, str]


def run(name: str, data: Path, work: Path, python: Path) -> tuple[Table, dict[str, str]]:
    """All peers that can do the job of a set; the table of their figures, and their versions."""
    folder = work / "peers"
    folder.mkdir()
    table, answers = CONTESTS[name](data, folder, python)
    return table, {package: number for answer in answers for package, number in answer.versions.items()}


def one_to_one(links: pl.DataFrame) -> pl.DataFrame:
    """The links of highest score such that no id on either side is used twice; of equal ones the lower ids win."""
    ordered = links.sort(["score", "left_id", "right_id"], descending=[True, False, False])
    lefts: set[str] = set()
    rights: set[str] = set()
    kept = []
    for left, right in ordered.select("left_id", "right_id").iter_rows():
        free = left not in lefts and right not in rights
        kept.append(free)
        if free:
            lefts.add(left)
            rights.add(right)
    return ordered.filter(pl.Series("kept", kept, pl.Boolean))


def _ask(peer: str, folder: Path, python: Path) -> Answer:
    cost = doors.command(python, "-m", "bench.accuracy.peers", peer, folder)
    versions = json.loads((folder / f"{peer}.json").read_text("utf-8"))
    return Answer(peer, pl.read_parquet(folder / f"{peer}.parquet"), cost, versions)


def _goldfinch(data: Path, folder: Path, python: Path) -> tuple[Table, list[Answer]]:
    pairs = goldfinch.pairs(data)
    for side in ("left", "right"):
        _side(pairs.select(pl.col(f"{side}_{field}").alias(field) for field in FIELDS), folder, side)
    pairs.select("left_id", "right_id").write_parquet(folder / "pairs.parquet")
    gold = pairs.filter(pl.col("label") == "1").select("left_id", "right_id")
    answers = [_ask(peer, folder, python) for peer in NAMES]
    rows = [row for answer in answers for row in _pair_rows(answer, gold, assigned=False)]
    return Table("Pairs of MARC book records", HEADS, rows), answers


def _dblp_acm(data: Path, folder: Path, python: Path) -> tuple[Table, list[Answer]]:
    for side, name in (("left", "dblp"), ("right", "acm")):
        _side(dblp_acm.side(data, name).with_columns(publisher=pl.col("venue")), folder, side)
    answers = [_ask(peer, folder, python) for peer in FINDERS]
    rows = [row for answer in answers for row in _pair_rows(answer, dblp_acm.gold(data), assigned=True)]
    return Table("Papers, end to end (DBLP–ACM)", HEADS, rows), answers


def _hidden_isbn(data: Path, folder: Path, python: Path) -> tuple[Table, list[Answer]]:
    drawn = hidden_isbn.sample(data)
    rows = catalogue(drawn.all, hidden_isbn.PEERS_AT, hidden_isbn.SEED)
    _side(_described(rows), folder, "left")
    _side(_described(pl.DataFrame([listed(record) for record in drawn.kept.iter_rows(named=True)])), folder, "right")
    answers = [_ask(peer, folder, python) for peer in FINDERS]
    table_rows = [row for answer in answers for row in _work_rows(answer, drawn)]
    return Table(f"Books with hidden ISBN, {hidden_isbn.PEERS_AT} damage, by work", HEADS, table_rows), answers


def _described(rows: pl.DataFrame) -> pl.DataFrame:
    title = pl.concat_str("title", "subtitle", separator=": ", ignore_nulls=True)
    return rows.with_columns(title.alias("title")).rename({"row_id": "id", "contributors": "authors"})


def _side(frame: pl.DataFrame, folder: Path, side: str) -> None:
    frame.select(FIELDS).unique("id", maintain_order=True).write_parquet(folder / f"{side}.parquet")


def _pair_rows(answer: Answer, gold: pl.DataFrame, assigned: bool) -> list[list[Cell]]:
    untuned = UNTUNED[answer.peer]
    rows = [_pair_row(answer, "untuned", untuned, _at(answer.links, gold, untuned))]
    rows.append(_pair_row(answer, "picked on the gold", *_best(answer.links, gold)))
    if assigned:
        single = one_to_one(answer.links)
        rows.append(_pair_row(answer, "untuned, one to one", untuned, _at(single, gold, untuned)))
        rows.append(_pair_row(answer, "picked on the gold, one to one", *_best(single, gold)))
    return rows


def _at(links: pl.DataFrame, gold: pl.DataFrame, threshold: float) -> Counts:
    return at_threshold(_truth(links, gold), links["score"].to_numpy(), gold.height, threshold)


def _best(links: pl.DataFrame, gold: pl.DataFrame) -> tuple[float, Counts]:
    return best_f1(_truth(links, gold), links["score"].to_numpy(), gold.height)


def _truth(links: pl.DataFrame, gold: pl.DataFrame) -> Truth:
    marked = links.join(gold.with_columns(right=True), on=["left_id", "right_id"], how="left", maintain_order="left")
    right: Truth = marked["right"].fill_null(False).to_numpy()
    return right


def _pair_row(answer: Answer, setting: str, threshold: float, at: Counts) -> list[Cell]:
    return _row(answer, setting, threshold, [*at.shares(), ranged(at.f1, *at.f1_interval())])


def _work_rows(answer: Answer, drawn: hidden_isbn.Sample) -> list[list[Cell]]:
    there, absent = ({record["lccn"] for record in records} for records in (drawn.there, drawn.absent))
    rows = []
    for words, links in (("", answer.links), (", one to one", one_to_one(answer.links))):
        links = hidden_isbn.judge(drawn, links)
        found = hidden_isbn.titles(drawn, links.filter(pl.col("score") >= UNTUNED[answer.peer]))
        rows.append(_work_row(answer, f"untuned{words}", UNTUNED[answer.peer], found))
        rows.append(_work_row(answer, f"picked on the gold{words}", *best_threshold(links, there, absent)))
    return rows


def _work_row(answer: Answer, setting: str, threshold: float, found: Titles) -> list[Cell]:
    return _row(answer, setting, threshold, [*found.shares(), found.f1])


def _row(answer: Answer, setting: str, threshold: float, cells: list[Cell]) -> list[Cell]:
    cost = answer.cost
    return [NAMES[answer.peer], setting, round(threshold, 4), *cells, f"{cost.seconds:.0f}", f"{cost.peak_mib:,.0f}"]


CONTESTS: dict[str, Callable[[Path, Path, Path], tuple[Table, list[Answer]]]] = {
    "goldfinch": _goldfinch,
    "dblp_acm": _dblp_acm,
    "hidden_isbn": _hidden_isbn,
}
