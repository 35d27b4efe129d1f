"""Fitted curves: how many bits a measure is worth, and the probability that two descriptions are of one edition.

An additive model: the log2 odds are a constant and one curve a measure, straight between its knots, flat beyond them,
with a value of its own where the measure is missing. The curves were fitted together, so that measures which say the
same thing (title_ratio and title_set) share its weight instead of counting it twice. `curves.csv` is data, made by
`python -m bench.accuracy.fit` and can be read, plotted and replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.matching.editions.measures import MEASURES

CURVES = Path(__file__).with_name("curves.csv")
CONSTANT = "constant"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """`bits` at the knots `at` (rising), and where there is nothing to compare."""

    at: Floats
    bits: Floats
    missing: float

    def read(self, values: Floats) -> Floats:
        """Bits for each value; NaN is missing."""
        return np.where(np.isnan(values), self.missing, np.interp(values, self.at, self.bits))


@dataclass(frozen=True)
class EditionModel:
    """The constant (log2 odds before anything is compared) and a curve for each measure."""

    constant: float
    curves: dict[str, Curve]

    def weigh(self, measures: pl.DataFrame) -> pl.DataFrame:
        """Bits by field, `edition_bits` (their sum with the constant) and `edition_probability`, one row a pair."""
        fields: dict[str, Floats] = {}
        for measure, curve in self.curves.items():
            bits = curve.read(measures[measure].to_numpy(allow_copy=True).astype(np.float64))
            field = MEASURES[measure]
            fields[field] = fields[field] + bits if field in fields else bits
        total = self.constant + np.sum(list(fields.values()), axis=0)
        weights = {f"edition_{field}_weight": np.round(bits, 2) for field, bits in fields.items()}
        probability = 1.0 / (1.0 + np.exp2(-np.clip(total, -60, 60)))
        return pl.DataFrame(
            weights | {"edition_bits": np.round(total, 2), "edition_probability": np.round(probability, 6)}
        )


@cache
def shipped_model() -> EditionModel:
    """The model that comes with the package."""
    return read_model(CURVES)


def read_model(path: Path) -> EditionModel:
    """A model from a CSV file with the columns measure, at, bits; an empty `at` is the value where it is missing."""
    rows = pl.read_csv(path, schema={"measure": pl.String, "at": pl.Float64, "bits": pl.Float64})
    constant = rows.filter(pl.col("measure") == CONSTANT)["bits"].item()
    curves = {measure: _curve(rows.filter(pl.col("measure") == measure)) for measure in MEASURES}
    return EditionModel(constant, curves)


def _curve(rows: pl.DataFrame) -> Curve:
    knots = rows.drop_nulls("at").sort("at")
    return Curve(knots["at"].to_numpy(), knots["bits"].to_numpy(), rows.filter(pl.col("at").is_null())["bits"].item())
