"""Fit the curves of the edition model: `python -m bench.accuracy.fit --data ../shared/eval`.

Labelled pairs: Goldfinch (10,208, weight 1); the same with fields blanked out at random (weight 0.5), so that what is
missing is known to say nothing; and pairs of one author's different books (`siblings`, weight 0.02 each, once whole and
once with publisher, pages and edition blanked out). No other evaluation set is looked at.

Method: logistic regression on a basis of straight pieces between fixed knots, one set of knots a measure and one value
for "missing"; a ridge keeps a value small that few pairs speak for, a smoothness penalty keeps neighbours alike. It is
solved by Newton's method: no random start, the same numbers every time.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bench.accuracy import goldfinch
from bench.accuracy.halves import groups
from bench.accuracy.siblings import siblings
from stocktake.evaluation.pairs import described_pairs, score_pairs
from stocktake.matching.editions.curves import CONSTANT, CURVES, Curve, EditionModel
from stocktake.matching.editions.measures import measure_editions

Floats = NDArray[np.float64]
RIDGE, SMOOTHNESS = 1.0, 1.0
STEPS = 30
FOLDS = 5
MASKED_WEIGHT, SIBLING_WEIGHT = 0.5, 0.02
MASKED_SHARE, MASKED_MORE = 0.3, 0.6
ALIKE = (0.0, 40.0, 60.0, 70.0, 80.0, 90.0, 99.5, 100.0)
HOUSES = (0.0, 30.0, 45.0, 60.0, 75.0, 85.0, 95.0, 99.5, 100.0)
PRINTINGS = (0.0, 1.0, 2.0, 5.0, 15.0, 30.0)
KNOTS: dict[str, tuple[float, ...]] = {
    "title_ratio": (0, 30, 50, 60, 70, 80, 85, 90, 95, 99.5, 100),
    "title_set": (0, 40, 60, 70, 80, 85, 90, 95, 99.5, 100),
    "title_part": (0, 40, 60, 70, 80, 85, 90, 95, 99.5, 100),
    "title_length": (0, 10, 20, 40, 60, 100, 150, 250, 400),
    "title_missing": (0, 1, 2, 3, 5, 8),
    "title_extra": (0, 1, 2, 3, 5, 8, 12, 20),
    "title_numbers": (0, 1, 2, 4),
    "author_ratio": ALIKE,
    "author_set": ALIKE,
    "author_first": ALIKE,
    "author_given": (0, 1, 2),
    "year_gap": (0, 1, 2, 3, 5, 8, 12, 20, 40, 80),
    "year_oldest": (1700, 1800, 1850, 1880, 1900, 1920, 1950, 1970, 1990, 2020),
    "publisher_ratio": HOUSES,
    "publisher_set": HOUSES,
    "publisher_part": HOUSES,
    "edition_ratio": (0, 30, 50, 70, 90, 99.5, 100),
    "edition_number_gap": (0, 1, 2, 5),
    "edition_one_sided": (0, 1, 2),
    "pages_gap": (0, 0.3, 1, 2, 4, 8, 15, 30, 60),
    "pages_share": (0, 20, 40, 60, 80, 99.5, 100),
    "pages_most": (0, 10, 30, 60, 120, 200, 300, 500, 1000),
    "pages_ratio": (0, 30, 50, 70, 85, 95, 100),
    "volumes_gap": (-1, 0, 1, 2, 5),
    "volume_same": (0, 1),
    "language_same": (0, 1),
    "reprint": PRINTINGS,
    "same_imprint_gap": PRINTINGS,
}
# Too few labelled pairs name a volume or differ in language: what any cataloguer knows stands in for them, in bits.
KNOWN_BITS = {("volume_same", 0.0): -8.0, ("volume_same", 1.0): 1.0, ("language_same", 0.0): -3.0}
MASKED = ("authors", "year", "publisher", "edition", "pages", "language")


def fit_model(pairs: pl.DataFrame, beside: pl.DataFrame) -> EditionModel:
    """The model that explains labelled pairs best; `beside` are pairs of siblings."""
    parts = [
        (pairs, 1.0),
        (with_blanks(pairs, MASKED, MASKED_SHARE, seed=1), MASKED_WEIGHT),
        (beside, SIBLING_WEIGHT),
        (with_blanks(beside, ("publisher", "edition", "pages"), MASKED_MORE, seed=2), SIBLING_WEIGHT),
    ]
    measured = pl.concat([measure_editions(described_pairs(part)) for part, _ in parts])
    truth = np.concatenate([(part["label"] == "1").to_numpy() for part, _ in parts]).astype(float)
    weights = np.concatenate([np.full(part.height, weight) for part, weight in parts])
    return model_of(solve(basis(measured), truth, weights))


def with_blanks(pairs: pl.DataFrame, fields: tuple[str, ...], chance: float, seed: int) -> pl.DataFrame:
    """Each field blanked out on one side of that share of the pairs."""
    dice = np.random.default_rng(seed)
    for field in fields:
        where = dice.random(pairs.height)
        for side, low in (("left", 0.0), ("right", chance / 2)):
            hit = pl.Series((where >= low) & (where < low + chance / 2))
            name = f"{side}_{field}"
            pairs = pairs.with_columns(pairs[name].set(hit, None)) if name in pairs.columns else pairs
    return pairs


def basis(measured: pl.DataFrame) -> Floats:
    """One row a pair; for each measure a column a knot (its share of the value) and one for "missing"; then 1."""
    columns = []
    for name, knots in KNOTS.items():
        values = measured[name].to_numpy(allow_copy=True).astype(float)
        there = ~np.isnan(values)
        columns += [
            np.where(there, np.interp(np.where(there, values, 0.0), knots, unit), 0.0) for unit in np.eye(len(knots))
        ]
        columns.append((~there).astype(float))
    return np.column_stack([*columns, np.ones(measured.height)])


def solve(rows: Floats, truth: Floats, weights: Floats) -> Floats:
    """Natural-log odds for each column: the maximum of the penalised likelihood."""
    pull, wanted = penalty(), known()
    found = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        said = 1.0 / (1.0 + np.exp(-rows @ found))
        spread = weights * np.maximum(said * (1.0 - said), 1e-6)
        slope = rows.T @ (weights * (truth - said)) - pull @ (found - wanted)
        step = np.linalg.solve((rows * spread[:, None]).T @ rows + pull, slope)
        found += step
        if np.abs(step).max() < 1e-8:
            break
    return found


def penalty() -> Floats:
    """Ridge on every value but the constant, and on each bend of a curve."""
    n_columns = sum(len(knots) + 1 for knots in KNOTS.values()) + 1
    pull = np.eye(n_columns) * RIDGE
    pull[-1, -1] = 0.0
    start = 0
    for knots in KNOTS.values():
        for middle in range(start + 1, start + len(knots) - 1):
            bend = np.zeros(n_columns)
            bend[middle - 1 : middle + 2] = (1.0, -2.0, 1.0)
            pull += SMOOTHNESS * np.outer(bend, bend)
        start += len(knots) + 1
    return pull


def known() -> Floats:
    """What the ridge pulls to: nothing, but for KNOWN_BITS."""
    values = [KNOWN_BITS.get((name, at), 0.0) for name, knots in KNOTS.items() for at in (*knots, None)]
    return np.array([*values, 0.0]) * math.log(2.0)


def model_of(found: Floats) -> EditionModel:
    """The solution as curves, in bits."""
    bits = found / math.log(2.0)
    curves, start = {}, 0
    for name, knots in KNOTS.items():
        end = start + len(knots)
        curves[name] = Curve(np.array(knots, dtype=float), bits[start:end], float(bits[end]))
        start = end + 1
    return EditionModel(float(bits[-1]), curves)


def scored(train: pl.DataFrame, test: pl.DataFrame, beside: pl.DataFrame) -> pl.DataFrame:
    """The test pairs scored by a model that was fitted on the training pairs."""
    return score_pairs(test, model=fit_model(train, beside))


def crossed(pairs: pl.DataFrame, beside: pl.DataFrame) -> pl.DataFrame:
    """Every pair scored by a model fitted without it and without any pair that hangs together with it by a record."""
    names = groups(pairs["left_id"].to_list(), pairs["right_id"].to_list())
    ranks = {name: rank for rank, name in enumerate(np.random.default_rng(1).permutation(sorted(set(names))).tolist())}
    fold = pl.Series([ranks[name] % FOLDS for name in names])
    return pl.concat([scored(pairs.filter(fold != k), pairs.filter(fold == k), beside) for k in range(FOLDS)])


def write_model(model: EditionModel, path: Path) -> None:
    """`measure,at,bits`; four digits are more than the pairs can tell."""
    lines = ["measure,at,bits", f"{CONSTANT},,{model.constant:.4f}"]
    for name, curve in model.curves.items():
        lines += [f"{name},{at:g},{value:.4f}" for at, value in zip(curve.at, curve.bits, strict=True)]
        lines.append(f"{name},,{curve.missing:.4f}")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Fit on all pairs and replace the shipped curves."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy.fit", description="Fit the curves of editions.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation sets")
    parser.add_argument("--out", type=Path, default=CURVES, help="the file of the curves")
    asked = parser.parse_args()
    write_model(fit_model(goldfinch.pairs(asked.data), siblings(asked.data)), asked.out)


if __name__ == "__main__":
    main()
