"""Whether the probability that a record is of the listed work means what it says.

Records, yardstick and noise are those of the hidden-ISBN set: 12,000 listed titles, a third at each level of damage,
against 250,000 library records; none of these titles was used to fit a weight. Every second title that has an ISBN
keeps it, so that the run learns its weights. What is measured are all weighed pairs of the titles without one, right
and wrong candidates alike, undecided ones left out; beside it stands what the shipped weights would have said.
*Expected* is the best record's probability summed up over the titles, as in `author_exposure.expected_true_matches`;
*found right* is how many of these records are right. The product has no map from bits to probability: a monotone one
(isotonic), fitted on half of the titles and measured on the other, shows what it would change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from bench.accuracy import doors, hidden_isbn, loc_books, monotone
from bench.accuracy.measures import Score, Truth, reliability
from bench.accuracy.noise import LEVELS
from bench.accuracy.result import Cell, SetResult, Table
from bench.accuracy.truth import SAME, UNDECIDED
from stocktake import publication, steps
from stocktake.jobs import ReconcileJob
from stocktake.warehouse.connection import connect

SEED = 2026
_WEIGHED = """
    select
        titles.row_id as left_id, records.record_id as right_id, pairs.bits, pairs.probability,
        pairs.bits + sum(coalesce(learned.shipped_weight - learned.weight, 0)) as shipped_bits
    from pairs_weighed as pairs
    left join weights_of_run as learned
        on (learned.field = 'year' and learned.outcome = pairs.year_outcome)
        or (learned.field = 'publisher' and learned.outcome = pairs.publisher_outcome)
        or (learned.field = 'language' and learned.outcome = pairs.language_outcome)
    inner join int_titles__numbered as titles on pairs.title_no = titles.title_no
    inner join stg_reference__records as records on pairs.record_no = records.record_no
    group by titles.row_id, records.record_id, pairs.bits, pairs.probability
    order by left_id, right_id
"""
_LEARNED = "select field, outcome, m, u, weight, shipped_weight from weights_of_run where is_learned order by 1, 2"
STATED = {"as weighed": "probability", "weights as shipped": "shipped", "with a map": "mapped"}
HEADS = [
    "pairs of titles with",
    "pairs",
    "right",
    *(f"{score}, {how}" for score in ("ECE", "log loss") for how in STATED),
]


def measure(data: Path, work: Path) -> SetResult:
    """One run up to its weighed pairs, and how far each probability is from the share that is right."""
    drawn = hidden_isbn.sample(data)
    rows, levels = listed(drawn)
    drawn.kept.write_parquet(work / "loc.parquet")
    rows.write_csv(work / "work_probability.csv")
    cost = doors.build_reference(work / "loc.parquet", work / "loc_store", doors.LOC_MAPPING)
    found, weights = weighed(work / "work_probability.csv", work / "loc_store", work / "out")
    without = rows.filter(pl.col("isbn").is_null())["row_id"].to_list()
    pairs = hidden_isbn.judge(drawn, found.filter(pl.col("left_id").is_in(without)))
    pairs = pairs.filter(pl.col("kind") != UNDECIDED).with_columns(
        pl.col("left_id").replace_strict(levels, return_dtype=pl.String).alias("level"),
        (pl.col("kind") == SAME).alias("is_right"),
    )
    mapped = with_map(pairs)
    tables = [calibration(mapped), reliability_table(mapped), expected(mapped), learned(weights)]
    about = (__doc__ or "").split("\n\n", 1)[1]
    return SetResult("Probability of a work", about, figures(mapped), tables, cost)


def listed(drawn: hidden_isbn.Sample) -> tuple[pl.DataFrame, dict[str, str]]:
    """Canonical rows, every second ISBN kept, and the level of damage of each."""
    parts = {level: drawn.all[place :: len(LEVELS)] for place, level in enumerate(LEVELS)}
    rows = pl.concat(loc_books.catalogue(records, level, SEED) for level, records in parts.items())
    kept = {record["lccn"]: record["isbn13"][0] for record in drawn.all if len(record["isbn13"] or [])}
    kept = dict(list(kept.items())[::2])
    levels = {record["lccn"]: level for level, records in parts.items() for record in records}
    return rows.with_columns(pl.col("row_id").replace_strict(kept, default=None).alias("isbn")), levels


def weighed(catalogue: Path, store: Path, out: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`left_id, right_id, bits, probability` of every pair that a run weighs, `shipped` (the probability by shipped
    weights), and the weights that it learned.
    """
    job = ReconcileJob((catalogue,), store, out)
    with publication.building(out, steps.identify_inputs(job)) as place:
        steps.read_catalogue(job, place)
        steps.find_candidates(job, place)
        steps.weigh_evidence(job, place)
        with connect(place.work, job.machine) as con:
            pairs, weights = con.sql(_WEIGHED).pl(), con.sql(_LEARNED).pl()
    shipped = 1 / (1 + 2 ** -pl.col("shipped_bits").clip(-60, 60))
    return pairs.with_columns(pl.col("right_id").str.replace(r"^[^:]*:", ""), shipped.alias("shipped")), weights


