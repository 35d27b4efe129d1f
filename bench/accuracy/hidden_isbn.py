"""Books whose identifiers were hidden and whose descriptions were damaged, against 250,000 library records.

Source, licence and conversion: `loc_books` (Library of Congress, US government work). 12,000 records of different
titles are drawn by seed; the records of the last 2,000 titles are taken out of the reference, so that nothing found
for them can be right. Noise: the three levels of `noise`, without any identifier. A fourth catalogue, of medium
damage, keeps the ISBN of every second title that has one, and 2 % of these are replaced by the ISBN of another work
in the reference: it measures CONFIRMED.

The yardstick is `truth`: a record found is of the same work, of another, or undecided. Precision is that of works
found, recall that of titles whose record is in the reference. A title that names no person has less to go by, and
stands apart."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from bench.accuracy import doors, loc_books
from bench.accuracy.candidates import candidate_pairs
from bench.accuracy.noise import LEVELS
from bench.accuracy.result import Cell, SetResult, Table, beside_peers, share
from bench.accuracy.titles_found import FOUND, Titles, Works, count, judged, run_links
from bench.accuracy.truth import DIFFERENT, SAME, UNDECIDED, work_of

SEED = 2026
N_THERE, N_ABSENT = 10_000, 2_000
WRONG_ISBNS = 0.02
PEERS_AT = "medium"
HEADS = [
    "damage",
    "titles",
    "precision of works",
    "recall of titles",
    "F1",
    "undecided",
    "absent titles with a wrong work",
]


@dataclass(frozen=True, slots=True)
class Sample:
    """The drawn records: `there` have theirs in the reference `kept`, those of `absent` were taken out."""

    there: list[loc_books.Record]
    absent: list[loc_books.Record]
    kept: pl.DataFrame

    @property
    def all(self) -> list[loc_books.Record]:
        """Both kinds."""
        return [*self.there, *self.absent]

    @property
    def works(self) -> Works:
        """The works of the drawn records, by their id."""
        return {record["lccn"]: work_of(record) for record in self.all}


@dataclass(frozen=True, slots=True)
class Level:
    """A run at one level of damage."""

    name: str
    links: pl.DataFrame
    candidates: pl.DataFrame
    cost: doors.Cost


def sample(data: Path, n_there: int = N_THERE, n_absent: int = N_ABSENT, seed: int = SEED) -> Sample:
    """Records drawn by seed, and the reference without the works of the absent ones."""
    frame = loc_books.records(data)
    drawn = loc_books.chosen(frame, n_there + n_absent, seed)
    absent = drawn[n_there:]
    return Sample(drawn[:n_there], absent, loc_books.without_works(frame, absent))


def measure(data: Path, work: Path) -> SetResult:
    """Every level with hidden identifiers, and one with half of the identifiers, some of them wrong."""
    drawn = sample(data)
    drawn.kept.write_parquet(work / "loc.parquet")
    prepared = doors.build_reference(work / "loc.parquet", work / "loc_store", doors.LOC_MAPPING)
    levels = [_level(drawn, name, work) for name in LEVELS]
    confirmed, planted, spent = _with_isbns(drawn, work)
    cost = sum((level.cost for level in levels), prepared + spent)
    tables = [
        _work_table(drawn, levels),
        _slices(drawn, levels),
        _candidate_table(drawn, levels),
        _verdicts(levels),
        confirmed,
    ]
    return SetResult(
        "Books with hidden ISBN, 12,000 against 250,000",
        (__doc__ or "").split("\n\n", 1)[1],
        _figures(drawn, levels) | planted,
        tables,
        cost,
        ours=_ours(drawn, levels[LEVELS.index(PEERS_AT)], prepared),
    )


def with_some_isbns(drawn: Sample, seed: int = SEED) -> tuple[pl.DataFrame, set[str]]:
    """The medium catalogue with the ISBN of every second title that has one; the ids of rows with a wrong one."""
    rows = loc_books.catalogue(drawn.all, "medium", seed)
    own = [(record["lccn"], record["isbn13"][0]) for record in drawn.all if len(record["isbn13"] or [])][::2]
    strangers = [record["isbn13"][0] for record in drawn.there if len(record["isbn13"] or [])]
    draw = random.Random(seed)
    wrong = set(draw.sample([row for row, _ in own], round(len(own) * WRONG_ISBNS)))
    given = {row: draw.choice([i for i in strangers if i != isbn]) if row in wrong else isbn for row, isbn in own}
    return rows.with_columns(pl.col("row_id").replace_strict(given, default=None).alias("isbn")), wrong


def titles(drawn: Sample, links: pl.DataFrame) -> Titles:
    """The judged links counted against the sample."""
    return count(links, _ids(drawn.there), _ids(drawn.absent))


def judge(drawn: Sample, links: pl.DataFrame) -> pl.DataFrame:
    """Links judged by the works of their records."""
    return judged(links, drawn.works, loc_books.works(drawn.kept, set(links["right_id"])))


def _level(drawn: Sample, name: str, work: Path) -> Level:
    catalogue = work / f"hidden_{name}.csv"
    loc_books.catalogue(drawn.all, name, SEED).write_csv(catalogue)
    cost = doors.reconcile(catalogue, work / "loc_store", work / f"hidden_{name}")
    links = judge(drawn, run_links(work / f"hidden_{name}" / "latest", (*FOUND, "CHECK")))
    there = candidate_pairs(catalogue, work / "loc_store", work / "candidates").filter(
        pl.col("left_id").is_in(list(_ids(drawn.there)))
    )
    return Level(name, links, judge(drawn, there), cost)


def _with_isbns(drawn: Sample, work: Path) -> tuple[Table, dict[str, float | None], doors.Cost]:
    rows, wrong = with_some_isbns(drawn)
    rows.write_csv(work / "half_isbns.csv")
    cost = doors.reconcile(work / "half_isbns.csv", work / "loc_store", work / "half_isbns")
    links = judge(drawn, run_links(work / "half_isbns" / "latest", ("CONFIRMED",))).filter(pl.col("kind") != UNDECIDED)
    n_right = links.filter(pl.col("kind") == SAME).height
    taken_in = links.filter(pl.col("left_id").is_in(list(wrong)) & (pl.col("kind") == DIFFERENT))["left_id"].n_unique()
    n_with = rows["isbn"].count()
    table = Table(
        "CONFIRMED, identifiers left in for half of the titles that have one, 2 % of them wrong",
        ["titles with ISBN", "wrong ISBNs planted", "CONFIRMED links", "precision", "wrong ISBNs CONFIRMED"],
        [[n_with, len(wrong), links.height, share(n_right, links.height), share(taken_in, len(wrong))]],
    )
    figures: dict[str, float | None] = {"confirmed_precision": n_right / links.height if links.height else None}
    return table, figures, cost


def _figures(drawn: Sample, levels: list[Level]) -> dict[str, float | None]:
    figures: dict[str, float | None] = {}
    for level in levels:
        found, named = _sliced(drawn, level, _anyone), _sliced(drawn, level, _names_a_person)
        figures |= {
            f"{level.name}_candidates": _n_proposed(level) / found.n_there,
            f"{level.name}_precision": found.precision,
            f"{level.name}_recall": found.recall,
            f"{level.name}_named_precision": named.precision,
            f"{level.name}_named_recall": named.recall,
        }
    return figures


def _ours(drawn: Sample, level: Level, prepared: doors.Cost) -> list[Cell]:
    """The whole job: the reference prepared, the run with its reports."""
    found = _sliced(drawn, level, _anyone)
    return beside_peers(*found.shares(), found.f1, prepared + level.cost)


def _work_table(drawn: Sample, levels: list[Level]) -> Table:
    rows = [work_row(level.name, _sliced(drawn, level, _anyone)) for level in levels]
    return Table("CONFIRMED and PROBABLE, by work", HEADS, rows)


def work_row(name: str, found: Titles) -> list[Cell]:
    """A row under `HEADS`."""
    absent = share(found.n_absent_found, found.n_absent)
    return [name, found.n_there + found.n_absent, *found.shares(), found.f1, found.n_undecided, absent]


def _slices(drawn: Sample, levels: list[Level]) -> Table:
    rows = [
        work_row(f"{level.name}, {name}", _sliced(drawn, level, belongs))
        for level in levels
        for name, belongs in SLICES.items()
    ]
    return Table("The same, by kind of title", HEADS, rows)


def _sliced(drawn: Sample, level: Level, belongs: Callable[[loc_books.Record], bool]) -> Titles:
    """What was found CONFIRMED or PROBABLE for the titles that belong."""
    there, absent = (_ids(filter(belongs, records)) for records in (drawn.there, drawn.absent))
    within = pl.col("left_id").is_in(list(there | absent)) & pl.col("verdict").is_in(FOUND)
    return count(level.links.filter(within), there, absent)


def _anyone(record: loc_books.Record) -> bool:
    return True


def _names_a_person(record: loc_books.Record) -> bool:
    return bool(record["author_100"] or len(record["added_700"] or []))


SLICES: dict[str, Callable[[loc_books.Record], bool]] = {
    "with a person": _names_a_person,
    "without a person": lambda record: not _names_a_person(record),
    "English": lambda record: bool(record["lang"] == "eng"),
    "other languages": lambda record: bool(record["lang"] != "eng"),
}


def _candidate_table(drawn: Sample, levels: list[Level]) -> Table:
    n_there = len(drawn.there)
    rows: list[list[Cell]] = []
    for level in levels:
        very = level.candidates.filter(pl.col("left_id") == pl.col("right_id"))["left_id"].n_unique()
        n_each = level.candidates.height / n_there
        rows.append([level.name, share(_n_proposed(level), n_there), share(very, n_there), f"{n_each:.1f}"])
    heads = ["damage", "a record of the work", "the very record", "records weighed a title"]
    return Table("Right record among the candidates", heads, rows)


def _verdicts(levels: list[Level]) -> Table:
    rows: list[list[Cell]] = []
    for level in levels:
        for verdict in (*FOUND, "CHECK"):
            given = level.links.filter(pl.col("verdict") == verdict)["kind"].to_list()
            rows.append([level.name, verdict, len(given), *(given.count(k) for k in (SAME, UNDECIDED, DIFFERENT))])
    return Table("Links by verdict", ["damage", "verdict", "links", "same work", "undecided", "another work"], rows)


def _n_proposed(level: Level) -> int:
    return level.candidates.filter(pl.col("kind") == SAME)["left_id"].n_unique()


def _ids(records: Iterable[loc_books.Record]) -> set[str]:
    return {record["lccn"] for record in records}
