"""Labelled pairs of MARC book records: the same publication or not.

Source: HathiTrust Goldfinch set 1.1, validation part: 10,208 pairs of records, half of them of one publication by
construction; identifiers were removed by its makers. Licence: CC0 (HathiTrust metadata). Conversion: `marc_json`; two
consecutive lines are a pair, `val_labels.csv` has the labels. No noise is added.

The shipped parameters have been fitted on this set (`bench/accuracy/fit.py`), and a set flatters what was fitted on it.
So the figures that count are crossed: the set is cut in five parts such that no record is in two of them, and each part
is scored by parameters that were fitted on the four others. Beside them, each of two halves (`halves`) is scored by
parameters that were fitted on the other; they see fewer pairs. Which measures there are, and where the knots of their
curves lie, was chosen once for all parts.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import polars as pl
from rapidfuzz import fuzz, utils
from rapidfuzz.process import cpdist

from bench.accuracy import doors
from bench.accuracy.halves import halves
from bench.accuracy.marc_json import description
from bench.accuracy.measures import Counts, at_threshold, recall_at_precision, reliability
from bench.accuracy.result import Cell, SetResult, Table, beside_peers, ranged, share
from stocktake.evaluation.figures import average_precision, calibration_error

ARCHIVE, LABELS = "goldfinch/val.json.zip", "goldfinch/val_labels.csv"
ALIKE = 90.0
FLOOR, LIKELY = 0.99, 0.5
FOUND = ("CONFIRMED", "PROBABLE")
CROSSED = "five parts, each fitted on the four others"
COLUMNS = [
    "", "pairs", "true", "F1", "precision", "recall", "F1 at probability ≥ 0.5", "recall at precision ≥ 0.99",
    "average precision", "ECE",
]  # fmt: skip


def pairs(data: Path) -> pl.DataFrame:
    """`left_id, right_id, label` and the fields of both sides, all as text."""
    with zipfile.ZipFile(data / ARCHIVE) as archive, archive.open(archive.namelist()[0]) as lines:
        records = {made["id"]: made for made in (description(json.loads(line)) for line in lines)}
    labels = pl.read_csv(data / LABELS, infer_schema=False)
    rows = [_pair(records[one], records[other], label) for one, other, label in labels.iter_rows()]
    return pl.DataFrame(rows, infer_schema_length=None)


def measure(data: Path, work: Path) -> SetResult:
    """The crossed figures, the halves, the shipped parameters, and the pairs that look most alike."""
    given = pairs(data)
    given.write_csv(work / "goldfinch.csv")
    cost = doors.evaluate_pairs(work / "goldfinch.csv", work / "goldfinch_scored.csv")
    shipped = pl.read_csv(work / "goldfinch_scored.csv", infer_schema=False)
    crossed = refitted(data, given)
    unseen = crossed[CROSSED]
    figures = _figures(shipped) | {f"crossed_{name}": value for name, value in _figures(unseen).items()}
    figures |= {f"hard_{name}": value for name, value in _figures(unseen.filter(look_alike(unseen))).items()}
    scored = {**crossed, "all, shipped parameters": shipped}
    tables = [_main_table(scored), _hard_pairs(scored), _hard_negatives(scored), _calibration(unseen)]
    about = (__doc__ or "").split("\n\n", 1)[1]
    at = counts(unseen)
    ours = beside_peers(*at.shares(), ranged(at.f1, *at.f1_interval()), cost)
    return SetResult("Pairs of MARC book records", about, figures, tables, cost, ours=ours)


def _main_table(scored: dict[str, pl.DataFrame]) -> Table:
    rows = [_row(name, part) for name, part in scored.items()]
    return Table("At the threshold of PROBABLE; F1 with a 95 % interval", COLUMNS, rows)


def _hard_pairs(scored: dict[str, pl.DataFrame]) -> Table:
    rows = [_row(name, part.filter(look_alike(part))) for name, part in scored.items()]
    return Table("Only the pairs whose title and author are both ≥ 90 alike", COLUMNS, rows)


def look_alike(scored: pl.DataFrame) -> pl.Series:
    """Whether titles and authors are both at least 90 alike (RapidFuzz ratio; case and punctuation left out)."""
    alike = pl.Series("alike", np.ones(scored.height, dtype=bool))
    for field in ("title", "authors"):
        sides = (scored[f"{side}_{field}"].fill_null("").to_list() for side in ("left", "right"))
        alike &= pl.Series(cpdist(*sides, scorer=fuzz.ratio, processor=utils.default_process) >= ALIKE)
    return alike


def refitted(data: Path, given: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Pairs scored by parameters that were fitted without them, by what they were fitted on."""
    from bench.accuracy import fit, siblings  # fit reads the pairs of this module

    beside = siblings.siblings(data)
    one, other = halves(given)
    return {
        CROSSED: fit.crossed(given, beside),
        "half A, fitted on B": fit.scored(other, one, beside),
        "half B, fitted on A": fit.scored(one, other, beside),
    }


def _pair(left: dict[str, str | None], right: dict[str, str | None], label: str) -> dict[str, str | None]:
    sides = (("left", left), ("right", right))
    return {f"{side}_{name}": value for side, made in sides for name, value in made.items()} | {"label": label}


def _truth_and_score(scored: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    return (scored["label"] == "1").to_numpy(), scored["probability"].cast(pl.Float64).to_numpy()


def counts(scored: pl.DataFrame) -> Counts:
    """Found is what the run calls PROBABLE or CONFIRMED."""
    truth, found = scored["label"] == "1", scored["verdict"].is_in(FOUND)
    return Counts(int(found.sum()), int((found & truth).sum()), int(truth.sum()))


def _figures(scored: pl.DataFrame) -> dict[str, float | None]:
    truth, score = _truth_and_score(scored)
    at = counts(scored)
    return {
        "f1": at.f1,
        "precision": at.precision,
        "recall": at.recall,
        "likely_f1": at_threshold(truth, score, at.n_true, LIKELY).f1,
        "recall_at_precision_0.99": recall_at_precision(truth, score, at.n_true, FLOOR),
        "average_precision": average_precision(truth, score),
        "ece": calibration_error(truth, score),
    }


def _row(name: str, scored: pl.DataFrame) -> list[Cell]:
    at, figures = counts(scored), _figures(scored)
    return [
        name,
        scored.height,
        at.n_true,
        ranged(at.f1, *at.f1_interval()),
        *at.shares(),
        figures["likely_f1"],
        figures["recall_at_precision_0.99"],
        figures["average_precision"],
        figures["ece"],
    ]


def _hard_negatives(scored: dict[str, pl.DataFrame]) -> Table:
    """Two publications that look alike: another edition, another printing, another volume."""
    rows: list[list[Cell]] = []
    for name, part in scored.items():
        negatives = part.filter(look_alike(part) & (part["label"] != "1"))
        found = negatives.filter(pl.col("verdict").is_in(FOUND)).height
        rows.append([name, negatives.height, share(found, negatives.height)])
    title = "Hard negatives: two publications, title and authors both ≥ 90 alike"
    return Table(title, ["", "pairs", "wrongly found"], rows)


def _calibration(scored: pl.DataFrame) -> Table:
    truth, score = _truth_and_score(scored)
    rows: list[list[Cell]] = [
        [f"{low:.1f} to {low + 0.1:.1f}", n, mean, share(n_true, n)]
        for low, mean, n, n_true in reliability(truth, score)
    ]
    return Table(
        f"Reliability: what is said and what is so ({CROSSED})", ["probability", "pairs", "mean said", "true"], rows
    )