def with_map(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs with `mapped`: the probability of a curve that was fitted on the pairs of the other half of the titles."""
    half = pairs["left_id"].rank("dense").to_numpy() % 2 == 0
    bits, truth = pairs["bits"].to_numpy(), pairs["is_right"].to_numpy()
    mapped = np.zeros(pairs.height)
    for part in (half, ~half):
        mapped[part] = monotone.read(monotone.fitted(bits[~part], truth[~part]), bits[part])
    return pairs.with_columns(pl.Series("mapped", mapped))


def figures(pairs: pl.DataFrame) -> dict[str, float | None]:
    """ECE of all pairs and of each level of damage, as weighed, by shipped weights, and with the map."""
    parts = {"": pairs} | {f"{level}_": pairs.filter(level=level) for level in LEVELS}
    stated = {"ece": "probability", "shipped_ece": "shipped", "mapped_ece": "mapped"}
    return {f"{name}{figure}": _ece(part, column) for name, part in parts.items() for figure, column in stated.items()}


def calibration(pairs: pl.DataFrame) -> Table:
    """ECE and log loss, all and by damage."""
    parts = {"any damage": pairs} | {f"{level} damage": pairs.filter(level=level) for level in LEVELS}
    rows: list[list[Cell]] = []
    for name, part in ((name, part) for name, part in parts.items() if part.height):
        figures = [score(part, column) for score in (_ece, _log_loss) for column in STATED.values()]
        rows.append([name, part.height, int(part["is_right"].sum()), *figures])
    return Table("Calibration of all weighed pairs", HEADS, rows)


def reliability_table(pairs: pl.DataFrame) -> Table:
    """What is said and what is so, in ten bins of probability."""
    rows: list[list[Cell]] = [
        [f"{low:.1f} to {low + 0.1:.1f}", n, mean, right / n]
        for low, mean, n, right in reliability(*_of(pairs, "probability"))
    ]
    return Table("Reliability: what is said and what is so", ["probability", "pairs", "mean said", "right"], rows)


def expected(pairs: pl.DataFrame) -> Table:
    """The best record of each title: probabilities summed up, and how many are right."""
    best = pairs.sort("left_id", "bits", "right_id", descending=[False, True, False]).unique("left_id", keep="first")
    rows: list[list[Cell]] = [
        [level, part.height, f"{part['probability'].sum():.1f}", int(part["is_right"].sum())]
        for level, part in ((level, best.filter(level=level)) for level in LEVELS)
    ]
    return Table("Expected true matches", ["damage", "titles with a candidate", "expected", "found right"], rows)


def learned(weights: pl.DataFrame) -> Table:
    """What the run learned of year, publisher and language."""
    heads = ["field", "outcome", "m", "u", "weight, bits", "shipped weight"]
    return Table("Weights that this run learned", heads, [list(row) for row in weights.iter_rows()])


def _of(pairs: pl.DataFrame, column: str) -> tuple[Truth, Score]:
    return pairs["is_right"].to_numpy(), pairs[column].to_numpy()


def _ece(pairs: pl.DataFrame, column: str) -> float:
    bins = reliability(*_of(pairs, column))
    return sum(abs(mean * n - right) for _, mean, n, right in bins) / max(pairs.height, 1)


def _log_loss(pairs: pl.DataFrame, column: str) -> float:
    truth, said = _of(pairs, column)
    said = np.clip(said, 1e-6, 1 - 1e-6)
    return float(-np.where(truth, np.log(said), np.log(1 - said)).mean())
